// The bar: ways in on the left, ways out on the right. The elements stand in index.html.
import { emit } from "./dom.js";

export class Bar {
  constructor(element) {
    this.element = element;
    /** @type {Map<string, HTMLButtonElement>} */
    this.buttons = new Map();
    for (const button of element.querySelectorAll("button[data-act]")) {
      const act = button.dataset.act ?? "";
      this.buttons.set(act, button);
      button.addEventListener("click", () => emit(element, "act", { act, anchor: button }));
    }
  }

  update({ record, reading, view }) {
    this.#off("undo", !record || record.done === 0);
    this.#off("redo", !record || record.done === record.steps.length);
    this.#off("export", !reading);
    this.#off("layers", view === "welcome");
  }

  /** Inverts the button whose menu is open. */
  mark(act) {
    for (const [name, button] of this.buttons) {
      if (button.hasAttribute("aria-haspopup")) button.setAttribute("aria-expanded", String(name === act));
    }
  }

  #off(act, off) {
    const button = this.buttons.get(act);
    if (!button) return;
    // Disabled under the reader's focus, the focus would be lost.
    if (off && button === document.activeElement) button.setAttribute("aria-disabled", "true");
    else button.disabled = off;
    if (!off) button.removeAttribute("aria-disabled");
  }
}
