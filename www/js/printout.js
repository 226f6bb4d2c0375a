// The second sheet of the printout: key, sources, quotations.
import { h } from "./dom.js";
import { ruleOf } from "./strip.js";
import { capital, count, kindOf } from "./words.js";

export class Printout {
  constructor() {
    this.element = h("section.printout", { "aria-hidden": "true" });
    this.stale = true;
  }

  update({ reading }) {
    this.reading = reading;
    this.stale = true;
    this.element.replaceChildren();
  }

  /** Fills the sheet, only when it is needed. */
  draw() {
    const { reading } = this;
    if (!reading || !this.stale) return;
    this.stale = false;
    const rules = ["direct", "mixed", "indirect", "unsure"].map((kind) => h("span", {}, h(`i.rule.${kind}`), capital(kind)));
    const shapes = [
      ["person", "Person"],
      ["organization", "Organization"],
      ["place", "Place"],
      ["group", "Group"],
      ["other", "Other"],
      ["value", "Value"],
    ].map(([shape, label]) => h("span", {}, h(`i.shape.${shape}`), label));
    const date = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    this.element.replaceChildren(
      h("h2", {}, "Key"),
      h("p.print-key", {}, ...rules, ...shapes),
      h("h2", {}, "Sources"),
      h("table", {}, h("tbody", {}, ...(reading.speakers ?? []).map((speaker) => sourceRow(speaker)))),
      h("h2", {}, "Quotations"),
      h("table", {}, h("tbody", {}, ...reading.inOrder.map((quotation) => quotationRow(reading, quotation)))),
      h("p.print-foot", {}, h("span", {}, `Read with Saidby on ${date}`), h("span", {}, "Counted by a program; check before you rely on it")),
    );
  }
}
const sourceRow = (speaker) =>
  h(
    "tr",
    {},
    h("td", {}, h("b", {}, speaker.label), " ", speaker.tail),
    h("td.number", {}, `${count(speaker.speaks.length, "quotation")}, ${count(speaker.printedWords, "word")} in quotation marks`),
  );
const quotationRow = (reading, quotation) =>
  h(
    "tr",
    {},
    h("td", {}, String(reading.paragraphAt(quotation.start))),
    h("td.kind-cell", {}, ruleOf(reading, quotation), capital(kindOf(quotation))),
    h("td", {}, h("b", {}, reading.nameOf(quotation))),
    h("td.words-of", {}, reading.quote(quotation.content)),
  );
