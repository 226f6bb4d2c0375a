// On narrow screens the rail is a sheet that the tabs at the bottom open.
import { emit, h } from "./dom.js";
import { countsOf } from "./panel.js";

export class Sheets {
  constructor(element, panel, tabs) {
    this.element = element;
    this.panel = panel;
    this.buttons = tabs.map(([tab, label]) => {
      const count = h("span.count");
      const button = h("button", { type: "button", "aria-expanded": "false", click: () => this.#toggle(tab) }, label, " ", count);
      return { tab, button, count };
    });
    element.append(...this.buttons.map(({ button }) => button));
    panel.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.open) {
        event.stopPropagation();
        this.close();
      }
    });
  }

  get open() {
    return this.panel.element.classList.contains("sheet-open");
  }

  close() {
    if (!this.open) return;
    this.panel.element.classList.remove("sheet-open");
    this.#mark();
    this.last?.focus();
  }

  update({ reading, tab }) {
    this.tab = tab;
    const counts = countsOf(reading);
    for (const { tab: name, count } of this.buttons) count.textContent = counts[name] ?? "";
    this.#mark();
  }

  #toggle(tab) {
    if (this.open && this.tab === tab) return this.close();
    emit(this.element, "tab", tab);
    this.panel.element.classList.add("sheet-open");
    this.last = this.buttons.find(({ tab: name }) => name === tab)?.button;
    this.#mark();
  }

  #mark() {
    for (const { tab, button } of this.buttons) button.setAttribute("aria-expanded", String(this.open && tab === this.tab));
  }
}
