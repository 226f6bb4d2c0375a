// Where a mark went that the reader took away: a line in its margin, until the next step.
import { rangeOf } from "../article/selection.js";
import { button, h, live, one } from "../dom.js";

export class Removed {
  note = h("p.removed-note");
  /** What took the mark away. @type {any} */
  #step = null;

  constructor(parts) {
    this.parts = parts;
    const forget = () => this.note.remove();
    this.note.append("Removed. ", button("Undo", () => this.#undo(), { class: "link" }));
    document.addEventListener("corrected", (event) => this.#corrected(/** @type {any} */ (event).detail), true);
    addEventListener("resize", forget);
    for (const part of [".bar", ".brand"]) one(part).addEventListener("click", forget);
    document.addEventListener("keydown", ({ ctrlKey, metaKey }) => (ctrlKey || metaKey) && forget());
  }

  #corrected(step) {
    this.note.remove();
    this.#step = step;
    if (step.do === "unsay") setTimeout(() => this.#show(step.content));
  }

  /** @param {Span} span */
  #show(span) {
    const rect = rangeOf(...span)?.getClientRects()[0];
    const box = one(".sections").getBoundingClientRect();
    this.note.style.left = `${box.left + scrollX}px`;
    this.note.style.top = `${(rect?.top ?? box.top) + scrollY}px`;
    one(".reader").append(this.note);
  }

  #undo() {
    this.note.remove();
    const { steps, done } = this.parts.store.state.record;
    if (JSON.stringify(steps[done - 1]) !== JSON.stringify(this.#step)) return;
    this.parts.session.again(-1);
    live("Correction undone");
  }
}
