// The widened quote ledger and its copy for spreadsheets.
import { button, emit, h } from "./dom.js";
import { ruleOf } from "./strip.js";
import { capital, clip, kindOf, percent } from "./words.js";

const HEADS = ["¶", "Kind", "Speaker", "As printed", "Quotation", "Cue", "Words", "Sure"];

/**
 * @param {Reading} reading @param {Said[]} rows
 * @param {{ element: HTMLElement, order: string, sortBy: (order: string) => void }} ledger
 */
export function table(reading, rows, ledger) {
  /** @type {Record<string, string>} */
  const orders = { "¶": "Reading order", Kind: "Kind", Speaker: "Speaker", Words: "Longest", Sure: "Least sure" };
  const head = HEADS.map((title) => {
    const order = orders[title];
    const sorted = order === ledger.order;
    return h(
      "th",
      { scope: "col", "aria-sort": sorted ? (order === "Longest" ? "descending" : "ascending") : null },
      order === undefined ? title : button(title, () => ledger.sortBy(order), { title: order }),
    );
  });
  return h(
    "table.wide-ledger",
    {},
    h("thead", {}, h("tr", {}, ...head)),
    h("tbody", {}, ...rows.map((quotation) => row(reading, quotation, ledger.element))),
  );
}

function row(reading, quotation, target) {
  const slot = reading.who(quotation)?.slot ?? 0;
  const open = () => emit(target, "quotation", { id: quotation.id, show: true });
  const speaker = button(reading.nameOf(quotation), open, { class: `row-head speaker s${slot}` });
  return h(
    "tr.row",
    { "data-q": quotation.id },
    h("td.dim", {}, String(reading.paragraphAt(quotation.start) || "Head")),
    h("td.kind-cell", {}, ruleOf(reading, quotation), capital(kindOf(quotation))),
    h("td", {}, speaker),
    h("td.words-of", {}, reading.slice(quotation.source)),
    h("td.words-of", { click: open }, clip(reading.quote(quotation.content), 160)),
    h("td.words-of", {}, reading.slice(quotation.cue)),
    h("td.number", {}, String(quotation.words)),
    h("td.number", {}, quotation.unsure ? h("b", {}, "unsure") : percent(quotation.confidence)),
  );
}

/** The rows as lines of tab-separated cells. */
export function tabbed(reading, rows) {
  const lines = rows.map((quotation) => [
    reading.paragraphAt(quotation.start),
    kindOf(quotation),
    reading.nameOf(quotation),
    reading.slice(quotation.source),
    reading.quote(quotation.content),
    reading.slice(quotation.cue),
    quotation.words,
    quotation.unsure ? "unsure" : percent(quotation.confidence),
  ]);
  return [["Paragraph", ...HEADS.slice(1)], ...lines].map((cells) => cells.join("\t")).join("\n");
}
