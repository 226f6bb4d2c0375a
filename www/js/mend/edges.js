// The edges of the quotation that is being mended, as brackets in the text that can be dragged.
import { offsetOf, rangeOf } from "../article/selection.js";
import { h } from "../dom.js";
import { endOf, wordsBefore, wordsBehind } from "./words.js";

export class Edges {
  /** @type {any[]} */
  handles = [];

  /** @param {any} parts @param {(span: Span) => void} moved hears where they were dragged to */
  constructor(parts, moved) {
    this.parts = parts;
    this.moved = moved;
    const redraw = () => this.span && this.#draw();
    addEventListener("resize", redraw);
    parts.article.element.addEventListener("drawn", redraw);
    new MutationObserver(() => {
      if (!parts.popover.element.matches(".mend-popover:not([hidden])")) this.hide();
    }).observe(parts.popover.element, { attributes: true });
  }

  /** @type {Span | null} */
  span = null;

  /** @param {Span} span */
  show(span) {
    this.hide();
    this.span = [...span];
    this.handles = ["begins", "ends"].map((side, idx) => h(`i.edge.${side}`, { "aria-hidden": "true", pointerdown: (event) => this.#drag(event, idx) }));
    document.body.append(...this.handles);
    this.#draw();
  }

  hide() {
    for (const handle of this.handles) handle.remove();
    this.handles = [];
    this.span = null;
  }

  #draw() {
    if (!this.span) return;
    const rects = rangeOf(...this.span)?.getClientRects() ?? [];
    for (const [idx, handle] of this.handles.entries()) {
      const rect = rects[idx ? rects.length - 1 : 0];
      handle.hidden = !rect;
      if (!rect) continue;
      handle.style.left = `${(idx ? rect.right : rect.left) + scrollX}px`;
      handle.style.top = `${(rect.top + rect.bottom) / 2 + scrollY}px`;
    }
  }

  #drag(event, idx) {
    event.preventDefault();
    event.stopPropagation();
    const handle = this.handles[idx];
    handle.setPointerCapture(event.pointerId);
    handle.classList.add("moves");
    const move = ({ clientX, clientY, altKey }) => {
      handle.style.pointerEvents = "none";
      const at = placeUnder(clientX, clientY - (event.pointerType === "touch" ? 24 : 0));
      handle.style.pointerEvents = "";
      if (at === null || !this.span) return;
      const next = altKey ? at : this.#snapped(at, idx);
      if (idx ? this.span[0] < next : next < this.span[1]) this.span[idx] = next;
      this.#draw();
    };
    const end = () => {
      handle.classList.remove("moves");
      handle.removeEventListener("pointermove", move);
      if (this.span) this.moved([...this.span]);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", end, { once: true });
    handle.addEventListener("pointercancel", end, { once: true });
  }

  /** The nearest edge of a word. */
  #snapped(at, idx) {
    const { text } = this.parts.article;
    const near = [...wordsBefore(text, at, 2), ...wordsBehind(text, at, 2)];
    // A word that is cut at the pointer is whole.
    const cut = near.filter(([start, end]) => start <= at && at <= end);
    const [from, to] = [Math.min(at, ...cut.map(([start]) => start)), Math.max(at, ...cut.map(([, end]) => end))];
    const places = idx ? [endOf(text, [from, to]), ...near.filter(([, end]) => end <= from).map((word) => endOf(text, word))] : [from, ...near.filter(([start]) => to <= start).map(([start]) => start)];
    return places.reduce((best, place) => (Math.abs(place - at) < Math.abs(best - at) ? place : best), places[0]);
  }
}

/** The place of the text under a point of the window. */
function placeUnder(x, y) {
  const found = document.caretPositionFromPoint?.(x, y);
  if (found) return offsetOf(found.offsetNode, found.offset);
  const range = /** @type {any} */ (document).caretRangeFromPoint?.(x, y);
  return range ? offsetOf(range.startContainer, range.startOffset) : null;
}
