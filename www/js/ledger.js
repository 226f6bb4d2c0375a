// The quote ledger: one row a quotation; widened, a table that can be sorted and copied.
import { button, emit, h, moveAmong } from "./dom.js";
import { ruleOf } from "./strip.js";
import { capital, clip, kindOf, percent } from "./words.js";
import { table } from "./ledger-table.js";

const FILTERS = ["all", "direct", "mixed", "indirect", "unsure", "not speech"];
/** @type {Record<string, (a: Said, b: Said, reading: Reading) => number>} */
const ORDERS = {
  "Reading order": () => 0,
  Speaker: (a, b, reading) => reading.nameOf(a).localeCompare(reading.nameOf(b), "en"),
  Kind: (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind),
  Longest: (a, b) => b.words - a.words,
  "Least sure": (a, b) => Number(b.unsure) - Number(a.unsure) || a.confidence - b.confidence,
};
const KINDS = ["direct", "mixed", "indirect"];
const PAGE = 300;

export class Ledger {
  constructor() {
    /** @type {Reading | null} */
    this.reading = null;
    this.filter = "all";
    this.order = "Reading order";
    this.shown = PAGE;
    this.find = h("input.find", {
      type: "search",
      placeholder: "Find in quotations",
      "aria-label": "Find in quotations",
      input: () => this.#list(),
    });
    this.sort = button("", () => this.#turn(), { class: "link" });
    this.copy = button("Copy table", () => emit(this.element, "copytable", this.rows()), { class: "box copy" });
    this.filters = h("div.filters", { role: "group", "aria-label": "Kinds" });
    this.list = h("div.ledger-list");
    this.element = h("div.ledger", {}, h("div.find-row", {}, this.find, this.sort, this.copy), this.filters, this.list);
    this.element.addEventListener("keydown", (event) => {
      if (!moveAmong(event, [...this.list.querySelectorAll(".row-head")])) moveAmong(event, [...this.filters.querySelectorAll("button")]);
    });
  }

  update(state) {
    const fresh = state.reading !== this.reading || state.wide !== this.wide;
    if (state.reading !== this.reading) this.shown = PAGE;
    this.reading = state.reading;
    this.wide = state.wide;
    this.chosen = state.quotation;
    if (!this.reading) return;
    if (fresh) this.#list();
    else this.#choose();
  }

  #turn() {
    const orders = Object.keys(ORDERS);
    this.sortBy(orders[(orders.indexOf(this.order) + 1) % orders.length]);
  }

  /** Sorts the widened table by a column. */
  sortBy(order) {
    this.order = order;
    this.#list();
  }

  /** The quotations that pass filter and search, in the chosen order. */
  rows() {
    const reading = this.reading;
    if (!reading) return [];
    const wanted = this.find.value.trim().toLowerCase();
    const rows = reading.inOrder.filter(
      (quotation) =>
        passes(quotation, this.filter) &&
        (!wanted || `${reading.nameOf(quotation)} ${reading.quote(quotation.content)}`.toLowerCase().includes(wanted)),
    );
    return rows.sort((a, b) => ORDERS[this.order](a, b, reading) || a.nr - b.nr);
  }

  #list() {
    const reading = this.reading;
    if (!reading) return;
    this.sort.textContent = this.order;
    this.sort.setAttribute("aria-label", `Order: ${this.order}`);
    const focus = this.filters.contains(document.activeElement);
    this.filters.replaceChildren(
      ...FILTERS.flatMap((filter) => {
        const n = reading.quotations.filter((quotation) => passes(quotation, filter)).length;
        if (n === 0 && filter !== "all" && filter !== this.filter) return [];
        return [this.#filter(filter, n)];
      }),
    );
    if (focus) this.filters.querySelector("[aria-pressed=true]")?.focus();
    const sorting = this.list.contains(document.activeElement);
    const rows = this.rows();
    const some = rows.slice(0, this.shown);
    this.list.replaceChildren(this.wide ? table(reading, some, this) : this.#rows(some));
    if (rows.length === 0) this.list.append(h("p.nothing", {}, reading.quotations.length ? "No such quotation." : "Nobody is quoted in this text."));
    if (some.length < rows.length) {
      const more = button(`Show ${Math.min(PAGE, rows.length - some.length)} more`, () => {
        this.shown += PAGE;
        this.#list();
      });
      more.className = "link more";
      this.list.append(more);
    }
    if (sorting) this.list.querySelector("[aria-sort] button")?.focus();
    this.#choose();
  }

  #filter(filter, n) {
    const mark = ["all", "not speech"].includes(filter) ? null : h(`i.rule.${filter}`, { "aria-hidden": "true" });
    const toggle = button("", () => {
      this.filter = filter;
      this.shown = PAGE;
      this.#list();
    });
    toggle.append(...(mark ? [mark] : []), `${capital(filter)} ${n}`);
    toggle.setAttribute("aria-pressed", String(this.filter === filter));
    return toggle;
  }

  #rows(rows) {
    const reading = /** @type {Reading} */ (this.reading);
    return h(
      "ul.rows",
      { "aria-label": "Quotations" },
      ...rows.map((quotation) => {
        const slot = reading.who(quotation)?.slot ?? 0;
        const head = h(
          "button.row-head.said",
          { type: "button", click: () => emit(this.element, "quotation", { id: quotation.id, open: this.chosen === quotation.id }) },
          ruleOf(reading, quotation),
          h("b.speaker", { class: `s${slot}` }, reading.nameOf(quotation)),
          h("span.kind", {}, kindOf(quotation)),
          h("span.nr", {}, reading.placeOf(quotation.start)),
          h("span.quoted", {}, clip(reading.quote(quotation.content), 220)),
          h("span.printed-as", {}, printedAs(reading, quotation)),
        );
        return h("li.row", { "data-q": quotation.id }, head);
      }),
    );
  }

  #choose() {
    for (const row of this.list.querySelectorAll(".chosen")) row.classList.remove("chosen");
    if (this.chosen === null || this.chosen === undefined) return;
    const row = this.list.querySelector(`.row[data-q="${this.chosen}"]`);
    row?.classList.add("chosen");
    if (row && !row.contains(document.activeElement)) row.scrollIntoView({ block: "nearest" });
  }
}

function passes(quotation, filter) {
  if (filter === "all") return true;
  if (filter === "unsure") return quotation.unsure;
  if (filter === "not speech") return !quotation.speech;
  return quotation.kind === filter;
}

/** "as printed “he”, said" @param {Reading} reading @param {Said} quotation */
function printedAs(reading, quotation) {
  const source = reading.slice(quotation.source);
  const cue = reading.slice(quotation.cue);
  const sure = quotation.unsure ? "" : `, ${percent(quotation.confidence)} sure`;
  if (!source && !cue) return `no source printed${sure}`;
  return `as printed ${source ? `“${source}”` : ""}${source && cue ? ", " : ""}${cue}${sure}`;
}
