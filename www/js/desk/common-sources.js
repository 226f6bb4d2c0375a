// The sources of several texts, counted over all of them.
import { button, h, keepFocus } from "../dom.js";
import { swatch } from "../rail/signs.js";
import { clip, count, figure } from "../reading/words.js";
import { cited, copy } from "../check/copying.js";

export class CommonSources {
  open = "";
  element = h("div.common-sources");

  constructor(collection) {
    this.collection = collection;
  }

  draw() {
    const { people } = this.collection;
    const sources = people.sources();
    const most = sources.reduce((most, { quoted, plain }) => Math.max(most, quoted + plain), 1);
    const heads = ["Source, by words quoted", "In text", "Statements", "Words", "quoted", "paraphrased"].map((name, idx) => h("th", { scope: "col", class: idx ? "number" : "" }, name));
    // What several say together counts once.
    const sum = (...parts) => figure(this.collection.entries.reduce((sum, { reading: { total, unattributed } }) => parts.reduce((sum, part) => sum + total[part] - unattributed[part], sum), 0));
    const table = h(
      "table.wide-ledger.sums",
      h("thead", h("tr", heads)),
      h("tbody", sources.flatMap((source) => this.#rows(source, most))),
      h("tfoot", h("tr", h("th", { scope: "row" }, "Together"), h("td"), h("td.number", sum("statements")), h("td"), h("td.number", sum("wordsQuoted", "wordsSpoken")), h("td.number", sum("wordsReported")))),
    );
    keepFocus(this.element, "data-source", () => this.element.replaceChildren(table));
  }

  #rows(source, most) {
    const { id, who, texts, statements, quoted, plain, said } = source;
    const slot = this.collection.people.slot(who);
    const open = this.open === id;
    const toggle = () => {
      this.open = open ? "" : id;
      this.draw();
    };
    const bar = h(`span.amount.s${slot}`, { "aria-hidden": "true" }, 0 < quoted && h("i.filled", { "--part": quoted / most }), 0 < plain && h("i.hollow", { "--part": plain / most }));
    const row = h(
      "tr.row",
      { class: open ? "chosen" : "" },
      h("td", button([swatch({ ...who, slot }), h("b", who.label), " ", h("i.role", who.roles[0] ?? who.tail)], toggle, { class: "source-open", "aria-expanded": String(open), "data-source": id })),
      h("td.number", texts.join(", ")),
      h("td.number", figure(statements)),
      h("td.bar-cell", bar),
      h("td.number", figure(quoted)),
      h("td.number", figure(plain)),
    );
    if (!open) return [row];
    const all = () => said.map(({ entry, quotation }) => `${cited(entry.reading, quotation)}, ${entry.record.title}`).join("\n");
    const lines = said.map(({ entry, quotation }) =>
      h("li", button([h("span.nr", this.collection.entries.indexOf(entry) + 1), h("span.nr", entry.reading.placeOf(quotation.start)), h("span.words-of", clip(entry.reading.quote(quotation.content), 160))], () => this.collection.open(entry.record.id, quotation), { class: "said-row" })),
    );
    const copies = button(`Copy ${count(said.length, "quotation")}`, ({ currentTarget }) => copy(all(), currentTarget), { class: "link" });
    return [row, h("tr.opened", h("td", { colspan: 6 }, h("ul", lines), copies))];
  }
}
