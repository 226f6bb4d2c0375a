// What the reader chooses – a name, one of its mentions, a quotation, a place – and the way there.
import { all, hear, isNarrow, isWide, live, moveAmong, one } from "../dom.js";
import { readingCard } from "../frame/reading-card.js";

export class Choosing {
  constructor(parts) {
    this.parts = parts;
    this.store = parts.store;
    hear("entity", ({ id, toggle, show }) => this.entity(id, toggle, show));
    hear("mention", ({ id, by }) => this.mention(by, id));
    hear("only", (only) => this.store.set({ only }));
    hear("quotation", (detail) => this.quotation(detail.id, detail));
    hear("step", (by) => this.step(by, true));
    hear("place", (span) => this.place(...span));
    parts.paper.addEventListener("click", (event) => this.#click(event));
    document.addEventListener("pointerdown", ({ pointerType }) => document.documentElement.classList.toggle("touched", pointerType === "touch"), true);
    parts.paper.addEventListener("keydown", (event) => this.#walk(event));
    parts.article.element.addEventListener("drawn", () => this.#stop());
    parts.paper.addEventListener("focusin", () => this.#stop());
  }

  /** The mark that the Tab key stops at. @type {any} */
  stopped = null;

  get state() {
    return this.store.state;
  }

  /** @returns {Person | undefined} */
  entityOf(id) {
    return this.state.reading?.entities.get(id);
  }

  /** @returns {Said | undefined} */
  quotationOf(id) {
    return this.state.reading?.acts[id];
  }

  /** The chosen quotation. */
  get chosen() {
    return this.quotationOf(this.state.quotation);
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

  entity(id, toggle, show) {
    const { spotlight } = this.parts;
    if (toggle && this.state.entity === id) return this.store.set({ entity: null, mention: 0 });
    if (show && this.state.wide) this.widen();
    this.store.set({ entity: id, mention: 0, tab: "who" });
    if (isNarrow() ? !this.state.sheet : isWide()) spotlight.goTo(spotlight.mention(this.entityOf(id), 0));
  }

  mention(by, id = this.state.entity) {
    const entity = this.entityOf(id);
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
    const quotation = this.quotationOf(id);
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
    const { paper, popover } = this.parts;
    const { reading } = this.state;
    if (reading && this.state.quotation === id) popover.showCard(readingCard(reading, reading.acts[id], paper), mark, "quotation");
  }

  step(by, open = this.parts.popover.open) {
    const order = this.state.reading?.inOrder ?? [];
    if (!order.length) return;
    const at = this.chosen?.nr ?? (by > 0 ? -1 : order.length);
    this.quotation(order[(at + by + order.length) % order.length].id, { open, focus: !open });
  }

  unsure() {
    const unsure = this.state.reading?.inOrder.filter((one) => one.unsure) ?? [];
    if (!unsure.length) return live("No unsure quotation");
    const at = this.chosen?.nr ?? -1;
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
    this.store.set({ only: only === null ? (entity ?? this.chosen?.proposed ?? null) : null });
  }

  /** The marks are one stop of the Tab key, with arrows from one to the next. */
  #stop() {
    const { paper } = this.parts;
    const focused = document.activeElement?.closest("mark[tabindex]");
    const before = this.stopped?.isConnected ? this.stopped : null;
    const stop = focused && paper.contains(focused) ? focused : (before ?? one("mark[tabindex]", paper));
    if (stop === before) return;
    if (before) before.tabIndex = -1;
    if (stop) stop.tabIndex = 0;
    this.stopped = stop;
  }

  #walk(event) {
    if (!event.target.matches("mark") || event.shiftKey || event.ctrlKey || event.altKey) return;
    moveAmong(event, all("mark[tabindex]", this.parts.paper).filter((mark) => mark.getClientRects().length));
  }

  #click({ target }) {
    if (!getSelection()?.isCollapsed) return;
    const { layers, tab } = this.state;
    const name = target.closest("mark.n:not(.quiet)");
    const layer = this.entityOf(Number(name?.dataset.e))?.layer;
    const quotation = target.closest(`[data-q]${layers.aside ? "" : ":not(.aside)"}${layers.quotation ? "" : ":not(.q)"}`);
    if (layer && layers[layer]) {
      this.store.set({ entity: Number(name.dataset.e), mention: Number(name.dataset.m), tab: isNarrow() ? "who" : tab });
      name.focus({ preventScroll: true });
    } else if (quotation) this.quotation(Number(quotation.dataset.q), { open: true });
    else if (layers.value) target.closest("mark.value")?.focus({ preventScroll: true });
  }
}
