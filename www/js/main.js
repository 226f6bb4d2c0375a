// What the reader can do, each by mouse and by key: the only place that turns events into changes of state. At the end
// the parts are made and wired: events go up to here, the state goes down from here.
import { Article, Spotlight } from "./article.js";
import { entityAt, NameCard, quotationCard, someoneCard } from "./corrections.js";
import { all, button, h, isNarrow, isWide, live, moveAmong, one } from "./dom.js";
import { Printout } from "./exchange.js";
import { Ledger, Sources, tabbed, Values, Who } from "./rail.js";
import { choose, LAYERS, samples, Session, singleKeys, Store, TABS } from "./session.js";
import { countRequests, Menus, Popover, View } from "./view.js";
import { WaysIn } from "./ways.js";

class Actions {
  constructor(parts) {
    this.parts = parts;
    this.store = parts.store;
    const menus = new Menus(parts, this);
    /** What a button with `data-act` does. */
    this.acts = {
      paste: () => this.paste(),
      open: () => parts.waysIn.open(),
      undo: () => this.again(-1),
      redo: () => this.again(1),
      theme: () => this.theme(),
      samples: (anchor) => menus.samples(anchor),
      export: (anchor) => menus.exports(anchor),
      keys: (anchor) => menus.keys(anchor),
      more: (anchor) => menus.more(anchor),
      layers: (anchor) => menus.layers(anchor),
      sample: () => this.sample(0),
      clear: (anchor) => this.clear(anchor),
      read: () => parts.waysIn.typed(),
      edit: () => this.paste(this.state.record?.text),
      before: () => parts.session.turn(-1),
      after: () => parts.session.turn(1),
      all: () => this.store.set({ only: null }),
      widen: () => this.widen(),
      cancel: () => parts.session.cancel(),
      close: () => this.escape(),
    };
    document.addEventListener("click", ({ target }) => {
      const choice = /** @type {Element} */ (target).closest("[data-act], [data-layer], .layer, .bottom-tabs button, .tab");
      if (choice instanceof HTMLElement) this.#choose(choice, /** @type {any} */ (choice.dataset));
    });
    one(".key").addEventListener("keydown", (event) => moveAmong(event, all(".layer")));
    one(".tabs").addEventListener("keydown", (event) => moveAmong(event, all(".tab")) && this.store.set({ tab: /** @type {any} */ (document.activeElement).dataset.tab }));
    const on = (type, act) => document.addEventListener(type, ({ detail }) => act(detail));
    on("texts", (texts) => parts.session.take(texts));
    on("refused", ({ message, file }) => this.refuse(message, file));
    on("closepopover", () => parts.popover.close());
    on("entity", ({ id, toggle, show }) => this.entity(id, toggle, show));
    on("mention", ({ id, by }) => this.mention(by, id));
    on("only", (only) => this.store.set({ only }));
    on("quotation", (detail) => this.quotation(detail.id, detail));
    on("step", (by) => this.step(by, true));
    on("place", (span) => this.place(...span));
    on("speaker", ({ id, speaker }) => this.speaker(id, speaker));
    on("someone", (id) => this.someone(id));
    on("correct", ({ entity, anchor }) => this.correctEntity(entity, anchor));
    on("corrected", (step) => this.correct(step));
    on("putback", (range) => this.putBack(...[range].flat()));
    on("date", (date) => parts.session.date(date));
    on("copytable", ({ rows, anchor }) => this.copyTable(rows, anchor));
    parts.paper.addEventListener("click", (event) => this.#click(event));
    addEventListener("beforeprint", () => this.#print(true));
    addEventListener("afterprint", () => this.#print(false));
  }

  get state() {
    return this.store.state;
  }

  #choose(choice, { act, layer, tab }) {
    const { popover } = this.parts;
    if (choice.getAttribute("aria-disabled") === "true") return;
    if (layer) this.layer(layer);
    else if (tab && choice.matches(".tab")) this.store.set({ tab });
    else if (tab) this.store.set({ tab, sheet: !this.state.sheet || this.state.tab !== tab });
    else if (popover.open && popover.anchor === choice) popover.close();
    else this.acts[act]?.(choice);
  }

  theme() {
    const root = document.documentElement;
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const theme = (root.dataset.theme ?? system) === "dark" ? "light" : "dark";
    if (theme === system) delete root.dataset.theme;
    else root.dataset.theme = theme;
    choose("theme", theme === system ? null : theme);
    live(`${theme === "dark" ? "Dark" : "Light"} theme`);
  }

  /** The empty page, with a text to edit or what the clipboard holds. */
  paste(text = "") {
    this.parts.session.blank();
    this.parts.view.welcome({ text });
    one("#paste").focus();
    if (!text) this.parts.waysIn.clipboard();
  }

  refuse(message, file) {
    const { view } = this.parts;
    if (this.state.view === "reader") return view.trouble(message);
    const way = file ? button("Open another file", this.acts.open, { class: "link" }) : button("Close", () => view.welcome({ text: one("#paste").value }), { class: "link" });
    view.welcome({ message, way });
  }

  async sample(idx) {
    const sample = (await samples())[idx];
    if (sample) this.parts.session.take([{ ...sample, origin: "a sample, opened" }]);
    else this.refuse("The samples did not load; reload the page once while online.");
  }

  /** What another app shared with the installed page: the service worker has it. */
  async shared() {
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
      setTimeout(resolve, 3000);
    });
    navigator.serviceWorker?.controller?.postMessage("shared", [port2]);
    const text = navigator.serviceWorker?.controller && (await answer);
    history.replaceState(null, "", "#new");
    this.parts.session.blank();
    if (text?.trim()) this.parts.session.take([{ text, origin: "shared" }]);
    else this.refuse("No text arrived from the other app; copy it there and paste it here.");
  }

