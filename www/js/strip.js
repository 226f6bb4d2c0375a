// A strip of the article from start to end with the speakers' colors.
import { emit, h } from "./dom.js";

/**
 * Blocks for the pieces of some quotations: tall in quotation marks, low without, broken where unsure.
 * @param {Reading} reading @param {Said[]} quotations
 */
export function strip(reading, quotations) {
  const all = Math.max(1, reading.text.length);
  const element = h("div.strip", { "aria-hidden": "true" });
  const place = (quotation, [start, end], tall) => {
    const piece = h(`i.s${reading.who(quotation)?.slot ?? 0}`, {
      class: `${tall ? "tall" : ""} ${quotation.unsure ? "unsure" : ""}`,
      "--x": `${(start / all) * 100}%`,
      "--w": `${((end - start) / all) * 100}%`,
      "data-q": quotation.id,
    });
    element.append(piece);
  };
  for (const quotation of quotations) {
    for (const range of quotation.content) place(quotation, range, quotation.kind === "direct");
    if (quotation.kind === "mixed") for (const range of quotation.printed) place(quotation, range, true);
  }
  element.addEventListener("click", (event) => {
    const id = event.target.dataset.q;
    if (id) emit(element, "quotation", { id: Number(id) });
  });
  return element;
}

/** The rule of a quotation as a small mark for lists. */
export function ruleOf(reading, quotation) {
  const slot = reading.who(quotation)?.slot ?? 0;
  return h(`i.rule.${quotation.kind}.s${slot}`, { class: quotation.unsure ? "unsure" : "", "aria-hidden": "true" });
}

/** Filled for the named, hollow for the unnamed, a shape for who does not speak. */
export function swatch(entity) {
  if (entity.speaks.length) return h(`i.swatch.s${entity.slot}`, { class: entity.named ? "" : "hollow", "aria-hidden": "true" });
  return h(`i.shape.${entity.layer}`, { "aria-hidden": "true" });
}
