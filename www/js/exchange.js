// How what was found leaves, as a file or on paper.
import { MARGIN } from "./article/margin.js";
import { all, h, one } from "./dom.js";
import { ruleOf } from "./rail/signs.js";
import { capital, count, dayOf, flat, forSheet, kindOf } from "./reading/words.js";

export function download(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export const fileName = (title) => flat(title).toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "article";

/** The columns of the table of quotations. */
const COLUMNS = {
  id: ({ id }) => id,
  kind: ({ kind }) => kind,
  act: ({ act }) => act,
  probability: ({ probability }) => probability,
  paragraph: ({ start }, reading) => reading.paragraphAt(start),
  speaker: (_, __, who) => who?.label,
  speaker_type: (_, __, who) => who?.type,
  speaker_named: (_, __, who) => who?.named,
  unsure: ({ unsure }) => unsure,
  confidence: ({ confidence }) => confidence,
  source: ({ source }, reading) => reading.slice(source),
  cue: ({ cue }, reading) => reading.slice(cue),
  quotation: ({ content }, reading) => reading.quote(content),
  printed: ({ printed }, reading) => reading.quote(printed),
  words: ({ words }) => words,
  start: ({ start }) => start,
  end: ({ end }) => end,
  parent: ({ parent }) => parent,
};

export function csv(reading) {
  const rows = [...reading.inOrder, ...reading.asides].map((quotation) => Object.values(COLUMNS).map((column) => column(quotation, reading, reading.entities.get(quotation.speaker)) ?? ""));
  return `\ufeff${[Object.keys(COLUMNS), ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(value) {
  const text = typeof value === "string" ? forSheet(value) : String(value);
  return /[",;\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

const asText = (found, replace) => `${JSON.stringify(found, replace, 2)}\n`;

/** The report with the text that its offsets count in. */
export const json = ({ reading: { report }, record: { title, text } }) => asText({ title, text, ...report });

/** The corrected findings in the shape of the samples' `.gold.json`, code points for offsets. */
export function gold({ reading: { report }, record: { title, text, done } }) {
  const point = codePoints(text);
  const { entities, quotations } = report;
  // All bare numbers in lists are offsets.
  const replace = (key, value) => (typeof value === "number" && /^(?:start|end|[01])$/.test(key) ? point(value) : value);
  return asText({ title, text, offsetUnit: "codepoint", corrected: done, entities, quotations }, replace);
}

/** UTF-16 offsets to code points, one pass. */
function codePoints(text) {
  const points = new Uint32Array(text.length + 1);
  let [offset, n] = [0, 0];
  for (const point of text) {
    points.fill(n, offset, (offset += point.length));
    n += 1;
  }
  points[offset] = n;
  return (offset) => points[offset];
}

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
draw(); addEventListener("resize", draw);
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
    const source = ({ label, tail, speaks, printedWords }) =>
      h("tr", h("td", h("b", label), " ", tail), h("td.number", `${count(speaks.length, "quotation")}, ${count(printedWords, "word")} in quotation marks`));
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
      ...table("Sources", reading.speakers.map(source)),
      ...table("Quotations", reading.inOrder.map(row)),
      h("p.print-foot", h("span", `Read with Saidby on ${dayOf(new Date())}`), h("span", "Counted by a program; check before you rely on it")),
    );
  }
}
