// The frame around the article: the state on its way down, and the popovers and menus that open over the page.
import { roughParagraphs } from "./article.js";
import { afterFrame, all, h, isNarrow, live, moveAmong, one } from "./dom.js";
import { csv, download, fileName, gold, htmlReport, json } from "./exchange.js";
import { count, countWords, dayOf, figure, short } from "./reading.js";
import { samples, singleKeys } from "./session.js";

/** How long an analysis may take before it is spoken of, in milliseconds. */
const PATIENCE = 300;
/** The stages of an analysis, with what each of them counts and its measured share of the whole time. */
const STAGES = ["reading", "names", "quotations", "speakers", "sources"];
const SHARES = [0.08, 0.5, 0.3, 0.1, 0.02];

export class View {
  constructor(parts) {
    this.parts = parts;
    this.busy = false;
    /** @type {string | undefined} the text that the article shows */
    this.id = undefined;
    this.meta = h("p.meta");
  }

  update({ state, keys }) {
    const { article, paper, printout, spotlight } = this.parts;
    const { record, reading, layers } = state;
    const some = (...names) => names.some((name) => keys.has(name));
    if (some("view")) this.#turn(state);
    if (some("record") && record?.id !== this.id) {
      this.id = record?.id;
      article.update("", [], null);
      scrollTo(0, 0);
      this.#aboutText(record);
    }
    if (some("working", "record")) this.#wait(state);
    if (some("reading") && record && reading) {
      // The rest of a long text stands there, unmarked, until it is read.
      const { paragraphs } = reading;
      const rest = state.partial ? roughParagraphs(record.text, paragraphs[paragraphs.length - 1]?.end ?? 0) : [];
      this.#article(record.text, [...paragraphs, ...rest], reading);
    }
    if (some("record")) this.fail("");
    if (some("reading", "only")) this.#only(state);
    if (some("layers", "reading")) {
      const counts = reading?.counts();
      for (const toggle of all(".layer")) {
        const layer = toggle.dataset.layer;
        const n = counts?.[layer];
        toggle.setAttribute("aria-pressed", layers[layer]);
        toggle.classList.toggle("none", n === 0);
        one(".count", toggle).textContent = n === undefined ? "" : short(n);
      }
      for (const [layer, on] of Object.entries(layers)) paper.classList.toggle(`no-${layer}`, !on);
    }
    if (some("reading", "tab", "wide", "view", "sheet")) {
      document.documentElement.classList.toggle("wide", state.wide);
      if (!some("reading")) this.#tabs();
      this.#name(state);
    }
    // The marks first: the rail is a turn of its own.
    if (some("reading")) afterFrame(() => (this.#rail(), this.#tabs()));
    else this.#rail();
    if (some("entity", "mention", "quotation", "only")) spotlight.update(state);
    if (some("record", "reading", "view")) this.#bar(state);
    if (some("reading")) printout.update(state);
    if (some("view") && state.view === "welcome") this.welcome();
  }

  progress({ stage, done, total }) {
    const { partial } = this.parts.store.state;
    const at = Math.max(0, STAGES.indexOf(stage));
    const part = SHARES.slice(0, at).reduce((sum, share) => sum + share, 0) + SHARES[at] * (total ? Math.min(1, done / total) : 0);
    const rows = all(".stages li");
    const counted = total < 2 ? "" : `${figure(done)} of ${figure(total)}`;
    one(".working .summary").textContent = `${rows[at].firstElementChild.textContent}.${partial ? " The first page is ready to read." : ""}`;
    const bar = one(".progress");
    bar.style.setProperty("--part", part);
    bar.setAttribute("aria-valuenow", Math.round(part * 100));
    one(".working .where").textContent = counted && `${at ? "Part" : "Paragraph"} ${counted}`;
    const spent = (performance.now() - (this.began ?? 0)) / 1000;
    const rest = Math.max(1, Math.ceil((spent / Math.max(part, 0.02)) * (1 - part)));
    one(".working .left").textContent = 0.1 < part ? `about ${count(rest, "second")} left` : "";
    rows.forEach((row, idx) => {
      row.className = idx < at ? "past" : idx === at ? "now" : "to-come";
      row.lastElementChild.textContent = idx < at ? "done" : idx === at ? counted : "";
    });
  }

  settle() {
    clearTimeout(this.timer);
    this.busy = false;
    this.#tabs();
  }

  announce() {
    this.settle();
    const { reading } = this.parts.store.state;
    if (reading) live(`${count(reading.inOrder.length, "quotation")}, ${count(reading.speakers.length, "source")} found`);
  }

  /** What went wrong, in one sentence; the text stays, marked or not. */
  trouble(message) {
    const { record, reading, view } = this.parts.store.state;
    live(message);
    if (view === "welcome") return this.welcome({ message });
    this.fail(message);
    if (record && !reading) this.parts.article.update(record.text, roughParagraphs(record.text), null);
  }

  fail(message) {
    const error = one(".over .error");
    error.textContent = message;
    error.hidden = !message;
  }

  /** The first visit's field with a text, and below it the ways in or what went wrong and one way out. */
  welcome({ text = "", message = "", way = null } = {}) {
    const root = one(".welcome");
    const error = one(".error", root);
    if (!message) {
      one("#paste").value = text;
      one(".read").hidden = !text;
    }
    error.replaceChildren(h("p", message), way ?? "");
    error.hidden = !message;
    one(".links", root).hidden = Boolean(message);
  }

  mark(act) {
    for (const toggle of all(".bar [aria-haspopup]")) toggle.setAttribute("aria-expanded", toggle.dataset.act === act);
  }

  #turn({ view }) {
    document.documentElement.dataset.view = view;
    this.parts.popover.close(false);
    this.parts.store.set({ sheet: false });
    if (view === "welcome" && !isNarrow()) one("#paste").focus();
  }

  /** Shows progress, and the text without marks, once the analysis takes longer than a blink. */
  #wait({ working, record }) {
    clearTimeout(this.timer);
    if (!working || !record) return this.settle();
    this.began = performance.now();
    this.progress({ stage: "reading", done: 0, total: 1 });
    const { article, session } = this.parts;
    const plain = () => this.id === record.id && article.text !== record.text && this.#article(record.text, roughParagraphs(record.text), null);
    // Before the engine has come there is time for the text.
    if (!session.client.ready) setTimeout(plain);
    this.timer = setTimeout(() => {
      this.busy = true;
      this.#tabs();
      plain();
    }, PATIENCE);
  }

