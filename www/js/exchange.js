// How a text gets in (pasting anywhere, dropping, opening, typing), and how what was found leaves as a file or on paper.
import { MARGIN } from "./article.js";
import { all, emit, h, one, ruleOf } from "./dom.js";
import { capital, count, dayOf, flat, forSheet, kindOf } from "./reading.js";

export class WaysIn {
  element = one("input[type=file]");

  constructor() {
    this.element.addEventListener("change", () => {
      this.files([...this.element.files]);
      this.element.value = "";
    });
    const { classList } = document.documentElement;
    document.addEventListener("paste", (event) => this.#paste(event));
    document.addEventListener("dragover", (event) => {
      event.preventDefault();
      classList.add("dropping");
    });
    document.addEventListener("dragleave", ({ relatedTarget }) => relatedTarget || classList.remove("dropping"));
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      classList.remove("dropping");
      if (event.dataTransfer) this.#take(event.dataTransfer);
    });
    const field = one("#paste");
    field.addEventListener("input", ({ inputType }) => {
      one(".read").hidden = !field.value.trim();
      // A field that is filled at once (a drop, autofill, a script) is as good as a paste.
      if (!inputType || inputType === "insertFromPaste" || inputType === "insertFromDrop") this.typed();
    });
    // The files with which the installed page was opened.
    /** @type {any} */ (globalThis).launchQueue?.setConsumer(async ({ files }) => this.files(await Promise.all(files.map((file) => file.getFile()))));
  }

  open() {
    this.element.click();
  }

  /** Takes the text in the clipboard, where the browser lets us. */
  async clipboard() {
    const items = await navigator.clipboard?.read().catch(() => []);
    for (const item of items ?? []) {
      const type = ["text/html", "text/plain"].find((type) => item.types.includes(type));
      const text = type && (await (await item.getType(type)).text());
      if (text) return this.#give(type === "text/html" ? textOfHtml(text) : text);
    }
  }

  async files(files) {
    const read = await Promise.all(files.map(readFile));
    const texts = read.filter(({ text }) => text);
    const wrong = read.find(({ error }) => error);
    if (texts.length) emit(document, "texts", texts);
    if (wrong) emit(document, "refused", { message: wrong.error, file: true });
  }

  typed(value = one("#paste").value) {
    if (value.trim()) this.#give(value);
  }

  #paste(event) {
    const { clipboardData, target } = event;
    if (!clipboardData || target.matches?.("input")) return;
    // Into a text that is being typed, a paste is only a paste.
    if (target.matches?.("textarea") && target.value.trim() && target.selectionEnd - target.selectionStart < target.value.length) return;
    event.preventDefault();
    this.#take(clipboardData);
  }

  #take(data) {
    if (data.files.length) return void this.files([...data.files]);
    const rich = textOfHtml(data.getData("text/html"));
    const plain = data.getData("text/plain");
    // Rich text that lost most of the words (a spreadsheet, an editor's own markup) is worse than plain text.
    this.#give(rich.length * 2 < plain.length ? plain : rich || plain);
  }

  #give(text) {
    const large = text.length * 3 < MAX_BYTES ? null : tooLarge(new TextEncoder().encode(text).length, "This text");
    const message = text.trim() ? large : "There is no text to paste; copy the article’s words first.";
    if (message) emit(document, "refused", { message });
    else emit(document, "texts", [{ text, origin: "pasted" }]);
  }
}

/** The most the analyzer reads, in bytes of UTF-8. */
const MAX_BYTES = 10 * 1024 * 1024;
const KNOWN = { pdf: "a PDF", doc: "a Word file", docx: "a Word file", odt: "a word processor’s file", rtf: "a rich text file", epub: "a book" };

/** The text of a file, or why not in one sentence. @returns {Promise<{ text?: string, origin?: string, error?: string }>} */
async function readFile(file) {
  const { name, size } = file;
  const suffix = /\.([a-z0-9]+)$/i.exec(name)?.[1].toLowerCase() ?? "";
  if (suffix in KNOWN) return { error: `“${name}” is ${KNOWN[suffix]}, which Saidby cannot read; select its text and paste it here instead.` };
  const error = tooLarge(size);
  if (error) return { error };
  const bytes = await file.arrayBuffer().catch(() => null);
  if (!bytes) return { error: `“${name}” could not be read; open it again or paste its text here.` };
  const raw = decode(new Uint8Array(bytes));
  if (raw === null) return { error: `“${name}” is not text, so Saidby cannot read it; paste the article’s text here instead.` };
  const html = /^x?html?$/.test(suffix) || (!/^(?:txt|text|md|markdown)$/.test(suffix) && /^\s*<(?:!doctype html|html)\b/i.test(raw));
  const text = html ? textOfHtml(raw) : /^(?:md|markdown)$/.test(suffix) ? textOfMarkdown(raw) : raw;
  return text.trim() ? { text, origin: `opened from “${name}”` } : { error: `“${name}” holds no text; open another file or paste the article here.` };
}

