// What the reader can do, each by mouse and by key: the only place that turns events into changes of state.
import { isNarrow, isWide, live } from "./dom.js";
import { clear } from "./keep.js";
import { tabbed } from "./ledger-table.js";
import { Menus } from "./menus.js";
import { NameCard } from "./name-card.js";
import { quotationCard, someoneCard } from "./quotation-card.js";
import { choose } from "./setting.js";
import { LAYERS } from "./store.js";
import { turnTheme } from "./theme.js";

const TABS = ["who", "quotations", "sources"];

export class Actions {
  constructor(parts) {
    this.parts = parts;
    this.menus = new Menus(parts, this);
    const on = (type, act) =>
      document.addEventListener(type, (event) => act(event.detail, event));
    on("act", ({ act, anchor }) => this.act(act, anchor));
    on("open", () => parts.waysIn.open());
    on("sample", () => this.sample(0));
    on("typed", (text) => parts.waysIn.typed(text));
    on("texts", (texts) => parts.session.take(texts));
    on("refused", ({ message, file }) => this.refuse(message, file));
    on("edit", () => this.edit());
    on("turn", (by) => parts.session.turn(by));
    on("cancel", () => parts.session.cancel());
    on("layer", (layer) => this.layer(layer));
    on("tab", (tab) => parts.store.set({ tab }));
    on("widen", () => this.widen());
    on("closesheet", () => parts.sheets.close());
    on("closepopover", () => parts.popover.close());
    on("entity", ({ id, toggle, show }) => this.entity(id, toggle, show));
    on("mention", ({ id, by }) => this.mention(by, id));
    on("only", ({ id }) => parts.store.set({ only: id }));
    on("quotation", (detail) => this.quotation(detail.id, detail));
    on("step", ({ by }) => this.step(by, true));
    on("place", ({ start }) => this.place(start));
    on("speaker", ({ id, speaker }) => this.speaker(id, speaker));
    on("someone", ({ id }) => this.someone(id));
    on("correct", ({ entity, anchor }) => this.correctEntity(entity, anchor));
    on("step-made", (step) => this.correct(step));
    on("putback", ({ paragraph }) => this.putBack(paragraph));
    on("copytable", (rows) => this.copyTable(rows));
    parts.paper.addEventListener("click", (event) => this.#click(event));
    document.querySelector("[data-act=clear]")?.addEventListener("click", () => this.clear());
    addEventListener("beforeprint", () => this.#print(true));
    addEventListener("afterprint", () => this.#print(false));
  }

  get state() {
    return this.parts.store.state;
  }

  /** A button of the bar. */
  act(act, anchor) {
    const { popover, waysIn } = this.parts;
    if (anchor.getAttribute("aria-disabled") === "true") return;
    if (popover.open && popover.anchor === anchor) return popover.close();
    /** @type {Record<string, () => void>} */
    const acts = {
      paste: () => this.paste(),
      open: () => waysIn.open(),
      undo: () => this.again(-1),
      redo: () => this.again(1),
      theme: () => this.theme(),
      samples: () => this.menus.samples(anchor),
      export: () => this.menus.exports(anchor),
      keys: () => this.menus.keys(anchor),
      more: () => this.menus.more(anchor),
      layers: () => this.menus.layers(anchor),
    };
    acts[act]?.();
  }

  closed() {
    this.parts.bar.mark(null);
  }

  theme() {
    live(`${turnTheme() === "dark" ? "Dark" : "Light"} theme`);
  }

  paste() {
    this.parts.session.blank();
    this.parts.welcome.field.focus();
    this.parts.waysIn.clipboard();
  }

  edit() {
    const text = this.state.record?.text ?? "";
    this.parts.session.blank();
    this.parts.welcome.reset(text);
    this.parts.welcome.field.focus();
  }

  refuse(message, file) {
    const { head, waysIn, welcome } = this.parts;
    if (this.state.view === "reader") head.fail(message);
    else welcome.fail(message, file ? { label: "Open another file", act: () => waysIn.open() } : { label: "Close", act: () => welcome.reset(welcome.field.value) });
  }

  async sample(idx) {
    const { samples, session } = this.parts;
    const sample = (await samples.list())[idx];
    if (!sample) return this.refuse("The samples did not load; reload the page once while online.");
    try {
      await session.take([{ text: await samples.text(sample), origin: "a sample, opened", title: sample.title }]);
    } catch (error) {
      this.refuse(error instanceof Error ? error.message : String(error));
    }
  }

  /** What another app shared with the installed page. */
  shared() {
    const shared = new URLSearchParams(location.search);
    const text = [shared.get("title"), shared.get("text")].filter(Boolean).join("\n\n");
    if (!text) return;
    history.replaceState(null, "", location.pathname);
    this.parts.session.take([{ text, origin: "shared" }]);
  }

  async clear() {
    await clear();
    choose("last", null);
    live("Kept texts and corrections are cleared");
    const link = document.querySelector("[data-act=clear]");
    if (link) link.textContent = "Cleared";
  }

  layer(layer) {
    const name = typeof layer === "number" ? LAYERS[layer] : layer;
    const { layers } = this.state;
    this.parts.store.set({ layers: { ...layers, [name]: !layers[name] } });
  }

  widen() {
    const { wide } = this.state;
    this.parts.popover.close();
    // Each of the two comes back where it was left.
    const here = scrollY;
    this.parts.store.set({ wide: !wide });
    scrollTo({ top: this.elsewhere ?? 0, behavior: "instant" });
    this.elsewhere = here;
    if (wide) this.parts.article.redraw();
  }

  tab(by) {
    const at = TABS.indexOf(this.state.tab);
    this.parts.store.set({ tab: TABS[(at + by + TABS.length) % TABS.length] });
  }

  entity(id, toggle, show) {
    const { store, spotlight, sheets } = this.parts;
    if (toggle && this.state.entity === id) return store.set({ entity: null, mention: 0 });
    if (show && this.state.wide) this.widen();
    store.set({ entity: id, mention: 0, tab: "who" });
    if (!isNarrow() || !sheets.open) {
      const entity = this.state.reading?.entities.get(id);
      if (entity && (isWide() || isNarrow())) spotlight.goTo(spotlight.mention(entity, 0));
    }
  }

  mention(by, id = this.state.entity) {
    const { reading, entity: chosen, mention } = this.state;
    const entity = id === null ? null : reading?.entities.get(id);
    if (!entity) return;
    const n = entity.mentions.length;
    const at = (((chosen === id ? mention : -1) + by) % n + n) % n;
    const inRail = document.activeElement?.matches(".card .step");
    const label = document.activeElement?.getAttribute("aria-label");
    this.parts.store.set({ entity: entity.id, mention: at });
    const { spotlight } = this.parts;
    const mark = spotlight.mention(entity, at);
    spotlight.update(this.state);
    spotlight.goTo(mark, this.parts.sheets.open);
    if (inRail) this.parts.panel.element.querySelector(`.card [aria-label="${label}"]`)?.focus();
    else mark?.focus({ preventScroll: true });
  }

  async quotation(id, how = {}) {
    const { spotlight, store, sheets } = this.parts;
    const quotation = this.state.reading?.quotations[id];
    if (!quotation) return;
    if (how.show && this.state.wide) this.widen();
    const fromSheet = sheets.open;
    if (fromSheet) sheets.close();
    store.set({ quotation: id });
    const mark = spotlight.quotation(quotation);
    spotlight.update(this.state);
    const there = spotlight.goTo(mark, isNarrow());
    if (how.focus) mark?.focus({ preventScroll: true });
    if (!how.open && !fromSheet && !isNarrow()) return;
    await there;
    if (this.state.quotation === id) this.open(id);
  }

  /** Opens the popover of a quotation. */
  open(id = this.state.quotation) {
    const { reading } = this.state;
    const quotation = id === null ? null : reading?.quotations[id];
    if (!reading || !quotation) return;
    const { popover, spotlight, paper } = this.parts;
    const anchor = spotlight.quotation(quotation);
    const { content, focus, label } = quotationCard(reading, quotation, paper);
    popover.show(anchor, content, { label, kind: "quotation-popover", focus });
  }

  /** Next or previous quotation. */
  step(by, open = this.parts.popover.open) {
    const { reading, quotation } = this.state;
    if (!reading?.inOrder.length) return;
    const n = reading.inOrder.length;
    const at = quotation === null ? (by > 0 ? -1 : n) : reading.quotations[quotation].nr;
    this.quotation(reading.inOrder[(at + by + n) % n].id, { open, focus: !open });
  }

  /** The next quotation whose speaker is unsure. */
  unsure() {
    const { reading, quotation } = this.state;
    const unsure = reading?.inOrder.filter((one) => one.unsure) ?? [];
    if (!reading || !unsure.length) return live("No unsure quotation");
    const at = quotation === null ? -1 : reading.quotations[quotation].nr;
    this.quotation((unsure.find((one) => at < one.nr) ?? unsure[0]).id, { open: true });
  }

  place(start) {
    const { article, paper, spotlight } = this.parts;
    if (this.state.wide) this.widen();
    this.parts.sheets.close();
    article.ensure(start);
    const words = [...paper.querySelectorAll(".words")].filter((block) => Number(block.dataset.start) <= start).pop();
    spotlight.goTo(words ?? null);
  }

  /** Shows only the chosen entity, or all again. */
  only() {
    const { only, entity, quotation, reading } = this.state;
    const who = entity ?? (quotation === null ? null : (reading?.quotations[quotation].proposed ?? null));
    this.parts.store.set({ only: only === null ? who : null });
  }

  speaker(id, speaker) {
    const { reading } = this.state;
    const quotation = reading?.quotations[id];
    if (!reading || !quotation) return;
    const mention = speaker === null ? null : reading.entities.get(speaker)?.mentions[0];
    this.parts.popover.close();
    this.correct({ do: "speaker", content: quotation.content[0], speaker: mention ? [mention.start, mention.end] : null });
  }

  /** Accepts the proposed speaker. */
  accept() {
    const { quotation, reading } = this.state;
    const one = quotation === null ? null : reading?.quotations[quotation];
    if (one?.unsure && one.proposed !== null) this.speaker(one.id, one.proposed);
  }

  someone(id) {
    const { reading } = this.state;
    const quotation = reading?.quotations[id];
    if (!reading || !quotation) return;
    const { content, focus, label } = someoneCard(reading, quotation, this.parts.paper);
    this.parts.popover.show(this.parts.spotlight.quotation(quotation), content, { label, kind: "quotation-popover", focus });
  }

  /** Corrects what is chosen: selected words, the focused name, the chosen entity, the chosen quotation. */
  correctChosen() {
    const { article } = this.parts;
    const span = article.selection();
    if (span) return this.#words(span);
    const mark = /** @type {HTMLElement | null} */ (document.activeElement?.closest("mark.n") ?? null);
    if (mark) return this.#name(Number(mark.dataset.e), Number(mark.dataset.m), mark);
    if (document.activeElement?.closest("mark.q") && this.state.quotation !== null) return this.someone(this.state.quotation);
    if (this.state.entity !== null) return this.correctEntity(this.state.entity, null);
    if (this.state.quotation !== null) this.someone(this.state.quotation);
  }

  async correctEntity(id, anchor) {
    const entity = this.state.reading?.entities.get(id);
    if (!entity) return;
    const at = this.state.entity === id ? this.state.mention : 0;
    const mark = this.parts.spotlight.mention(entity, at);
    if (isWide() && !this.state.wide) await this.parts.spotlight.goTo(mark);
    this.#name(id, at, isWide() && !this.state.wide ? mark : anchor);
  }

  #words(span) {
    const range = getSelection()?.getRangeAt(0);
    const anchor = range?.startContainer.parentElement ?? null;
    const { reading } = this.state;
    if (!reading) return;
    const known = [...reading.entities.values()].find((entity) => entity.mentions.some((mention) => mention.start === span[0] && mention.end === span[1]));
    this.#card(new NameCard(reading, span, known ?? null, this.parts.paper), anchor);
  }

  #name(id, idx, anchor) {
    const { reading } = this.state;
    const entity = reading?.entities.get(id);
    const mention = entity?.mentions[idx] ?? entity?.mentions[0];
    if (!reading || !entity || !mention) return;
    this.#card(new NameCard(reading, [mention.start, mention.end], entity, this.parts.paper), anchor);
  }

  #card(card, anchor) {
    this.parts.popover.show(anchor, card.content, { label: card.label, kind: "name-popover", focus: card.focus });
  }

