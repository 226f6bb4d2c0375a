// The tab "Quotations": a list of them, or a table where the rail is wide.
import { isDone, tick } from "../check/check.js";
import { all, button, emit, h, moveAmong, one } from "../dom.js";
import { capital, clip, forSheet, isStatement, kindOf, sayConfidence } from "../reading/words.js";
import { drawFilters, following, PAGE } from "./lists.js";
import { ruleOf } from "./signs.js";

/** What a quotation must be to be listed, by the words on the button. */
export const FILTERS = {
  all: isStatement,
  direct: (one) => isStatement(one) && one.kind === "direct",
  mixed: (one) => isStatement(one) && one.kind === "mixed",
  indirect: (one) => isStatement(one) && one.kind === "indirect",
  unsure: (one) => isStatement(one) && one.unsure,
  yours: (one) => isStatement(one) && Boolean(one.corrected),
  "topics and beliefs": (one) => !isStatement(one),
};
const ORDERS = {
  "Reading order": () => 0,
  Speaker: (a, b, reading) => reading.nameOf(a).localeCompare(reading.nameOf(b), "en"),
  Kind: (a, b) => a.kind.localeCompare(b.kind),
  Longest: (a, b) => b.words - a.words,
  "Least sure": (a, b) => Number(b.unsure) - Number(a.unsure) || a.confidence - b.confidence,
};
/** The columns of the table, and the order that each of them sorts by. */
const COLUMNS = { "¶": "Reading order", Kind: "Kind", Speaker: "Speaker", "As printed": "", Quotation: "", Cue: "", Words: "Longest", Sure: "Least sure", Checked: "" };

export class Ledger {
  reading = /** @type {any} */ (null);
  filter = "all";
  /** What else a quotation must be to be listed. @type {(quotation: Said) => boolean} */
  passes = () => true;
  order = "Reading order";
  shown = PAGE;
  element = one("#panel-quotations");
  find = one(".find", this.element);
  sort = one(".find-row .link", this.element);
  filters = one(".kinds", this.element);
  list = one(".ledger-list", this.element);

  constructor() {
    this.find.addEventListener("input", () => this.#list());
    this.sort.addEventListener("click", () => this.#sortBy(following(ORDERS, this.order)));
    one(".copy", this.element).addEventListener("click", ({ currentTarget }) => emit(this.element, "copytable", { rows: this.rows(), anchor: currentTarget }));
    this.element.addEventListener("keydown", (event) => moveAmong(event, all(".row-head", this.list)) || moveAmong(event, all(".filters button", this.element)));
  }

  update({ reading, wide, quotation }) {
    const fresh = reading !== this.reading || wide !== this.wide;
    if (reading !== this.reading) this.shown = PAGE;
    this.reading = reading;
    this.wide = wide;
    this.chosen = quotation;
    if (fresh) this.#list();
    else this.#choose();
  }

  /** Lists the rows anew. */
  refresh() {
    this.#list();
  }

  #sortBy(order) {
    this.order = order;
    this.#list();
  }

  /** The quotations that pass filter and search, in the chosen order. */
  rows() {
    const reading = this.reading;
    const wanted = this.find.value.trim().toLowerCase();
    const rows = [...reading.inOrder, ...reading.asides].filter((one) => FILTERS[this.filter](one) && this.passes(one) && (!wanted || `${reading.nameOf(one)} ${reading.quote(one.content)}`.toLowerCase().includes(wanted)));
    return rows.sort((a, b) => ORDERS[this.order](a, b, reading) || a.nr - b.nr);
  }

  #list() {
    const { reading } = this;
    if (!reading) return;
    this.sort.textContent = this.order;
    this.sort.setAttribute("aria-label", `Order: ${this.order}`);
    drawFilters(this.filters, FILTERS, reading.acts, this.filter, (filter) => {
      this.filter = filter;
      this.shown = PAGE;
      this.#list();
    });
    const sorting = this.list.contains(document.activeElement);
    const rows = this.rows();
    const some = rows.slice(0, this.shown);
    const more = () => {
      this.shown += PAGE;
      this.#list();
    };
    this.list.replaceChildren(
      this.wide ? this.#table(reading, some) : h("ul.rows", { "aria-label": "Quotations" }, some.map((quotation) => this.#row(reading, quotation))),
      rows.length ? "" : h("p.nothing", reading.inOrder.length ? "No such quotation." : "Nobody is quoted in this text."),
      some.length < rows.length ? button(`Show ${Math.min(PAGE, rows.length - some.length)} more`, more, { class: "link more" }) : "",
    );
    if (sorting) one("[aria-sort] button", this.list)?.focus();
    this.#choose();
  }

