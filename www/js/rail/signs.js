// The small signs of speakers and quotations in lists: strip, rule, swatch.
import { button, emit, h } from "../dom.js";

/** How many places a strip has, more than it has pixels. */
const PLACES = 1500;

/**
 * A strip of the article from start to end: tall in quotation marks, low without, broken where unsure.
 * @param {Reading} reading @param {Said[]} quotations
 */
export function strip(reading, quotations) {
  const part = (offset) => `${(offset / Math.max(1, reading.text.length)) * 100}%`;
  const piece = (quotation, [start, end], tall) =>
    h(`i.s${reading.slot(quotation)}`, { class: `${tall ? "tall" : ""} ${quotation.unsure ? "unsure" : ""}`, "--x": part(start), "--w": part(end - start), "data-q": quotation.id });
  // Of what would stand in one place of a strip only the first is drawn.
  const taken = new Set();
  const free = ([start], tall) => {
    const place = `${Math.floor((start / reading.text.length) * PLACES)} ${tall}`;
    return !taken.has(place) && taken.add(place);
  };
  const pieces = quotations.flatMap((quotation) => {
    const { content, kind, printed } = quotation;
    const draw = (ranges, tall) => ranges.filter((range) => free(range, tall)).map((range) => piece(quotation, range, tall));
    return [...draw(content, kind === "direct"), ...draw(kind === "mixed" ? printed : [], true)];
  });
  const click = ({ target }) => target.dataset.q && emit(target, "quotation", { id: Number(target.dataset.q) });
  return h("div.strip", { "aria-hidden": "true", click }, pieces);
}

/** The rule of a quotation as a small mark for lists. */
export const ruleOf = (reading, quotation, slot = reading.slot(quotation)) =>
  h(`i.rule.${quotation.kind}.s${slot}`, { class: quotation.unsure ? "unsure" : "", "aria-hidden": "true" });

/** The sign of a check; empty where there is none. */
export const sign = (check) => h(`i.sign.${check || "open"}`, { "aria-hidden": "true" });

/** Filled for the named, hollow for the unnamed, a shape for who does not speak. */
export const swatch = (entity) =>
  entity.speaks.length ? h(`i.swatch.s${entity.slot}`, { class: entity.named ? "" : "hollow", "aria-hidden": "true" }) : h(`i.shape.${entity.layer}`, { "aria-hidden": "true" });

/** Copies all that somebody says. */
export const copies = (target, { id }, words, props = {}) => button(words, ({ currentTarget }) => emit(target, "copyspeaker", { id, anchor: currentTarget }), { class: "link", ...props });