  correct(step) {
    this.parts.popover.close();
    this.parts.session.correct(step);
    live("Corrected");
  }

  again(by) {
    if (this.parts.session.again(by)) live(by < 0 ? "Correction undone" : "Correction redone");
  }

  putBack(idx) {
    const paragraph = this.state.report?.paragraphs[idx];
    if (paragraph) this.correct({ do: "keep", span: [paragraph.start, paragraph.end] });
  }

  async copyTable(rows) {
    const { reading } = this.state;
    if (!reading) return;
    const { copy } = this.parts.ledger;
    try {
      await navigator.clipboard.writeText(tabbed(reading, rows));
      copy.textContent = "Copied";
    } catch {
      copy.textContent = "Not allowed here";
    }
    live(copy.textContent);
    setTimeout(() => (copy.textContent = "Copy table"), 2000);
  }

  /** Esc: closes, shows all, cancels, lets go; one thing at a time. */
  escape() {
    const { popover, session, sheets, store } = this.parts;
    if (popover.open) popover.close();
    else if (sheets.open) sheets.close();
    else if (session.cancel()) live("Cancelled; what was found so far is kept");
    else if (this.state.only !== null) store.set({ only: null });
    else if (this.state.wide) this.widen();
    else store.set({ entity: null, quotation: null });
  }

  #click(event) {
    const target = event.target;
    if (!getSelection()?.isCollapsed) return;
    const { layers, reading } = this.state;
    const name = target.closest("mark.n:not(.quiet)");
    const layer = name && reading?.entities.get(Number(name.dataset.e))?.layer;
    if (name && layer && layers[layer]) {
      this.parts.store.set({ entity: Number(name.dataset.e), mention: Number(name.dataset.m), tab: this.state.tab === "who" || isNarrow() ? "who" : this.state.tab });
      return name.focus({ preventScroll: true });
    }
    const quotation = target.closest("[data-q]");
    if (quotation && layers.quotation) this.quotation(Number(quotation.dataset.q), { open: true });
  }

  #print(on) {
    document.documentElement.classList.toggle("printing", on);
    if (on) this.parts.printout.draw();
    this.parts.article.redrawAll();
  }
}
