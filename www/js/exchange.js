// How what was found leaves, as a file or on paper.
import { MARGIN } from "./article/margin.js";
import { all, h, one } from "./dom.js";
import { ruleOf } from "./rail/signs.js";
import { capital, count, dayOf, flat, kindOf, saidWords } from "./reading/words.js";

export function download(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export const fileName = (title) => flat(title).toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "article";

/** The article as it stands here, with the second sheet of the printout, in one HTML file. */
export function htmlReport({ article, paper, printout, store }) {
  article.redrawAll();
  printout.draw();
  const body = paper.cloneNode(true);
  for (const off of all(".over, .put-back button, .meta button", body)) off.remove();
  for (const element of [body, ...all(".far, .selected, .current, [tabindex]", body)]) {
    element.classList.remove("far", "selected", "current", "only");
    element.removeAttribute("tabindex");
  }
  const sheet = printout.element.cloneNode(true);
  sheet.removeAttribute("aria-hidden");
  const style = [...document.styleSheets].flatMap(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText)).join("\n");
  // The same functions that draw the margin here redraw it in the reader's own fonts and width.
  const script = `${MARGIN}
const draw = () => drawMargin(document.querySelectorAll(".block"));
draw(); addEventListener("resize", draw); document.documentElement.classList.add("drawn");
for (const [type, on] of [["beforeprint", true], ["afterprint", false]]) addEventListener(type, () => { document.documentElement.classList.toggle("printing", on); draw(); });`;
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  return `<!doctype html>
<html lang="en" class="report" style="${document.documentElement.style.cssText}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
${h("title", store.state.record?.title ?? "Saidby").outerHTML}
<style>${style}</style></head>
<body>${body.outerHTML}
${sheet.outerHTML}
<script nonce="${nonce}">${script}</script></body></html>
`;
}

/** The second sheet of the printout: key, sources, quotations. */
export class Printout {
  element = one(".printout");
  stale = true;

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
    const sign = (kind, names) => names.map((name) => h("span", h(`i.${kind}.${name}`), capital(name)));
    const source = (who) => h("tr", h("td", h("b", who.label), " ", who.tail), h("td.number", `${count(who.source.statements, "quotation")}, ${saidWords(who)}`));
    const row = (quotation) =>
      h(
        "tr",
        h("td", reading.paragraphAt(quotation.start)),
        h("td.kind-cell", ruleOf(reading, quotation), capital(kindOf(quotation))),
        h("td", h("b", reading.nameOf(quotation))),
        h("td.words-of", reading.quote(quotation.content)),
      );
    const table = (title, rows) => [h("h2", title), h("table", h("tbody", rows))];
    this.element.replaceChildren(
      h("h2", "Key"),
      h("p.print-key", sign("rule", ["direct", "mixed", "indirect", "unsure"]), sign("shape", ["person", "organization", "place", "group", "other", "value"])),
      ...table("Sources", reading.sources.map(source)),
      ...table("Quotations", reading.inOrder.map(row)),
      h("p.print-foot", h("span", `Read with Saidby on ${dayOf(new Date())}`), h("span", "Counted by a program; check before you rely on it")),
    );
  }
}
