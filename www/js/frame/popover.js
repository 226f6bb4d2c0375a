// What opens over the page: under its anchor or above it, a sheet on narrow screens.
import { all, h, isNarrow, one } from "../dom.js";

const GAP = 8;

/** Focus goes in, stays, and returns. */
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

  /** Shows a card: what it holds, its name, and what has the focus first. */
  showCard({ content, label, focus }, anchor, kind) {
    this.show(anchor, content, { label, kind: `${kind}-popover`, focus });
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
    const q = this.anchor?.isConnected && this.anchor.matches("mark.q") && this.anchor.dataset.q;
    // All pieces of a quotation stay in view.
    const rects = (q ? all(`.paper mark.q[data-q="${q}"]`) : this.anchor?.isConnected ? [this.anchor] : []).flatMap((element) => [...element.getClientRects()]);
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
