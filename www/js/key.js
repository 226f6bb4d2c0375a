// The legend, which is also the filter: one toggle button a layer.
import { emit, h, moveAmong } from "./dom.js";
import { LAYERS } from "./store.js";
import { short } from "./words.js";

/** @type {Record<string, string>} */
const NAMES = {
  person: "People",
  organization: "Organizations",
  place: "Places",
  group: "Groups",
  other: "Other",
  value: "Values",
  quotation: "Quotations",
};

export class Key {
  constructor() {
    this.element = h("section.key", { "aria-label": "Layers" });
    this.buttons = LAYERS.map((layer, idx) => {
      const count = h("span.count", {}, "");
      const toggle = h(
        "button.layer",
        {
          type: "button",
          "aria-pressed": "true",
          "aria-keyshortcuts": String(idx + 1),
          click: () => emit(this.element, "layer", layer),
        },
        h(`span.shape.${layer}`, { "aria-hidden": "true" }),
        h("span.label", {}, NAMES[layer]),
        " ",
        count,
      );
      return { layer, toggle, count };
    });
    this.element.append(...this.buttons.map(({ toggle }) => toggle));
    this.element.addEventListener("keydown", (event) => moveAmong(event, this.buttons.map(({ toggle }) => toggle)));
  }

  update(layers, counts) {
    for (const { layer, toggle, count } of this.buttons) {
      const n = counts?.[layer];
      toggle.setAttribute("aria-pressed", String(layers[layer]));
      toggle.classList.toggle("none", n === 0);
      count.textContent = n === undefined ? "" : short(n);
    }
  }
}