  #bar({ record, reading, view }) {
    const off = { undo: !record?.done, redo: !record || record.done === record.steps.length, export: !reading, layers: view === "welcome" };
    for (const [act, is] of Object.entries(off)) {
      const toggle = one(`.bar [data-act=${act}]`);
      // Disabled under the reader's focus, the focus would be lost.
      const focused = toggle === document.activeElement;
      toggle.disabled = is && !focused;
      toggle.setAttribute("aria-disabled", is && focused);
    }
  }

  /** Words and where they come from; which text of several. */
  #aboutText(record) {
    const n = record?.batch.length ?? 0;
    const texts = one(".texts");
    texts.hidden = n < 2;
    if (!record) return;
    const minutes = (Date.now() - record.time) / 60_000;
    this.meta.replaceChildren(
      `${count(countWords(record.text), "word")}, ${record.origin} ${minutes < 2 ? "just now" : `on ${dayOf(new Date(record.time))}`} `,
      h("button.link.quiet", { type: "button", "data-act": "edit" }, "Edit"),
    );
    const at = record.batch.indexOf(record.id);
    const [back, on] = all("button", texts);
    back.disabled = at === 0;
    on.disabled = at === n - 1;
    one("span", texts).textContent = `Text ${at + 1} of ${n}`;
  }

  #only({ only, reading }) {
    const who = only === null ? null : reading?.entities.get(only);
    one(".only-line").hidden = !who;
    one(".only-line b").textContent = `Only ${who?.label ?? ""}`;
  }

  #tabs() {
    const { tab, wide, sheet, reading } = this.parts.store.state;
    const busy = this.busy || !reading;
    const counts = reading && {
      who: [...reading.entities.values()].filter((entity) => entity.named || entity.speaks.length).length,
      quotations: reading.inOrder.length,
      sources: reading.speakers.length,
      values: reading.report.values.length,
    };
    for (const choice of all("[data-tab]")) {
      const chosen = choice.dataset.tab === tab;
      if (choice.matches(".tab")) {
        choice.setAttribute("aria-selected", chosen);
        choice.tabIndex = chosen ? 0 : -1;
      } else choice.setAttribute("aria-expanded", chosen && sheet);
      one(".count", choice).textContent = counts && !this.busy ? short(counts[choice.dataset.tab]) : "";
    }
    one(".rail").classList.toggle("sheet-open", sheet);
    one(".working").hidden = !this.busy;
    for (const body of all(".panel-body")) body.hidden = body.id !== `panel-${tab}` || busy;
    const widen = one(".widen");
    widen.textContent = wide ? "Narrow" : "Widen";
    widen.setAttribute("aria-pressed", wide);
  }

  #rail() {
    const { bodies, store } = this.parts;
    bodies[store.state.tab].update(store.state);
  }

  /** Gives the page a heading where the article shows none. */
  #name({ record, wide }) {
    const heading = one("#what");
    heading.textContent = record?.title ?? "";
    heading.hidden = !wide && Boolean(one("h1", this.parts.paper));
  }

  #article(text, paragraphs, reading) {
    const { article, spotlight, store } = this.parts;
    const top = scrollY;
    this.meta.remove();
    article.update(text, paragraphs, reading);
    const headline = one(".block.headline", article.element);
    if (headline) headline.after(this.meta);
    else one(".section", article.element)?.prepend(this.meta);
    this.#name(store.state);
    spotlight.update(store.state);
    if (top) scrollTo({ top, behavior: "instant" });
  }
}

