// One popover at a time: under its anchor or above it, a sheet on narrow screens. Focus goes in, stays, and returns.
import { h, isNarrow } from "./dom.js";

const GAP = 8;

export class Popover {
  constructor(closed) {
    this.element = h("div.popover", { role: "dialog", hidden: true, tabindex: -1 });
    this.closed = closed;
    /** @type {Element | null} */
    this.back = null;
    this.element.addEventListener("keydown", (event) => this.#keys(event));
    document.addEventListener("pointerdown", (event) => {
      const target = /** @type {Element} */ (event.target);
      if (this.open && !this.element.contains(target) && !this.anchor?.contains(target)) this.close(false);
    });
    addEventListener("resize", () => this.open && this.#place());
  }

  get open() {
    return !this.element.hidden;
  }

  /**
   * @param {Element | null} anchor what it belongs to; focus returns there
   * @param {Node[]} content @param {{ label: string, kind: string, focus?: HTMLElement | null, align?: "start" | "end" }} options
   */
  show(anchor, content, { label, kind, focus, align = "start" }) {
    const was = this.open;
    if (!was) this.back = document.activeElement === document.body ? anchor : document.activeElement;
    if (anchor instanceof HTMLElement && anchor.matches("mark")) this.back = anchor;
    this.anchor = anchor;
    this.align = align;
    this.kind = kind;
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
    this.kind = "";
    const back = /** @type {HTMLElement | null} */ (this.back);
    if (restore && back?.isConnected) back.focus({ preventScroll: true });
    this.back = null;
    this.closed?.();
  }

  #place() {
    const { style } = this.element;
    for (const name of ["left", "top"]) style.removeProperty(name);
    if (isNarrow() || !this.anchor?.isConnected) return;
    const rects = [...this.anchor.getClientRects()];
    if (!rects.length) return;
    const box = this.element.getBoundingClientRect();
    const last = rects[rects.length - 1];
    const left = Math.min(...rects.map((rect) => rect.left));
    const right = Math.max(...rects.map((rect) => rect.right));
    const fixed = this.anchor.closest(".bar, .rail") !== null;
    const below = innerHeight - last.bottom - GAP;
    const above = rects[0].top - GAP;
    const top = below < box.height && below < above ? Math.max(GAP, rects[0].top - GAP - box.height) : Math.min(last.bottom + GAP, Math.max(GAP, innerHeight - GAP - box.height));
    const x = this.align === "end" ? right - box.width : left;
    style.left = `${Math.max(GAP, Math.min(x, document.documentElement.clientWidth - box.width - GAP)) + (fixed ? 0 : scrollX)}px`;
    style.top = `${top + (fixed ? 0 : scrollY)}px`;
    this.element.classList.toggle("fixed", fixed);
  }

  #focusable() {
    return [...this.element.querySelectorAll("button, input, select, textarea, a[href], [tabindex='0']")].filter(
      (element) => !element.hasAttribute("disabled") && element.offsetParent !== null && element.tabIndex >= 0,
    );
  }

  #keys(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
    if (event.key !== "Tab") return;
    const all = this.#focusable();
    const edge = event.shiftKey ? all[0] : all[all.length - 1];
    if (document.activeElement !== edge && document.activeElement !== this.element) return;
    event.preventDefault();
    (event.shiftKey ? all[all.length - 1] : all[0])?.focus();
  }
}