  async clear(link) {
    if (!(await this.parts.session.clear())) return this.refuse("The browser did not clear the kept texts; clear this site’s data in the browser’s settings.");
    live("Kept texts and corrections are cleared");
    link.textContent = "Cleared";
  }

  layer(layer) {
    const { layers } = this.state;
    this.store.set({ layers: { ...layers, [layer]: !layers[layer] } });
  }

  widen() {
    const { wide } = this.state;
    this.parts.popover.close();
    // Each of the two comes back where it was left.
    const here = scrollY;
    this.store.set({ wide: !wide });
    scrollTo({ top: this.elsewhere ?? 0, behavior: "instant" });
    this.elsewhere = here;
    if (wide) this.parts.article.redraw();
  }

  tab(by) {
    const at = TABS.indexOf(this.state.tab);
    this.store.set({ tab: TABS[(at + by + TABS.length) % TABS.length] });
  }

  entity(id, toggle, show) {
    const { spotlight } = this.parts;
    if (toggle && this.state.entity === id) return this.store.set({ entity: null, mention: 0 });
    if (show && this.state.wide) this.widen();
    this.store.set({ entity: id, mention: 0, tab: "who" });
    if (isNarrow() ? !this.state.sheet : isWide()) spotlight.goTo(spotlight.mention(this.#entity(id), 0));
  }

  mention(by, id = this.state.entity) {
    const entity = this.#entity(id);
    if (!entity) return;
    const { entity: chosen, mention, sheet } = this.state;
    const n = entity.mentions.length;
    const at = (((chosen === id ? mention : -1) + by) % n + n) % n;
    const step = document.activeElement?.matches(".card .step") && document.activeElement.getAttribute("aria-label");
    this.store.set({ entity: id, mention: at });
    const { spotlight } = this.parts;
    const mark = spotlight.mention(entity, at);
    spotlight.update(this.state);
    spotlight.goTo(mark, sheet);
    if (step) one(`.card [aria-label="${step}"]`)?.focus();
    else mark?.focus({ preventScroll: true });
  }

  /** Chooses a quotation and goes there. @param {{ show?: boolean, open?: boolean, focus?: boolean }} how */
  async quotation(id, how = {}) {
    const { spotlight } = this.parts;
    const quotation = this.#quotation(id);
    if (!quotation) return;
    if (how.show && this.state.wide) this.widen();
    const { sheet } = this.state;
    this.store.set({ quotation: id, sheet: false });
    const mark = spotlight.quotation(quotation);
    spotlight.update(this.state);
    const there = spotlight.goTo(mark, isNarrow());
    if (how.focus) mark?.focus({ preventScroll: true });
    if (!how.open && !sheet && !isNarrow()) return;
    await there;
    if (this.state.quotation === id) this.#popover(quotationCard(this.state.reading, quotation, this.parts.paper), mark, "quotation");
  }

  step(by, open = this.parts.popover.open) {
    const order = this.state.reading?.inOrder ?? [];
    if (!order.length) return;
    const at = this.#chosen()?.nr ?? (by > 0 ? -1 : order.length);
    this.quotation(order[(at + by + order.length) % order.length].id, { open, focus: !open });
  }

  unsure() {
    const unsure = this.state.reading?.inOrder.filter((one) => one.unsure) ?? [];
    if (!unsure.length) return live("No unsure quotation");
    const at = this.#chosen()?.nr ?? -1;
    this.quotation((unsure.find((one) => at < one.nr) ?? unsure[0]).id, { open: true });
  }

  /** Goes to a span of the text: the mark that begins there, or its paragraph. */
  place(start, end) {
    const { article, paper, spotlight } = this.parts;
    if (this.state.wide) this.widen();
    this.store.set({ sheet: false });
    article.ensure(start);
    const mark = one(`[data-v="${start}-${end}"]`, paper);
    spotlight.goTo(mark ?? all(".words", paper).filter((block) => Number(block.dataset.start) <= start).pop());
    mark?.focus({ preventScroll: true });
  }

  /** Shows only the chosen entity, or all again. */
  only() {
    const { only, entity } = this.state;
    this.store.set({ only: only === null ? (entity ?? this.#chosen()?.proposed ?? null) : null });
  }

  speaker(id, speaker) {
    const quotation = this.#quotation(id);
    if (!quotation) return;
    const mention = this.#entity(speaker)?.mentions[0];
    this.correct({ do: "speaker", content: quotation.content[0], speaker: mention ? [mention.start, mention.end] : null });
  }

  accept() {
    const quotation = this.#chosen();
    if (quotation?.unsure && quotation.proposed !== null) this.speaker(quotation.id, quotation.proposed);
  }

  someone(id) {
    const quotation = this.#quotation(id);
    if (quotation) this.#popover(someoneCard(this.state.reading, quotation, this.parts.paper), this.parts.spotlight.quotation(quotation), "quotation");
  }

  /** Corrects what is chosen: selected words, the focused name, the chosen entity, the chosen quotation. */
  correctChosen() {
    const { entity, quotation, reading } = this.state;
    const span = this.parts.article.selection();
    const focused = document.activeElement;
    const mark = /** @type {any} */ (focused?.closest("mark.n"));
    if (!reading) return;
    if (span) this.#name(entityAt(reading.report, span, true), span, getSelection()?.getRangeAt(0).startContainer.parentElement);
    else if (mark) this.#mention(Number(mark.dataset.e), Number(mark.dataset.m), mark);
    else if (quotation !== null && (entity === null || focused?.closest("mark.q"))) this.someone(quotation);
    else if (entity !== null) this.correctEntity(entity, null);
  }

  async correctEntity(id, anchor) {
    const entity = this.#entity(id);
    if (!entity) return;
    const at = this.state.entity === id ? this.state.mention : 0;
    const mark = this.parts.spotlight.mention(entity, at);
    const beside = isWide() && !this.state.wide;
    if (beside) await this.parts.spotlight.goTo(mark);
    this.#mention(id, at, beside ? mark : anchor);
  }

  #mention(id, idx, anchor) {
    const { start, end } = this.#entity(id)?.mentions[idx] ?? {};
    if (start !== undefined) this.#name({ id }, [start, end], anchor);
  }

  #name(entity, span, anchor) {
    this.#popover(new NameCard(this.state.reading, span, this.#entity(entity?.id), this.parts.paper), anchor, "name");
  }

  #popover({ content, label, focus }, anchor, kind) {
    this.parts.popover.show(anchor, content, { label, kind: `${kind}-popover`, focus });
  }

  correct(step) {
    this.parts.popover.close();
    this.parts.session.correct(step);
    live("Corrected");
  }

  again(by) {
    if (this.parts.session.again(by)) live(by < 0 ? "Correction undone" : "Correction redone");
  }

  /** Puts the paragraphs from one to another back into the article, as one step. */
  putBack(idx, last = idx) {
    const [from, to] = [idx, last].map((idx) => this.state.report?.paragraphs[idx]);
    if (from && to) this.correct({ do: "keep", span: [from.start, to.end] });
  }

  async copyTable(rows, copy) {
    const done = await navigator.clipboard.writeText(tabbed(this.state.reading, rows)).then(() => "Copied", () => "Not allowed here");
    live((copy.textContent = done));
    setTimeout(() => (copy.textContent = "Copy table"), 2000);
  }

  /** Esc: closes, shows all, cancels, lets go; one thing at a time. */
  escape() {
    const { popover, session } = this.parts;
    const { only, sheet, tab, wide } = this.state;
    if (popover.open) popover.close();
    else if (sheet) {
      this.store.set({ sheet: false });
      one(`.bottom-tabs [data-tab=${tab}]`).focus();
    } else if (session.cancel()) live("Cancelled; what was found so far is kept");
    else if (only !== null) this.store.set({ only: null });
    else if (wide) this.widen();
    else this.store.set({ entity: null, quotation: null });
  }

  #entity(id) {
    return this.state.reading?.entities.get(id);
  }

  #quotation(id) {
    return this.state.reading?.acts[id];
  }

