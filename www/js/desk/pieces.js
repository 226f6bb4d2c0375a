// Compared words as they are drawn, and the signs of how two passages stand to each other.
import { button, h, one } from "../dom.js";
import { forSheet } from "../reading/words.js";
import { copy } from "../check/copying.js";
import { textAsked } from "./texts-in.js";

/** By what the engine calls it: sign and words. */
export const IN_NOTES = { same: ["=", "Verbatim"], marks: ["≈", "Marks differ"], changed: ["≠", "Changed"], dropped: ["–", "Not there"] };
export const IN_DRAFTS = { added: ["+", "Added"], dropped: ["−", "Dropped"], changed: ["≠", "Reworded"], speaker: ["⇄", "Other speaker"] };

/** Words with what one side has alone and where it lacks some. @param {[string, string][]} words */
export const drawn = (words) =>
  words.map(([mark, text]) => {
    if (mark === "own") return h("b.own", text);
    if (mark === "missing") return h("i.lacks", h("span.vh", " words missing here "));
    return mark === "context" ? h("span.around", text) : text;
  });

/** The same in one column of plain text: what is struck stands before what replaced it. */
export const plain = (words) => words.map(([, text]) => text).join("").trim();

/** The sign of a relation with its word. */
export const relation = ([sign, word], strong) => h(strong ? "b.relation" : "span.relation", h("i", { "aria-hidden": "true" }, sign), word);

/** A row of filters that are the legend too. @param {[string, any, number][]} filters name, sign and number */
const legend = (filters, chosen, choose) =>
  h(
    "div.filters.legend",
    { role: "group", "aria-label": "Show" },
    filters.map(([name, signs, n]) => button([signs?.[0] && h("i", { "aria-hidden": "true" }, signs[0]), `${signs ? signs[1] : name} ${n}`], () => choose(name), { "aria-pressed": String(name === chosen), "data-filter": name, disabled: !n && name !== chosen })),
  );

/** A text held against another, as it is shown: rows, and a legend that filters them. */
export class Comparison {
  filter = "all";
  /** @type {any[]} */
  rows = [];
  main = h("div.desk-body");
  title = "";
  /** What the field for the other text asks for, and what stands below it. */
  ask = "";
  hint = "";
  /** Whether texts that this browser keeps are offered. */
  keeps = false;

  constructor(parts, desk) {
    this.parts = parts;
    this.desk = desk;
  }

  /** Opens what came of the comparison. @param {string} other what is compared with, in words @param {string} again the words for another @param {any} view */
  shown(other, again, view) {
    const another = button(again, () => textAsked(this.parts, this.desk, this), { class: "link" });
    this.desk.show({ about: [`${other} `, another], body: [this.main], takes: (texts) => (this.begin(texts[0]), true), ...view });
    this.draw();
  }

  /** Why there is no comparison. */
  failed(error) {
    this.desk.close();
    this.parts.view.trouble(String(error));
  }

  /** Compares with a text. @param {any} text */
  begin(text) {}

  /** Draws the rows that pass. */
  draw() {}

  /** All rows as cells, the head first. @returns {any[][]} */
  table() {
    return [];
  }

  /** The legend, what stands beside it, and the table for the clipboard. @param {any[]} filters as in `legend` */
  legendRow(filters, beside = "") {
    const choose = (name) => {
      this.filter = name;
      this.draw();
      one(`[data-filter=${name}]`, this.main)?.focus();
    };
    const cell = (words) => forSheet(String(words).replace(/\s+/g, " "));
    const toSheet = ({ currentTarget }) => copy(this.table().map((cells) => cells.map(cell).join("\t")).join("\n"), currentTarget);
    return h("div.legend-row", legend(filters, this.filter, choose), beside, this.rows.length ? button("Copy table", toSheet, { class: "box" }) : "");
  }
}
