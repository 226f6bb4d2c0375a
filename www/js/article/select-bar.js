// The bar at selected words: what they are, by mouse, touch and key.
import { readSpans } from "../corrections/marks.js";
import { entityAt } from "../corrections/names.js";
import { quotationAt } from "../corrections/quotations.js";
import { all, button, h, isNarrow, live, moveAmong, one } from "../dom.js";
import { mending } from "../later.js";
import { count, countWords } from "../reading/words.js";
import { keepShown, rangeOf, selectedSpan } from "./selection.js";

/** How long a selection stands still before the bar comes, in milliseconds. */
const STILL = 200;

export class SelectBar {
  /** @type {Span | null} */
  span = null;
  /** @type {any} */
  #timer;
  #held = false;

  constructor(parts) {
    this.parts = parts;
    this.element = h("div.select-bar", { role: "dialog", "aria-label": "Selected words", hidden: true, keydown: (event) => this.#keys(event) });
    document.body.append(this.element);
    document.addEventListener("selectionchange", () => this.#wait());
    document.addEventListener("pointerdown", ({ target }) => {
      this.#held = true;
      if (!this.element.contains(/** @type {Node} */ (target))) this.hide();
    });
    for (const type of ["pointerup", "pointercancel"]) document.addEventListener(type, () => ((this.#held = false), this.#wait()));
    addEventListener("resize", () => this.span && this.#place());
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), STILL);
  }

  #look() {
    const { article, popover, store } = this.parts;
    if (this.#held || this.element.contains(document.activeElement) || popover.open || !store.state.reading) return;
    const span = selectedSpan(article.text);
    if (!span) return this.hide();
    if (String(span) !== String(this.span)) this.#show(span);
  }

  /** @param {Span} span */
  #show(span) {
    this.span = span;
    const { reading } = this.parts.store.state;
    const within = reading.report.paragraphs.filter(({ start, end }) => span[0] <= start + 1 && end - 1 <= span[1]);
    const names = this.#names();
    const value = !names.length && reading.report.values.find(({ start, end }) => start < span[1] && span[0] < end);
    const set = (label, act, off = false) => button(label, act, { class: "bar-choice", disabled: off });
    this.choices = [
      set("Quotation by …", () => this.#pick()),
      set("Name", () => this.#name(span)),
      within.length ? set("Set aside", () => this.#do({ do: "aside", span: [within[0].start, within[within.length - 1].end] }, "Set aside")) : value
          ? set("Not a value", () => this.#do({ do: "value", span: [value.start, value.end] }, "No value any more"))
          : set("Not a name", () => this.#noName(names), !names.length),
      set("Find", () => this.#find()),
    ];
    this.element.replaceChildren(h("div.bar-choices", { role: "toolbar", "aria-label": "Selected words" }, this.choices));
    this.element.hidden = false;
    document.documentElement.classList.add("has-selection");
    this.#place();
    live(`${count(countWords(reading.text.slice(...span)), "word")} selected; Enter for what to do with them`);
  }

  hide() {
    if (!this.span) return;
    this.span = null;
    this.element.hidden = true;
    document.documentElement.classList.remove("has-selection");
    keepShown(null);
  }

  /** Puts the focus into the bar, without waiting for it to come by itself. */
  enterSoon() {
    clearTimeout(this.#timer);
    this.#look();
    if (!this.span) return;
    keepShown(this.span);
    this.choices?.[0].focus();
  }

  #place() {
    const { style } = this.element;
    style.left = style.top = "";
    const rects = this.span && rangeOf(...this.span)?.getClientRects();
    if (!rects?.length || isNarrow()) return;
    const box = this.element.getBoundingClientRect();
    const last = rects[rects.length - 1];
    const below = innerHeight - last.bottom - 16;
    const top = below < box.height && box.height < rects[0].top - 112 ? rects[0].top - box.height - 8 : last.bottom + 8;
    const left = Math.min(Math.min(...[...rects].map((rect) => rect.left)), document.documentElement.clientWidth - box.width - 8);
    style.left = `${Math.max(8, left) + scrollX}px`;
    style.top = `${top + scrollY}px`;
  }

  async #pick() {
    const mend = this.parts.mend ?? (await mending(this.parts));
    if (!mend || !this.span) return;
    const { reading } = this.parts.store.state;
    const span = /** @type {Span} */ (this.span);
    keepShown(span);
    const { kind } = readSpans(reading.text, [span]);
    const foot = `Becomes ${kind === "indirect" ? "an indirect" : `a ${kind}`} quotation of ${count(countWords(reading.text.slice(...span)), "word")}`;
    const known = quotationAt(reading.report, span);
    const take = (choice) => this.#do({ do: known ? "speaker" : "say", content: known ? known.content[0] : span, ...choice }, "Quotation added", span);
    const { element, field } = mend.picker(reading, span[0], take, foot);
    this.element.querySelector(".picker")?.remove();
    this.element.append(element);
    this.choices?.[0].setAttribute("aria-expanded", "true");
    this.#place();
    field.focus();
  }

  /** The card of a name over the text. @param {Span} span */
  async #name(span) {
    const anchor = rangeOf(...span)?.startContainer.parentElement;
    this.hide();
    const card = (this.parts.mend ?? (await mending(this.parts)))?.nameCard(span);
    if (card) this.parts.popover.showCard(card, anchor, "name");
    return card;
  }

  /** The mentions that lie in the selected words, or hold them. */
  #names() {
    const { reading } = this.parts.store.state;
    const [from, to] = /** @type {Span} */ (this.span);
    const mentions = reading.report.entities.flatMap(({ mentions }) => mentions.filter(({ kind }) => kind !== "pronoun"));
    const within = mentions.filter(({ start, end }) => from <= start && end <= to);
    return within.length ? within : mentions.filter(({ start, end }) => start <= from && to <= end);
  }

  async #noName(names) {
    const [{ start, end }] = names;
    const { reading } = this.parts.store.state;
    if (1 < names.length || 1 < (entityAt(reading.report, [start, end], true)?.mentions.length ?? 0)) {
      // What else changes is listed first.
      const last = (await this.#name([start, end]))?.types.lastElementChild;
      last?.click();
      return last?.focus();
    }
    this.#do({ do: "name", span: [start, end], was: [start, end], type: null, same: "own", also: false }, "No name any more");
  }

  #find() {
    const words = this.parts.store.state.reading.slice(this.span);
    this.hide();
    this.parts.search.open(words);
  }

  #do(step, said, choose = /** @type {Span | null} */ (null)) {
    const { session, store, paper } = this.parts;
    this.hide();
    getSelection()?.removeAllRanges();
    session.correct(step);
    live(said);
    const quotation = choose && quotationAt(store.state.reading.report, choose);
    if (!quotation) return paper.focus({ preventScroll: true });
    store.set({ quotation: quotation.id });
    one(`mark[data-q="${quotation.id}"]`, paper)?.focus({ preventScroll: true });
  }

  #keys(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.hide();
      getSelection()?.removeAllRanges();
      this.parts.paper.focus({ preventScroll: true });
    } else if (moveAmong(event, all(".bar-choice:not(:disabled)", this.element))) event.stopPropagation();
  }
}
