// What the cards that ask for a choice have in common.
import { button, emit, h } from "../dom.js";

/** The most names that a list to choose from holds. */
export const MAX_CHOICES = 1000;

/** The last row of a correction. */
export const saveRow = (save, target) =>
  h("p.actions", button("Save", save, { class: "box primary" }), button("Cancel", () => emit(target, "closepopover"), { class: "box" }), h("span.dim.kept", "Kept in this browser only"));
