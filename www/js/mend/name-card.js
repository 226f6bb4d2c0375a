// The card of a name: its type, whom it belongs to, which words it covers, and what else changes with it.
import { sameWords } from "../corrections/names.js";
import { button, emit, h, moveAmong } from "../dom.js";
import { count, flat, TYPES } from "../reading/words.js";
import { wordsBefore, wordsBehind } from "./words.js";

/** The most names that a list to choose from holds. */
const MAX_CHOICES = 1000;

export class NameCard {
  /** @param {Reading} reading @param {Span} span @param {Person | undefined} entity none for words that are no name yet @param {HTMLElement} target */
  constructor(reading, span, entity, target) {
    this.text = reading.text;
    /** @type {Span} */
    this.span = [...span];
    this.type = /** @type {string | null} */ (entity ? entity.layer : "person");
    this.label = `What is ${reading.slice(span)}?`;
    this.heading = h("h2.title");
    this.words = h("span.grow", { tabindex: 0, role: "group", keydown: (event) => this.#arrows(event) });
    const types = [...Object.keys(TYPES), null].map((type) => this.#type(type));
    const choose = (event) => moveAmong(event, types) && /** @type {any} */ (document.activeElement).click();
    this.types = h("div.types", { role: "radiogroup", "aria-label": "Type", keydown: choose }, types);
    this.same = h("select", { id: "same-as" }, h("option", { value: "own" }, entity ? entity.label : "a new name"));
    if (entity && 1 < entity.mentions.length) this.same.append(h("option", { value: "new" }, "nobody else, a new name"));
    const others = [...reading.entities.values()].filter((other) => other !== entity && other.mentions.length);
    others.sort((a, b) => Number(b.layer === entity?.layer) - Number(a.layer === entity?.layer) || a.label.localeCompare(b.label, "en"));
    this.same.append(...others.slice(0, MAX_CHOICES).map((other) => h("option", { value: other.id }, other.label)));
    const also = this.#also(reading, span, entity);
    const save = () => {
      const chosen = this.same.value;
      const to = reading.entities.get(Number(chosen))?.mentions[0];
      const same = to ? [to.start, to.end] : chosen;
      emit(target, "corrected", { do: "name", span: this.span, was: entity ? span : null, type: this.type, same, also: also.flatMap(({ box, places }) => (box.checked ? places : [])) });
    };
    this.content = [
      this.heading,
      this.types,
      h("div.fields", h("label", { for: "same-as" }, "Same as"), this.same, h("span", "Words"), this.words),
      ...also.map(({ row }) => row),
      h("p.actions", button("Save", save, { class: "box primary" }), button("Cancel", () => emit(target, "closepopover"), { class: "box" }), h("span.dim.kept", "Kept in this browser only")),
    ];
    this.#draw();
    this.focus = this.types.querySelector("[aria-checked=true]");
  }

  /** What else may change, by its spelling: the same one ticked, others not, pronouns never. */
  #also(reading, span, entity) {
    const own = this.#slice(span);
    const naming = entity ? entity.mentions.filter(({ start, kind }) => kind !== "pronoun" && start !== span[0]).map(({ start, end }) => [start, end]) : sameWords(reading.report, this.text, span);
    /** @type {Map<string, Span[]>} */
    const spellings = new Map();
    for (const place of naming) {
      const words = this.#slice(place);
      spellings.set(words, [...(spellings.get(words) ?? []), place]);
    }
    const sorted = [...spellings].sort(([a], [b]) => Number(b === own) - Number(a === own));
    return sorted.map(([words, places], idx) => {
      const box = h("input", { type: "checkbox", id: `also-${idx}`, checked: words === own });
      const where = [...new Set(places.map(([start]) => reading.placeOf(start)))];
      const few = `${where.slice(0, 6).join(", ")}${6 < where.length ? ` and ${where.length - 6} more` : ""}`;
      const row = h("p.also", box, h("label", { for: box.id }, `${idx ? "" : "Also "}${count(places.length, words === own ? "other mention" : "mention")} of “${words}” `, h("span.dim", few)));
      return { box, places, row };
    });
  }

  #slice([start, end]) {
    return flat(this.text.slice(start, end));
  }

  #type(type) {
    const choose = () => {
      this.type = type;
      this.#draw();
    };
    return button([type && h(`i.shape.${type}`, { "aria-hidden": "true" }), type ? TYPES[type][0] : "Not a name"], choose, { role: "radio", "data-type": type ?? "" });
  }

  #draw() {
    const words = this.#slice(this.span);
    this.heading.textContent = `What is “${words}”?`;
    for (const choice of this.types.children) {
      const chosen = (choice.dataset.type || null) === this.type;
      choice.setAttribute("aria-checked", chosen);
      choice.tabIndex = chosen ? 0 : -1;
    }
    this.same.disabled = this.type === null;
    this.words.setAttribute("aria-label", `Words: ${words}. Arrow right and left move the end, with Shift the start`);
    const more = (side) => {
      const word = this.#beside(side);
      return word ? button(this.#slice(word), () => this.#grow(side, 1), { class: "word", "aria-label": `Add ${this.#slice(word)}` }) : "";
    };
    this.words.replaceChildren(more(-1), h("b.word.in", words), more(1), words.includes(" ") ? button("Fewer", () => this.#grow(1, -1), { class: "link" }) : "");
  }

  /** The word beside the span, within the paragraph. @returns {Span | null} */
  #beside(side) {
    const [start, end] = this.span;
    if (side < 0) return wordsBefore(this.text, start, 2).filter((word) => /[\p{L}\p{N}]/u.test(this.text.slice(...word))).pop() ?? null;
    // The mark after a name goes with the word that follows it.
    const word = wordsBehind(this.text, end, 2).find((word) => /[\p{L}\p{N}]/u.test(this.text.slice(...word)));
    return word ? [end, word[0] + this.text.slice(...word).replace(/[^\p{L}\p{N}]+$/u, "").length] : null;
  }

  /** Moves one side of the span by a word, out or in. */
  #grow(side, by) {
    const word = 0 < by ? this.#beside(side) : null;
    const words = this.text.slice(...this.span);
    if (word && side < 0) this.span[0] = word[0];
    else if (word) this.span[1] = word[1];
    else if (by < 0 && side < 0) this.span[0] += /^\S+\s+/.exec(words)?.[0].length ?? 0;
    else if (by < 0) this.span[1] -= /\s+\S+$/.exec(words)?.[0].length ?? 0;
    const focused = this.words.contains(document.activeElement);
    this.#draw();
    if (focused) this.words.focus();
  }

  #arrows(event) {
    const right = event.key === "ArrowRight";
    if (event.target !== this.words || !(right || event.key === "ArrowLeft")) return;
    event.preventDefault();
    const side = event.shiftKey ? -1 : 1;
    this.#grow(side, right ? side : -side);
  }
}

