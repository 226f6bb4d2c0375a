// Words looked for in the article: a small field over it, all places marked, one after the other shown.
import { all, live, one } from "../dom.js";
import { figure, flat } from "../reading/words.js";
import { blocksShown, bringIntoView, firstInView, rangeOf } from "./selection.js";

/** So many places around the one that is shown are marked. */
const AROUND = 200;

export class Search {
  element = one(".search");
  field = one("input", this.element);
  /** "3 of 12" */
  told = one("span", this.element);
  /** The text that was looked through, and where the words stand in it. */
  text = "";
  /** @type {Span[]} */
  places = [];
  at = 0;
  /** @type {any} */
  #back = null;

  constructor(parts) {
    this.parts = parts;
    const [back, on, close] = all("button", this.element);
    back.addEventListener("click", () => this.#go(-1));
    on.addEventListener("click", () => this.#go(1));
    close.addEventListener("click", () => this.close());
    this.field.addEventListener("input", () => this.#look());
    this.element.addEventListener("keydown", (event) => this.#keys(event));
    parts.article.element.addEventListener("drawn", () => !this.element.hidden && (this.text === parts.article.text ? this.#mark() : this.close()));
  }

  /** Opens the field, with words where some are given; where it is open, goes back into it. */
  open(words = "") {
    const { store } = this.parts;
    if (store.state.wide) one(".widen").click();
    if (this.element.hidden) this.#back = document.activeElement;
    store.set({ sheet: false });
    this.element.hidden = false;
    if (words) this.field.value = words;
    this.field.focus();
    this.field.select();
    this.#look();
  }

  /** The focus goes back to where it was. */
  close() {
    this.element.hidden = true;
    this.places = [];
    this.#mark();
    const { paper } = this.parts;
    (this.#back?.checkVisibility?.() && this.#back !== document.body ? this.#back : paper).focus({ preventScroll: true });
  }

  /** Finds the words, however they are broken over lines, whichever marks they have. */
  #look() {
    const text = (this.text = this.parts.article.text);
    const words = this.field.value.trim().replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/\s+/g, "\\s+").replace(/['’‘]/g, "['’‘]").replace(/["“”]/g, "[\"“”]");
    this.places = words ? [...text.matchAll(new RegExp(words, "giu"))].map(({ 0: found, index }) => /** @type {Span} */ ([index, index + found.length])) : [];
    const inView = firstInView(blocksShown());
    this.at = Math.max(0, this.places.findIndex(([start]) => Number(inView?.dataset.start ?? 0) <= start));
    this.told.textContent = words ? "Not in this text" : "";
    if (this.places.length) return this.#go(0);
    this.#mark();
    live(this.told.textContent);
  }

  #go(by) {
    const n = this.places.length;
    if (!n) return;
    this.at = (this.at + by + n) % n;
    this.told.textContent = `${figure(this.at + 1)} of ${figure(n)}`;
    const place = this.places[this.at];
    this.parts.article.ensure(place[0]);
    const blocks = blocksShown();
    const range = rangeOf(...place, blocks);
    // Passages that were set aside are folded.
    const folded = range?.startContainer.parentElement?.closest("details");
    if (folded) folded.open = true;
    if (range) bringIntoView(range.getBoundingClientRect(), 160, 80);
    this.#mark(blocks);
    live(`${this.told.textContent}: ${flat(this.text.slice(Math.max(0, place[0] - 40), place[1] + 40))}`);
  }

  #mark(blocks = blocksShown()) {
    if (!CSS.highlights) return;
    const ranges = (places) => new Highlight(...places.map(([start, end]) => rangeOf(start, end, blocks)).filter(Boolean));
    CSS.highlights.set("found", ranges(this.places.slice(Math.max(0, this.at - AROUND), this.at + AROUND)));
    CSS.highlights.set("found-here", ranges(this.places.slice(this.at, this.at + 1)));
  }

  #keys(event) {
    if (event.key === "Enter" && event.target === this.field) this.#go(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