  #chosen() {
    return this.#quotation(this.state.quotation);
  }

  #click({ target }) {
    if (!getSelection()?.isCollapsed) return;
    const { layers, tab } = this.state;
    const name = target.closest("mark.n:not(.quiet)");
    const layer = this.#entity(Number(name?.dataset.e))?.layer;
    const quotation = target.closest(`[data-q]${layers.aside ? "" : ":not(.aside)"}${layers.quotation ? "" : ":not(.q)"}`);
    if (layer && layers[layer]) {
      this.store.set({ entity: Number(name.dataset.e), mention: Number(name.dataset.m), tab: isNarrow() ? "who" : tab });
      name.focus({ preventScroll: true });
    } else if (quotation) this.quotation(Number(quotation.dataset.q), { open: true });
    else if (layers.value) target.closest("mark.value")?.focus({ preventScroll: true });
  }

  #print(on) {
    document.documentElement.classList.toggle("printing", on);
    if (on) this.parts.printout.draw();
    this.parts.article.redrawAll();
  }
}

/** Hears the keys, which index.html lists. Single ones are silent in fields and can be switched off. */
function hearKeys(actions, popover) {
  const bar = (act) => () => {
    const choice = one(`.bar [data-act=${act}]`);
    if (!choice.disabled) choice.click();
  };
  const keys = {
    n: () => actions.step(1),
    p: () => actions.step(-1),
    m: () => actions.mention(1),
    M: () => actions.mention(-1),
    f: () => actions.only(),
    c: () => actions.correctChosen(),
    y: () => actions.accept(),
    u: () => actions.unsure(),
    "[": () => actions.tab(-1),
    "]": () => actions.tab(1),
    w: () => actions.widen(),
    "/": () => one(".panel-body:not([hidden]) .find")?.focus(),
    e: bar("export"),
    o: () => actions.acts.open(),
    t: () => actions.theme(),
    "?": bar("keys"),
  };
  LAYERS.forEach((layer, idx) => (keys[idx + 1] = () => actions.layer(layer)));
  document.addEventListener("keydown", (event) => {
    const { key } = event;
    const target = /** @type {any} */ (event.target);
    const control = event.ctrlKey || event.metaKey;
    const field = target.matches("input:not([type=checkbox]), textarea, select");
    if (key === "Escape") {
      // In a field it empties the field.
      if (!event.defaultPrevented && !(field && target.value && !target.matches("select"))) actions.escape();
    } else if (field) {
      if (key === "Enter" && control && target.id === "paste") actions.acts.read();
    } else if (control && key.toLowerCase() === "z") {
      event.preventDefault();
      actions.again(event.shiftKey ? 1 : -1);
    } else if (control || event.altKey) return;
    else if (key === "Enter" && target.matches("mark")) {
      // The popover's first button, which then has the focus, must not hear it too.
      event.preventDefault();
      if (target.matches(".n")) actions.entity(Number(target.dataset.e));
      else if (target.matches(".q")) actions.quotation(Number(target.dataset.q), { open: true });
    } else if (singleKeys.on && keys[key] && (!popover.open || "npuyc".includes(key)) && (actions.state.view === "reader" || "ot?".includes(key))) {
      event.preventDefault();
      keys[key]();
    }
  });
}

