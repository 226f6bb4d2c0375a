// The tab "Who's who": names and speakers, and a card for the chosen one.
import { button, emit, h, moveAmong, one } from "../dom.js";
import { summary } from "../reading/summary.js";
import { count, flat, saidWords, TYPES } from "../reading/words.js";
import { following, groupHead, PAGE } from "./lists.js";
import { copies, strip, swatch } from "./signs.js";

const ORDERS = {
  "Most quoted": (a, b) => b.speaks.length - a.speaks.length || b.printedWords - a.printedWords || b.count - a.count || a.first - b.first,
  "First mention": (a, b) => a.first - b.first,
  Name: (a, b) => a.label.localeCompare(b.label, "en"),
};

export class Who {
  reading = /** @type {any} */ (null);
  opened = null;
  order = "Most quoted";
  shown = PAGE;
  /** @type {Map<number, any>} */
  rows = new Map();
  element = one("#panel-who");
  list = one(".lists", this.element);
  find = one(".find", this.element);
  sort = one(".find-row .link", this.element);

  constructor() {
    this.find.addEventListener("input", () => this.#list());
    this.sort.addEventListener("click", () => {
      this.order = following(ORDERS, this.order);
      this.#list();
    });
    this.list.addEventListener("keydown", (event) => moveAmong(event, [...this.list.querySelectorAll(".row-head")]));
  }

  update(state) {
    const { reading } = state;
    const fresh = reading !== this.reading;
    this.reading = reading;
    this.state = state;
    if (!reading) return;
    if (!fresh) return this.#open();
    this.shown = PAGE;
    one(".summary", this.element).textContent = summary(reading);
    const box = one(".strip-box", this.element);
    box.hidden = !reading.inOrder.length;
    box.firstElementChild.replaceWith(strip(reading, reading.inOrder));
    this.#list();
  }

  #list() {
    const { reading } = this;
    if (!reading) return;
    this.sort.textContent = this.order;
    this.sort.setAttribute("aria-label", `Order: ${this.order}`);
    const wanted = this.find.value.trim().toLowerCase();
    const found = [...reading.entities.values()].filter((entity) => (entity.named || entity.speaks.length) && names(reading, entity).some((name) => name.toLowerCase().includes(wanted)));
    found.sort(ORDERS[this.order]);
    const chosen = this.state?.entity ?? null;
    const all = found.filter(({ id }, idx) => idx < this.shown || id === chosen);
    this.list.replaceChildren(found.length ? "" : h("p.nothing", wanted ? "No such name in this text." : "No names found in this text."));
    this.rows.clear();
    this.#group("Speaking", "quotation", all.filter((entity) => entity.speaks.length), (entity) => entity.speaks.length);
    for (const [layer, [, many]] of Object.entries(TYPES)) {
      this.#group(`Named only: ${many.toLowerCase()}`, "mention", all.filter((entity) => !entity.speaks.length && entity.layer === layer), (entity) => entity.count);
    }
    const more = () => {
      this.shown += PAGE;
      this.#list();
    };
    const n = found.length - all.length;
    if (n) this.list.append(button(`Show ${Math.min(PAGE, n)} more of ${count(n, "name")}`, more, { class: "link more" }));
    this.#open(true);
  }