const GAP = 8;

/** Under its anchor or above it, a sheet on narrow screens. Focus goes in, stays, and returns. */
export class Popover {
  constructor(closed) {
    this.element = one(".popover");
    this.closed = closed;
    /** @type {any} where the focus returns to */
    this.back = null;
    /** @type {any} what it belongs to */
    this.anchor = null;
    this.element.addEventListener("keydown", (event) => this.#keys(event));
    document.addEventListener("pointerdown", ({ target }) => {
      if (this.open && !this.element.contains(target) && !this.anchor?.contains(target)) this.close(false);
    });
    addEventListener("resize", () => this.open && this.#place());
  }

  get open() {
    return !this.element.hidden;
  }

  /** `end` aligns the right sides. */
  show(anchor, content, { label, kind, focus, end = false }) {
    if (!this.open) this.back = document.activeElement === document.body ? anchor : document.activeElement;
    if (anchor?.matches("mark")) this.back = anchor;
    this.anchor = anchor;
    this.end = end;
    this.element.className = `popover ${kind}`;
    this.element.setAttribute("aria-label", label);
    this.element.replaceChildren(h("div.grip", { "aria-hidden": "true" }), ...content);
    this.element.hidden = false;
    document.documentElement.classList.add("has-popover");
    this.#place();
    (focus ?? this.#focusable()[0] ?? this.element).focus({ preventScroll: true });
  }

  close(restore = true) {
    if (!this.open) return;
    this.element.hidden = true;
    document.documentElement.classList.remove("has-popover");
    this.element.replaceChildren();
    if (restore && this.back?.isConnected) this.back.focus({ preventScroll: true });
    this.back = null;
    this.closed();
  }

  #place() {
    const { style } = this.element;
    style.left = style.top = "";
    const rects = this.anchor?.isConnected ? [...this.anchor.getClientRects()] : [];
    if (isNarrow() || !rects.length) return;
    const box = this.element.getBoundingClientRect();
    const fixed = this.anchor.closest(".bar, .rail") !== null;
    const first = rects[0].top - GAP;
    const last = rects[rects.length - 1].bottom + GAP;
    const below = innerHeight - last;
    const top = below < box.height && below < first ? Math.max(GAP, first - box.height) : Math.min(last, Math.max(GAP, innerHeight - GAP - box.height));
    const x = this.end ? Math.max(...rects.map(({ right }) => right)) - box.width : Math.min(...rects.map(({ left }) => left));
    style.left = `${Math.max(GAP, Math.min(x, document.documentElement.clientWidth - box.width - GAP)) + (fixed ? 0 : scrollX)}px`;
    style.top = `${top + (fixed ? 0 : scrollY)}px`;
    this.element.classList.toggle("fixed", fixed);
  }

  #focusable() {
    const focusable = all("button, input, select, [tabindex='0']", this.element);
    return focusable.filter((element) => !element.disabled && element.offsetParent && 0 <= element.tabIndex);
  }

  #keys(event) {
    const rows = this.#focusable();
    if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (event.key === "Tab") {
      if (event.shiftKey) rows.reverse();
      if (![rows[rows.length - 1], this.element].includes(document.activeElement)) return;
      event.preventDefault();
      rows[0]?.focus();
    }
  }
}

export class Menus {
  constructor(parts, actions) {
    this.parts = parts;
    this.actions = actions;
  }

  async samples(anchor) {
    const list = await samples();
    if (!list.length) return this.actions.sample(0);
    const items = list.map(({ title, style }, idx) => ({ label: title, note: style, act: () => void this.actions.sample(idx) }));
    this.#menu("Samples", anchor, items);
  }