  #row(reading, quotation) {
    const { note, parent, stale } = quotation;
    const [, source, cue, sure] = printed(reading, quotation);
    const as = source ? `as printed “${source}”${cue && ", "}${cue}` : cue ? `as printed ${cue}` : "no source printed";
    const content = [
      ruleOf(reading, quotation),
      h("b.speaker", { class: `s${reading.slot(quotation)}` }, reading.nameOf(quotation)),
      h("span.kind", `${kindOf(quotation)}${withinOf(reading, quotation)}${quotation.corrected ? ", by you" : ""}`),
      h("span.nr", reading.placeOf(quotation.start)),
      h("span.quoted", clip(reading.quote(quotation.content), 220)),
      (note || stale) && h("span.said-of", { class: stale && "stale" }, stale && "Words changed since checked. ", note),
      h("span.printed-as", [as, sure].filter(Boolean).join(", ")),
    ];
    const open = () => emit(this.element, "quotation", { id: quotation.id, open: this.chosen === quotation.id });
    return h("li.row", { "data-q": quotation.id, class: `${parent === null ? "" : "within"} ${isDone(quotation) ? "done" : ""}` }, button(content, open, { class: "row-head said" }), this.#tick(reading, quotation));
  }

  #table(reading, rows) {
    const heads = Object.entries(COLUMNS).map(([title, order]) => {
      const sorted = order === this.order && (order === "Longest" ? "descending" : "ascending");
      return h("th", { scope: "col", "aria-sort": sorted }, order ? button(title, () => this.#sortBy(order), { title: order }) : title);
    });
    const row = (quotation) => {
      const open = () => emit(this.element, "quotation", { id: quotation.id, show: true });
      const [name, source, cue, sure] = printed(reading, quotation);
      return h(
        "tr.row",
        { "data-q": quotation.id, class: isDone(quotation) && "done" },
        h("td.dim", reading.paragraphAt(quotation.start) || "Head"),
        h("td.kind-cell", ruleOf(reading, quotation), capital(kindOf(quotation))),
        h("td", button(name, open, { class: `row-head speaker s${reading.slot(quotation)}` })),
        h("td.words-of", source),
        h("td.words-of", { click: open }, clip(reading.quote(quotation.content), 160)),
        h("td.words-of", cue),
        h("td.number", quotation.words),
        h("td.sure", quotation.unsure ? h("b", sure) : sure),
        h("td.tick-cell", this.#tick(reading, quotation)),
      );
    };
    return h("table.wide-ledger", h("thead", h("tr", heads)), h("tbody", rows.map(row)));
  }

  #tick(reading, quotation) {
    return isStatement(quotation) && tick(quotation, reading.nameOf(quotation), () => emit(this.element, "tick", quotation));
  }

  #choose() {
    for (const row of all(".chosen", this.list)) row.classList.remove("chosen");
    const row = one(`.row[data-q="${this.chosen}"]`, this.list);
    row?.classList.add("chosen");
    const words = row && one(".quoted", row);
    if (words) words.textContent = this.reading.quote(this.reading.acts[this.chosen].content);
    if (row && !row.contains(document.activeElement)) row.scrollIntoView({ block: "nearest" });
    emit(this.element, "listed");
  }
}

const printed = (reading, quotation) => [reading.nameOf(quotation), reading.slice(quotation.source), reading.slice(quotation.cue), sayConfidence(quotation, reading.report.unsureBelow)];

/** ", in Peake’s words", ", passed on by Prosecutor" */
function withinOf(reading, { parent, relay }) {
  const outerSpeaker = parent === null ? null : reading.who(reading.acts[parent]);
  const by = reading.entities.get(relay ?? -1);
  return `${outerSpeaker ? `, in ${outerSpeaker.short}’s words` : ""}${by && by !== outerSpeaker ? `, passed on by ${by.short}` : ""}`;
}

/** The rows as lines of tab-separated cells. */
export function tabbed(reading, rows) {
  const lines = rows.map((quotation) => {
    const [name, source, cue, sure] = printed(reading, quotation);
    return [reading.paragraphAt(quotation.start), kindOf(quotation), name, source, reading.quote(quotation.content), cue, quotation.words, sure, quotation.check ?? "", quotation.note ?? ""];
  });
  return [[...Object.keys(COLUMNS), "Note"], ...lines].map((cells) => cells.map((cell) => (typeof cell === "string" ? forSheet(cell) : cell)).join("\t")).join("\n");
}