const store = new Store();
const session = new Session(store, (type, detail) => hear[type](detail));
const paper = one(".paper");
const article = new Article();
const parts = {
  article,
  /** What the tabs of the rail show. */
  bodies: { who: new Who(), quotations: new Ledger(), sources: new Sources(), values: new Values() },
  paper,
  popover: new Popover(() => parts.view.mark("")),
  printout: new Printout(),
  session,
  spotlight: new Spotlight(paper, article),
  store,
  /** @type {View} */
  view: /** @type {any} */ (null),
  waysIn: new WaysIn(),
};
parts.view = new View(parts);
const { spotlight, view } = parts;
const actions = new Actions(parts);
hearKeys(actions, parts.popover);
const quiet = countRequests();

/** Keeps the page on this computer, once it has done what the reader waits for. */
async function keep() {
  if (!("serviceWorker" in navigator) || !isSecureContext || !/^http/.test(import.meta.url)) return;
  await navigator.serviceWorker.register(/** @type {any} */ (new URL("../sw.js", import.meta.url))).catch(() => {});
  await navigator.serviceWorker.ready;
  // Only now can the page be installed: what is shared with it needs the worker, or it would go to the server.
  if (!one("[rel=manifest]")) document.head.append(h("link", { rel: "manifest", href: "manifest.webmanifest" }));
}

/** What becomes of a text. */
const hear = {
  ready: () => {
    setTimeout(quiet, 300);
    if (!store.state.working) keep();
  },
  progress: (progress) => view.progress(progress),
  done: () => {
    view.announce();
    keep();
  },
  trouble: (message) => view.trouble(message),
};
store.changed = (change) => view.update(change);
article.element.addEventListener("drawn", () => spotlight.update(store.state));

// What was pasted before the page could hear it.
const early = one("#paste").value;
view.update({ state: store.state, keys: new Set(Object.keys(store.state)) });
if (location.hash === "#sample") actions.sample(0);
else if (location.hash === "#shared") actions.shared();
else {
  session.follow().then(() => {
    parts.waysIn.typed(early);
    session.kept.rescue();
  });
}
samples().then((list) => (one(".sample-title").textContent = list[0]?.title ?? ""));
