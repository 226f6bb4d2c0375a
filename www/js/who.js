// Who's who: everybody in the article, the speakers first, each opening into a card.
import { button, emit, h, moveAmong } from "./dom.js";
import { strip, swatch } from "./strip.js";
import { count, flat, summary, TYPES } from "./words.js";

const ORDERS = ["Most quoted", "First mention", "Name"];

export class Who {
  constructor() {
    /** @type {Reading | null} */
    this.reading = null;
    /** @type {number | null} */
    this.opened = null;
    this.order = 0;
    this.summary = h("p.summary");
    this.strip = h("div.strip-box");
    this.find = h("input.find", { type: "search", placeholder: "Find a name", "aria-label": "Find a name", input: () => this.#list() });
    this.sort = button(ORDERS[0], () => this.#turn(), { class: "link", "aria-label": `Order: ${ORDERS[0]}` });
    this.list = h("div.lists");
    this.element = h(
      "div.who-is-who",
      {},
      this.summary,
      this.strip,
      h("div.find-row", {}, this.find, this.sort),
      this.list,
    );
    this.list.addEventListener("keydown", (event) => moveAmong(event, [...this.list.querySelectorAll(".row-head")]));
  }

  update(state) {
    const { reading } = state;
    const fresh = reading !== this.reading;
    this.reading = reading;
    this.state = state;
    if (!reading) return;
    if (fresh) {
      this.summary.textContent = summary(reading);
      this.strip.replaceChildren();
      if (reading.quotations.length) {
        this.strip.append(
          strip(reading, reading.inOrder),
          h("p.caption", { "aria-hidden": "true" }, h("span", {}, "Who speaks where, start to end"), h("span", {}, "tall: in quotation marks")),
        );
      }
      this.#list();
    } else this.#open();
  }

  #turn() {
    this.order = (this.order + 1) % ORDERS.length;
    this.sort.textContent = ORDERS[this.order];
    this.sort.setAttribute("aria-label", `Order: ${ORDERS[this.order]}`);
    this.#list();
  }

  #list() {
    if (!this.reading) return;
    const wanted = this.find.value.trim().toLowerCase();
    const reading = this.reading;
    const all = [...reading.entities.values()].filter(
      (entity) => (entity.named || entity.speaks.length) && (!wanted || names(reading.text, entity).some((name) => name.toLowerCase().includes(wanted))),
    );
    const compare = [
      (a, b) => b.speaks.length - a.speaks.length || b.printedWords - a.printedWords || b.count - a.count || a.first - b.first,
      (a, b) => a.first - b.first,
      (a, b) => a.label.localeCompare(b.label, "en"),
    ][this.order];
    all.sort(compare);
    const speaking = all.filter((entity) => entity.speaks.length);
    const silent = all.filter((entity) => !entity.speaks.length);
    this.list.replaceChildren();
    /** @type {Map<number, HTMLElement>} */
    this.rows = new Map();
    if (speaking.length) this.#group("Speaking", "quotations", speaking, (entity) => entity.speaks.length);
    for (const layer of Object.keys(TYPES)) {
      const some = silent.filter((entity) => entity.layer === layer);
      if (!some.length) continue;
      this.#group(`Named only: ${TYPES[layer][1].toLowerCase()}`, "mentions", some, (entity) => entity.count);
    }
    if (!all.length) this.list.append(h("p.nothing", {}, wanted ? "No such name in this text." : "No names found in this text."));
    this.#open();
  }

  #group(title, unit, entities, number) {
    const list = h("ul.rows", { "aria-label": title });
    for (const entity of entities) {
      const head = h(
        "button.row-head",
        { type: "button", "aria-expanded": "false", click: () => emit(this.element, "entity", { id: entity.id, toggle: true }) },
        swatch(entity),
        h("span.row-name", {}, h("b", {}, entity.label), " ", entity.tail ? h("i.role", {}, flat(entity.tail)) : null),
        h("span.vh", {}, `, ${TYPES[entity.layer][0].toLowerCase()}`),
        h("span.count", { title: count(number(entity), unit.slice(0, -1) || "mention") }, String(number(entity))),
      );
      const row = h("li.row", { "data-e": entity.id }, head);
      this.rows?.set(entity.id, row);
      list.append(row);
    }
    this.list.append(h("h2.group-head", {}, h("span", {}, title), h("span.unit", {}, unit)), list);
  }