  #group(title, unit, entities, number) {
    if (!entities.length) return;
    const rows = entities.map((entity) => {
      const n = number(entity);
      const row = h(
        "li.row",
        button(
          [
            swatch(entity),
            h("span.row-name", h("b", entity.label), " ", entity.tail && h("i.role", flat(entity.tail))),
            h("span.vh", `, ${TYPES[entity.layer][0].toLowerCase()}`),
            h("span.count", { title: count(n, unit) }, n),
          ],
          () => emit(this.element, "entity", { id: entity.id, toggle: true }),
          { class: "row-head", "aria-expanded": "false" },
        ),
      );
      this.rows.set(entity.id, row);
      return row;
    });
    this.list.append(groupHead(title, `${unit}s`), h("ul.rows", { "aria-label": title }, rows));
  }

  #open(listed = false) {
    const chosen = this.state?.entity ?? null;
    // Chosen beyond those that are listed, it is listed too.
    if (!listed && chosen !== null && !this.rows.has(chosen) && this.shown < this.reading.entities.size && !this.find.value) return this.#list();
    for (const [id, row] of this.rows) {
      const open = id === chosen;
      row.querySelector(".card")?.remove();
      row.classList.toggle("open", open);
      row.firstElementChild.setAttribute("aria-expanded", open);
      if (open) row.append(this.#card(id));
    }
    const row = chosen !== this.opened && this.rows.get(chosen ?? -1);
    this.opened = chosen;
    if (row && !row.contains(document.activeElement)) row.scrollIntoView({ block: "nearest" });
  }

  #card(id) {
    const reading = this.reading;
    const entity = reading.entities.get(id);
    const at = Math.min(this.state?.mention ?? 0, entity.mentions.length - 1);
    const alone = this.state?.only === id;
    const step = (sign, by, label) => button(sign, () => emit(this.element, "mention", { id, by }), { class: "step", "aria-label": label });
    const place = (offset) => reading.placeOf(offset).replace("¶", "paragraph").toLowerCase();
    const says = (idx) => {
      const { start } = reading.acts[idx];
      return button(reading.placeOf(start), () => emit(this.element, "quotation", { id: idx }), { class: "link", "aria-label": `Quotation, ${place(start)}` });
    };
    const roles = entity.roles.length ? entity.roles : [entity.tail];
    const facts = {
      Also: aliases(reading.text, entity),
      Role: roles[0] && h("span.words-of", roles.map((role) => `“${flat(role)}”`).join(", ")),
      With: reading.entities.get(entity.affiliation ?? -1)?.label,
      First: place(entity.first),
      Mentions: [step("‹", -1, "Previous mention"), h("span.of", `${at + 1} of ${entity.mentions.length}`), step("›", 1, "Next mention"), h("kbd", { "aria-hidden": "true" }, "m")],
      Quoted: entity.source && saidWords(entity),
      Says: entity.speaks.length && h("span.says", entity.speaks.map(says)),
    };
    return h(
      "div.card",
      h("dl.facts", Object.entries(facts).flatMap(([term, value]) => (value && value.length !== 0 ? [h("dt", term), h("dd", value)] : []))),
      h(
        "p.actions",
        button(alone ? "Show all" : `Show only ${entity.short}`, () => emit(this.element, "only", alone ? null : id), { class: "link" }),
        button("Correct", ({ currentTarget }) => emit(this.element, "correct", { entity: id, anchor: currentTarget }), { class: "link" }),
        entity.speaks.length && copies(this.element, entity, `Copy ${count(entity.speaks.length, "quotation")}`),
      ),
    );
  }
}

const names = (reading, entity) => [entity.label, ...new Set(entity.mentions.map(({ start, end }) => reading.slice([start, end])))];

function aliases(text, entity) {
  /** @type {Map<string, { n: number, pronoun: boolean, word: string }>} */
  const found = new Map();
  for (const { start, end, kind } of entity.mentions) {
    const pronoun = kind === "pronoun";
    let word = flat(text.slice(start, end));
    if (word.toLowerCase() === entity.label.toLowerCase()) continue;
    if (pronoun && word !== "I") word = word.toLowerCase();
    const entry = found.get(word) ?? { n: 0, pronoun, word };
    entry.n += 1;
    found.set(word, entry);
  }
  const sorted = [...found.values()].sort((a, b) => Number(a.pronoun) - Number(b.pronoun) || b.n - a.n);
  return sorted.slice(0, 8).map(({ word, n, pronoun }, idx) => [idx ? "; " : "", word, pronoun && 1 < n && h("span.dim", ` ${count(n, "time")}`)]).flat();
}