const tooLarge = (bytes, what = "This file") =>
  bytes <= MAX_BYTES ? null : `${what} is ${(bytes / 1024 / 1024).toFixed(1)} MB and Saidby reads up to 10 MB; paste the part you need.`;

/** UTF-8, UTF-16 with its mark, else Windows-1252; null for what is no text. */
function decode(bytes) {
  const [a, b] = bytes;
  const wide = a === 0xff && b === 0xfe ? "utf-16le" : a === 0xfe && b === 0xff ? "utf-16be" : null;
  if (wide) return new TextDecoder(wide).decode(bytes);
  const head = bytes.subarray(0, 4096);
  if (head.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const odd = head.filter((byte) => byte < 9 || (13 < byte && byte < 32)).length;
    return odd * 50 < head.length ? new TextDecoder("windows-1252").decode(bytes) : null;
  }
}

const SKIP = new Set("SCRIPT STYLE NOSCRIPT TEMPLATE SVG CANVAS IFRAME OBJECT VIDEO AUDIO HEAD NAV FORM BUTTON SELECT TEXTAREA DIALOG MENU".split(" "));
const BLOCK = new Set("P DIV SECTION ARTICLE MAIN HEADER FOOTER ASIDE H1 H2 H3 H4 H5 H6 UL OL LI BLOCKQUOTE FIGURE FIGCAPTION TABLE TR PRE DL DT DD HR ADDRESS DETAILS SUMMARY".split(" "));

/** Rich text and web pages reduced to clean paragraphs. The result is the text as given: offsets count in it. */
function textOfHtml(html) {
  // A document made by the parser runs no scripts and loads nothing.
  const page = new DOMParser().parseFromString(html, "text/html");
  let text = "";
  /** @type {(Node | string)[]} nodes, and what ends some of them */
  const waiting = [articleOf(page) ?? page.body];
  // A list, not recursion: pages nest deeper than the stack is high.
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node === "string") text += node;
    else if (node.nodeType === Node.TEXT_NODE) text += (node.nodeValue ?? "").replace(/[ \t\r\n\f]+/g, " ");
    else if (node.nodeType === Node.ELEMENT_NODE) {
      const element = /** @type {Element} */ (node);
      const name = element.tagName.toUpperCase();
      const hidden = element.matches("[hidden], [aria-hidden=true]") || /display:\s*none/i.test(element.getAttribute("style") ?? "");
      if (SKIP.has(name) || hidden) continue;
      // Two line breaks in a row make a paragraph in many mails and old pages.
      if (name === "BR") text += "\n";
      else if (BLOCK.has(name)) {
        text += "\n\n";
        waiting.push("\n\n");
      } else if (name === "TD" || name === "TH") waiting.push(" ");
      for (let child = element.lastChild; child; child = child.previousSibling) waiting.push(child);
    }
  }
  return text.replace(/\u00a0/g, " ").replace(/ {2,}/g, " ").replace(/ ?\n ?/g, "\n").replace(/\n{3,}/g, "\n\n").trim();
}

/** The article of a whole page, where it says so itself. */
function articleOf(page) {
  const articles = [...page.querySelectorAll("article, main, [itemprop='articleBody']")];
  const long = articles.filter((element) => 400 < (element.textContent ?? "").trim().length);
  long.sort((a, b) => (b.textContent ?? "").length - (a.textContent ?? "").length);
  return long[0] ?? null;
}

function textOfMarkdown(text) {
  return text
    .replace(/^---\n[\s\S]*?\n---\n/, "")
    .replace(/^(?:```|~~~).*$/gm, "")
    .replace(/^#{1,6}\s+/gm, "")
    .replace(/^\s{0,3}>\s?/gm, "")
    .replace(/^\s*(?:[-*+]|\d+\.)\s+/gm, "")
    .replace(/^(?:[-*_]\s*){3,}$/gm, "")
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/(\*\*|__)(?=\S)([^\n]*?\S)\1/g, "$2")
    .replace(/(?<![\w*])[*_](?=\S)([^*_\n]*?\S)[*_](?![\w*])/g, "$1")
    .replace(/`([^`\n]+)`/g, "$1")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

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