  /** Opens the card of the chosen entity, closes the others. */
  #open() {
    const chosen = this.state?.entity ?? null;
    for (const [id, row] of this.rows ?? []) {
      const open = id === chosen;
      row.querySelector(".card")?.remove();
      row.classList.toggle("open", open);
      row.firstElementChild?.setAttribute("aria-expanded", String(open));
      if (open) row.append(this.#card(id));
    }
    if (chosen !== this.opened) {
      this.opened = chosen;
      const row = chosen === null ? null : this.rows?.get(chosen);
      if (row && !row.contains(document.activeElement)) row.scrollIntoView({ block: "nearest" });
    }
  }

  #card(id) {
    const reading = /** @type {Reading} */ (this.reading);
    const entity = /** @type {Person} */ (reading.entities.get(id));
    const at = Math.min(this.state?.mention ?? 0, entity.mentions.length - 1);
    const step = (by) => emit(this.element, "mention", { id, by });
    /** @type {[string, (Node | string)[]][]} */
    const facts = [["Also", aliases(reading.text, entity)]];
    const roles = entity.roles.length ? entity.roles : entity.tail ? [entity.tail] : [];
    facts.push(["Role", roles.length ? [h("span.words-of", {}, roles.map((role) => `“${flat(role)}”`).join(", "))] : []]);
    const home = entity.affiliation === null ? null : reading.entities.get(entity.affiliation);
    facts.push(["With", home ? [home.label] : []]);
    facts.push(["First", [place(reading, entity.first)]]);
    facts.push([
      "Mentions",
      [
        button("‹", () => step(-1), { class: "step", "aria-label": "Previous mention" }),
        h("span.of", {}, `${at + 1} of ${entity.mentions.length}`),
        button("›", () => step(1), { class: "step", "aria-label": "Next mention" }),
        h("kbd", { "aria-hidden": "true" }, "m"),
      ],
    ]);
    if (entity.speaks.length) {
      const plain = entity.plainWords ? `, ${entity.plainWords} without` : "";
      facts.push(["Quoted", [`${count(entity.printedWords, "word")} in quotation marks${plain}`]]);
      facts.push(["Says", [this.#says(entity)]]);
    }
    const only = this.state?.only === id;
    const list = h("dl.facts");
    for (const [term, value] of facts) if (value.length) list.append(h("dt", {}, term), h("dd", {}, ...value));
    return h(
      "div.card",
      {},
      list,
      h(
        "p.actions",
        {},
        button(only ? "Show all" : `Show only ${entity.short}`, () => emit(this.element, "only", { id: only ? null : id }), { class: "link" }),
        button("Correct", (event) => emit(this.element, "correct", { entity: id, anchor: event.currentTarget }), { class: "link" }),
      ),
    );
  }

  #says(entity) {
    const reading = /** @type {Reading} */ (this.reading);
    return h(
      "span.says",
      {},
      ...entity.speaks.map((id) =>
        button(reading.placeOf(reading.quotations[id].start), () => emit(this.element, "quotation", { id }), {
          class: "link",
          "aria-label": `Quotation, ${place(reading, reading.quotations[id].start)}`,
        }),
      ),
    );
  }
}

function place(reading, offset) {
  const nr = reading.paragraphAt(offset);
  return nr === 0 ? "headline" : `paragraph ${nr}`;
}

function names(text, entity) {
  return [entity.label, ...new Set(entity.mentions.map(({ start, end }) => flat(text.slice(start, end))))];
}

/** Other names, then pronouns with how often. */
function aliases(text, entity) {
  /** @type {Map<string, { n: number, pronoun: boolean, word: string }>} */
  const found = new Map();
  for (const { start, end, kind } of entity.mentions) {
    const word = flat(text.slice(start, end));
    if (word.toLowerCase() === entity.label.toLowerCase()) continue;
    const key = kind === "pronoun" && word !== "I" ? word.toLowerCase() : word;
    const entry = found.get(key) ?? { n: 0, pronoun: kind === "pronoun", word: key };
    entry.n += 1;
    found.set(key, entry);
  }
  const nodes = [];
  const sorted = [...found.values()].sort((a, b) => Number(a.pronoun) - Number(b.pronoun) || b.n - a.n);
  for (const { word, n, pronoun } of sorted.slice(0, 8)) {
    if (nodes.length) nodes.push("; ");
    nodes.push(word);
    if (1 < n && pronoun) nodes.push(h("span.dim", {}, ` ${count(n, "time")}`));
  }
  return nodes;
}