  exports(anchor) {
    const { state } = this.parts.store;
    const name = fileName(state.record?.title ?? "");
    const box = h("input", { type: "checkbox", id: "as-gold" });
    const report = () => (box.checked ? download(`${name}.gold.json`, "application/json", gold(state)) : download(`${name}.json`, "application/json", json(state)));
    const items = [
      { label: "Web page", note: "one file, opens anywhere", suffix: ".html", act: () => download(`${name}.html`, "text/html", htmlReport(this.parts)) },
      { label: "Table", note: "one row a quotation", suffix: ".csv", act: () => download(`${name}.csv`, "text/csv", csv(state.reading)) },
      { label: "Report", note: "everything found", suffix: ".json", act: report },
    ];
    this.#menu("Export", anchor, items, [box, h("label", { for: "as-gold" }, "With my corrections, as gold data")]);
  }

  keys(anchor) {
    const content = one("#keys").content.cloneNode(true);
    const box = one("input", content);
    box.checked = singleKeys.on;
    box.addEventListener("change", () => singleKeys.set(box.checked));
    this.#show("Keys", anchor, [content]);
  }

  more(anchor) {
    const { acts } = this.actions;
    const { record, reading } = this.parts.store.state;
    const items = [
      { label: "Open a file", note: "up to 10 MB", act: acts.open },
      { label: "Samples", keep: true, act: () => this.samples(anchor) },
      { label: "Export", off: !reading, keep: true, act: () => this.exports(anchor) },
      { label: "Undo", off: !record?.done, act: acts.undo },
      { label: "Redo", off: !record || record.done === record.steps.length, act: acts.redo },
      { label: "Theme", act: acts.theme },
      { label: "Keys", keep: true, act: () => this.keys(anchor) },
    ];
    this.#menu("More", anchor, items, [h("span.dim", one(".requests").textContent)]);
  }

  layers(anchor) {
    const { popover } = this.parts;
    const key = one(".key");
    const marker = document.createComment("key");
    key.before(marker);
    this.#show("Layers", anchor, [h("h2.title", "Layers"), key]);
    // The one legend is lent to the sheet and goes back when it closes.
    const watch = new MutationObserver(() => {
      if (popover.element.contains(key)) return;
      watch.disconnect();
      marker.replaceWith(key);
    });
    watch.observe(popover.element, { childList: true });
  }

  /** Buttons one under another, arrows between them. @param {Item[]} items */
  #menu(label, anchor, items, foot = /** @type {any[]} */ ([])) {
    const rows = items.map(({ label, note, suffix, act, off, keep }) => {
      const click = () => {
        if (!keep) this.parts.popover.close();
        act();
      };
      return h("button.menu-row", { type: "button", role: "menuitem", disabled: off, click }, h("span", label), note && h("span.note", note), suffix && h("span.suffix", suffix));
    });
    const open = rows.filter((row) => !row.disabled);
    const list = h("div.menu-list", { role: "menu", "aria-label": label, keydown: (event) => moveAmong(event, open) }, rows);
    this.#show(label, anchor, [list, foot.length ? h("p.menu-foot", foot) : ""], open[0]);
  }

  #show(label, anchor, content, focus = null) {
    const act = label.toLowerCase();
    this.parts.popover.show(anchor, content, { label, kind: `menu ${act}-menu`, focus, end: act !== "samples" });
    this.parts.view.mark(act);
  }
}

/** A true count of the requests that this page and its service worker made since `ready` was called. */
export function countRequests() {
  const element = one(".requests");
  let [ready, n] = [Infinity, 0];
  const add = (more) => {
    n += more;
    one("b", element).textContent = figure(n);
    one("span", element).textContent = `${n === 1 ? "request" : "requests"} since load`;
    element.classList.toggle("some", 0 < n);
  };
  new PerformanceObserver((list) => {
    // What the page loads from its own store on this computer transfers nothing. The manifest comes with the first
    // visit, as the files that the service worker keeps do, though the browser asks for it last.
    const later = ({ name, startTime }) => ready <= startTime && !name.endsWith("/manifest.webmanifest");
    add(list.getEntries().filter((entry) => later(entry) && 0 < /** @type {any} */ (entry).transferSize).length);
  }).observe({ type: "resource", buffered: true });
  navigator.serviceWorker?.addEventListener("message", ({ data }) => add(data.requests));
  return () => {
    ready = Math.min(ready, performance.now());
    element.dataset.ready = "";
  };
}
