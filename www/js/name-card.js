// The popover that corrects a name: its type, whom it belongs to, which words it covers.
import { button, emit, h, moveAmong } from "./dom.js";
import { count, flat, TYPES } from "./words.js";

export class NameCard {
  /**
   * @param {Reading} reading @param {[number, number]} span
   * @param {Person | null} entity null for words that are no name yet @param {HTMLElement} target
   */
  constructor(reading, span, entity, target) {
    this.reading = reading;
    this.entity = entity;
    this.was = entity ? span : null;
    this.span = /** @type {[number, number]} */ ([...span]);
    this.type = /** @type {string | null} */ (entity ? entity.layer : "person");
    this.target = target;
    this.heading = h("h2.title");
    this.words = h("span.grow", { tabindex: 0, role: "group", keydown: (event) => this.#arrows(event) });
    const types = [...Object.keys(TYPES), null].map((type) => this.#type(type));
    this.types = h("div.types", { role: "radiogroup", "aria-label": "Type" }, ...types);
    this.types.addEventListener("keydown", (event) => {
      if (moveAmong(event, types)) /** @type {HTMLElement} */ (document.activeElement).click();
    });
    this.same = h("select", { id: "same-as" });
    this.#fillSame();
    const others = entity ? entity.mentions.length - 1 : this.#elsewhere();
    this.also = h("input", { type: "checkbox", id: "also", checked: 0 < others });
    const cancel = () => emit(this.target, "closepopover");
    this.content = [
      this.heading,
      this.types,
      h("div.fields", {}, h("label", { for: "same-as" }, "Same as"), this.same, h("span", { id: "grow-label" }, "Words"), this.words),
      h("p.also", { hidden: others < 1 }, this.also, h("label", { for: "also" }, `Also the ${others === 1 ? "other mention" : `${count(others, "other mention")}`}`)),
      h(
        "p.actions",
        {},
        button("Save", () => this.#save(), { class: "box primary" }),
        button("Cancel", cancel, { class: "box" }),
        h("span.dim.kept", {}, "Kept in this browser only"),
      ),
    ];
    this.#draw();
    this.focus = this.types.querySelector("[aria-checked=true]");
  }

  get label() {
    return `What is ${flat(this.reading.text.slice(...this.span))}?`;
  }

  #type(type) {
    const choose = () => {
      this.type = type;
      this.#draw();
    };
    const choice = button("", choose, { role: "radio", "data-type": type ?? "" });
    if (type) choice.append(h(`i.shape.${type}`, { "aria-hidden": "true" }));
    choice.append(type ? TYPES[type][0] : "Not a name");
    return choice;
  }

  #fillSame() {
    const { reading, entity } = this;
    this.same.append(h("option", { value: "own" }, entity ? entity.label : "a new name"));
    if (entity && 1 < entity.mentions.length) this.same.append(h("option", { value: "new" }, "nobody else, a new name"));
    const all = [...reading.entities.values()].filter((other) => other !== entity && other.mentions.length);
    all.sort((a, b) => Number(b.layer === entity?.layer) - Number(a.layer === entity?.layer) || a.label.localeCompare(b.label, "en"));
    for (const other of all) this.same.append(h("option", { value: other.id }, other.label));
  }

  #elsewhere() {
    const { text } = this.reading;
    const words = text.slice(...this.span);
    return Math.max(0, text.split(words, 500).length - 2);
  }

  #draw() {
    const { text } = this.reading;
    this.heading.textContent = `What is “${flat(text.slice(...this.span))}”?`;
    for (const choice of this.types.children) {
      const chosen = (choice.dataset.type || null) === this.type;
      choice.setAttribute("aria-checked", String(chosen));
      choice.tabIndex = chosen ? 0 : -1;
    }
    this.same.disabled = this.type === null;
    const before = this.#word(-1);
    const after = this.#word(1);
    this.words.setAttribute("aria-label", `Words: ${flat(text.slice(...this.span))}. Arrow right and left move the end, with Shift the start`);
    this.words.replaceChildren(
      before ? button(flat(text.slice(...before)), () => this.#grow(-1, 1), { class: "word", "aria-label": `Add ${flat(text.slice(...before))}` }) : "",
      h("b.word.in", {}, flat(text.slice(...this.span))),
      after ? button(flat(text.slice(...after)), () => this.#grow(1, 1), { class: "word", "aria-label": `Add ${flat(text.slice(...after))}` }) : "",
      this.#count() > 1 ? button("Fewer", () => this.#grow(1, -1), { class: "link" }) : "",
    );
  }

  #count() {
    return flat(this.reading.text.slice(...this.span)).split(" ").length;
  }

  /** The word beside the span, within the paragraph. */
  #word(side) {
    const { text } = this.reading;
    if (side < 0) {
      const match = /[\p{L}\p{N}]\S*[\s\p{P}]*$/u.exec(text.slice(Math.max(0, this.span[0] - 80), this.span[0]));
      if (!match || /\n\s*\n/.test(match[0])) return null;
      return [this.span[0] - match[0].length, this.span[0] - match[0].length + match[0].trimEnd().length];
    }
    // The mark after a name goes with the word that follows it.
    const match = /^[\s\p{P}]*[\p{L}\p{N}](?:\S*[\p{L}\p{N}])?/u.exec(text.slice(this.span[1], this.span[1] + 80));
    if (!match || /\n\s*\n/.test(match[0])) return null;
    return [this.span[1], this.span[1] + match[0].length];
  }

  #grow(side, by) {
    const { text } = this.reading;
    if (by > 0) {
      const word = this.#word(side);
      if (!word) return;
      if (side < 0) this.span[0] = word[0];
      else this.span[1] = word[1];
    } else if (this.#count() > 1) {
      const words = text.slice(...this.span);
      if (side < 0) this.span[0] += /^\S+\s+/.exec(words)?.[0].length ?? 0;
      else this.span[1] -= /\s+\S+$/.exec(words)?.[0].length ?? 0;
    }
    const focused = this.words.contains(document.activeElement);
    this.#draw();
    if (focused) this.words.focus();
  }

  #arrows(event) {
    if (event.target !== this.words || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    const right = event.key === "ArrowRight";
    if (event.shiftKey) this.#grow(-1, right ? -1 : 1);
    else this.#grow(1, right ? 1 : -1);
  }

  #save() {
    const chosen = this.same.value;
    const other = this.reading.entities.get(Number(chosen));
    const to = chosen === "own" || chosen === "new" ? null : other?.mentions[0];
    emit(this.target, "step-made", {
      do: "name",
      span: this.span,
      was: this.was,
      type: this.type,
      same: to ? [to.start, to.end] : chosen,
      also: chosen === "new" ? false : this.also.checked,
    });
  }
}
