// One ledger over several texts.
import { button, h, live, one } from "../dom.js";
import { FILTERS, tabbed } from "../rail/ledger.js";
import { drawFilters } from "../rail/lists.js";
import { ruleOf } from "../rail/signs.js";
import { capital, clip, count, forSheet, kindOf } from "../reading/words.js";
import { checkNews, checkStep, isDone, tick } from "../check/check.js";
import { copy, markdownHead, markdownRows } from "../check/copying.js";

/** So many rows are built at once; the next ones when the last come into view. */
const ROWS = 200;
const { all, direct, mixed, indirect, unsure } = FILTERS;
/** @type {Record<string, (quotation: Said) => boolean>} */
const KINDS = { all, direct, mixed, indirect, unsure, unchecked: (quotation) => !isDone(quotation) };

export class CommonLedger {
  kind = "all";
  find = h("input.find", { type: "search", placeholder: "Find in quotations", "aria-label": "Find in quotations", input: () => this.#list() });
  speakers = h("select", { "aria-label": "Speaker", change: () => this.#list() });
  texts = h("select", { "aria-label": "Text", change: () => this.#list() });
  filters = h("div.filters", { role: "group", "aria-label": "Kinds" });
  body = h("tbody");
  none = h("p.nothing");

  constructor(collection) {
    this.collection = collection;
    const heads = ["Text", "¶", "Kind", "Speaker", "Quotation", "Checked"].map((name) => h("th", { scope: "col" }, name));
    const table = (label, lines) => button(label, ({ currentTarget }) => copy(lines().join("\n"), currentTarget, `${count(this.rows.length, "row")} copied`), { class: "box" });
    this.more = h("p.more-rows");
    this.element = h(
      "div.common-ledger",
      h("div.find-row", this.find, this.speakers, this.texts, table("Copy table", () => this.#sheet()), table("Markdown", () => this.#markdown())),
      this.filters,
      h("table.wide-ledger.common", h("thead", h("tr", heads)), this.body),
      this.none,
      this.more,
    );
    new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && this.#next(), { rootMargin: "600px" }).observe(this.more);
  }

  draw() {
    const { entries, people } = this.collection;
    const names = people.sources().map(({ id, who }) => [id, who.label]);
    this.#options(this.speakers, "All speakers", names);
    this.#options(this.texts, "All texts", entries.map(({ record }, idx) => [record.id, `${idx + 1} ${clip(record.title, 60)}`]));
    this.#list();
  }

  #options(select, all, rows) {
    const chosen = select.value;
    select.replaceChildren(h("option", { value: "" }, all), ...rows.map(([value, label]) => h("option", { value, selected: value === chosen }, label)));
  }

  /** The rows that pass all filters but that of kinds. */
  #passing() {
    const { people } = this.collection;
    const wanted = this.find.value.trim().toLowerCase();
    return this.collection.rows().filter(({ entry, quotation }) => {
      const { reading, record } = entry;
      if (this.texts.value && record.id !== this.texts.value) return false;
      if (this.speakers.value && !reading.voicesIn(quotation).some((who) => people.idOf(entry, who) === this.speakers.value)) return false;
      return !wanted || `${reading.nameOf(quotation)} ${reading.quote(quotation.content)}`.toLowerCase().includes(wanted);
    });
  }

  get rows() {
    return this.#passing().filter(({ quotation }) => KINDS[this.kind](quotation));
  }

  #list() {
    const passing = this.#passing().map(({ quotation }) => quotation);
    drawFilters(this.filters, KINDS, passing, this.kind, (kind) => {
      this.kind = kind;
      this.#list();
    });
    this.left = this.rows;
    this.none.textContent = this.left.length ? "" : "No such quotation.";
    this.body.replaceChildren();
    this.last = 0;
    this.#next();
  }

  #next() {
    const some = this.left?.splice(0, ROWS) ?? [];
    this.body.append(...some.map((row) => this.#row(row)));
  }

  #row({ entry, nr, quotation }) {
    const { reading, record } = entry;
    const who = reading.who(quotation);
    const slot = who ? this.collection.people.slot(who) : 0;
    const title = this.last === nr ? "" : [h("span.nr", nr), " ", clip(record.title, 60)];
    this.last = nr;
    const open = () => this.collection.open(record.id, quotation);
    return h(
      "tr.row",
      { class: isDone(quotation) ? "done" : "" },
      h("td.dim.of-text", title),
      h("td.dim", reading.paragraphAt(quotation.start) || "Head"),
      h("td.kind-cell", ruleOf(reading, quotation, slot), capital(kindOf(quotation))),
      h("td", button(reading.nameOf(quotation), open, { class: `row-head speaker s${slot}` })),
      h("td.words-of", { click: open }, clip(reading.quote(quotation.content), 220), quotation.note && h("small.said-of", quotation.note)),
      h("td.tick-cell", tick({ ...quotation, id: `${record.id} ${quotation.id}` }, reading.nameOf(quotation), () => this.#check(entry, quotation))),
    );
  }

  #check(entry, quotation) {
    const check = quotation.check ? null : "checked";
    this.collection.correct(entry, checkStep(entry.reading, [quotation], check, quotation.note ?? ""));
    live(checkNews(1, check));
    one(`[data-tick="${entry.record.id} ${quotation.id}"]`, this.body)?.focus({ preventScroll: true });
  }

  /** The rows in runs of one text. */
  #runs() {
    const runs = new Map();
    for (const { entry, quotation } of this.rows) runs.set(entry, [...(runs.get(entry) ?? []), quotation]);
    return [...runs];
  }

  #sheet() {
    return this.#runs().flatMap(([{ reading, record }, rows], idx) => {
      const [head, ...cells] = tabbed(reading, rows).split("\n");
      return [...(idx ? [] : [`Text\t${head}`]), ...cells.map((line) => `${forSheet(record.title.replace(/\s+/g, " "))}\t${line}`)];
    });
  }

  #markdown() {
    const lines = this.#runs().flatMap(([{ reading, record }, rows]) => markdownRows(reading, rows, [record.title]));
    return [...markdownHead(["Text"]), ...lines];
  }
}
