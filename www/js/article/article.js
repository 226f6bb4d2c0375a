// The reading view: the article as set text, section by section, each laid out and drawn as the reader comes near.
import { emit, h, one } from "../dom.js";
import { count } from "../reading/words.js";
import { blocksOf, dealt, runsOf, sectionsOf } from "./blocks.js";
import { drawMargin } from "./margin.js";
import { marksOf } from "./marks.js";
import { fill } from "./nest.js";

/** A text from here on is laid out only where the reader comes near. */
const LAZY = 1_500_000;
/** So many passages set aside in a row are folded into one line. */
const FOLD = 3;

export class Article {
  element = one(".sections");
  /** @type {{ element: any, blocks: Block[], filled: boolean, dirty: boolean, near: boolean }[]} */
  sections = [];
  text = "";
  /** @type {Map<Block, Mark[]>} */
  marks = new Map();
  turn = 0;

  constructor() {
    this.near = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: "800px 0px" });
    let width = 0;
    new ResizeObserver(([{ contentRect }]) => {
      if (width !== contentRect.width) this.redraw();
      width = contentRect.width;
    }).observe(this.element);
    document.fonts.ready.then(() => {
      measureFont(this.element);
      this.redraw();
    });
  }

  /**
   * Shows a text, with marks where there is a reading; what is said about it stands below its headline.
   * @param {string} text @param {Paragraph[]} paragraphs @param {Reading | null} reading @param {HTMLElement} [about]
   */
  update(text, paragraphs, reading, about) {
    this.turn += 1;
    this.text = text;
    this.near.disconnect();
    const blocks = blocksOf(text, paragraphs);
    this.marks = reading ? dealt(marksOf(reading), blocks) : new Map();
    this.sections = sectionsOf(blocks).map((blocks, _, { length }) => {
      const size = blocks[blocks.length - 1].end - blocks[0].start;
      const element = h("section.section", 1 < length && { class: "far", "--size": `${Math.round((size / 66) * 32 + blocks.length * 16)}px` });
      return { element, blocks, filled: false, dirty: true, near: false };
    });
    this.#fill(0);
    const [first] = this.sections;
    if (about && first) {
      // Before the section is in the page: put in there, it would have every block of it styled anew.
      const headline = one(".block.headline", first.element);
      if (headline) headline.after(about);
      else first.element.prepend(about);
    }
    this.element.replaceChildren(...this.sections.map(({ element }) => element));
    for (const { element } of this.sections) this.near.observe(element);
    this.#draw(this.sections.slice(0, 1));
    if (text.length < LAZY) this.#fillOn(this.turn, 1);
  }

  /** Draws the margin anew, what is near the window at once and the rest when it comes near. */
  redraw() {
    for (const section of this.sections) section.dirty = true;
    this.#draw(this.sections.filter(({ near }, idx) => near || idx === 0));
  }

  /** Draws the whole margin, as print needs it. */
  redrawAll() {
    this.sections.forEach((_, idx) => this.#fill(idx));
    this.#draw(this.sections);
  }

  ensure(offset) {
    const found = this.sections.findIndex(({ blocks }) => offset < blocks[blocks.length - 1].end);
    const idx = found < 0 ? this.sections.length - 1 : found;
    this.#fill(idx);
    this.#draw(this.sections.slice(idx, idx + 1).filter(({ dirty }) => dirty));
  }

  #fill(idx) {
    const section = this.sections[idx];
    if (!section || section.filled) return;
    section.filled = true;
    section.element.replaceChildren(...runsOf(section.blocks).map((run) => (run.length < FOLD ? this.#blocks(run) : this.#folded(run))).flat());
  }

  #blocks(blocks) {
    return blocks.map((block) => this.#block(block, this.marks.get(block) ?? []));
  }

  /** Many passages in a row that were set aside, as one line that opens. */
  #folded(blocks) {
    const [first, last] = [blocks[0], blocks[blocks.length - 1]];
    const reasons = [...new Set(blocks.map(({ reason }) => reason ?? "no part of the article"))].join(", ").replace(/-/g, " ");
    const all = h("button.link", { type: "button", click: () => emit(element, "putback", [first.paragraph, last.paragraph]) }, "Put all back");
    const element = h("details.aside-run", h("summary", `${count(blocks.length, "passage")} set aside: ${reasons}`), h("p.put-back", all), this.#blocks(blocks));
    return element;
  }

  #block(block, marks) {
    const { kind, start, end, goesOn, reason, paragraph } = block;
    const body = h(kind === "headline" ? "h1.words" : "p.words", { "data-start": start });
    // Spans of one block start anywhere before it; an early one that crosses it comes first.
    marks.sort((a, b) => Math.max(a.start, start) - Math.max(b.start, start) || b.end - a.end || a.rank - b.rank);
    fill(body, this.text, start, end, marks);
    const element = h(`div.block.${kind}`, { class: goesOn ? "goes-on" : "" }, h("div.gutter", { "aria-hidden": "true" }), body);
    if (kind === "set-aside" && !goesOn) {
      const why = (reason ?? "not part of the article").replace(/-/g, " ");
      element.append(h("p.put-back", `Set aside: ${why}. `, h("button.link", { type: "button", click: () => emit(element, "putback", paragraph) }, "Put back")));
    }
    return element;
  }

  /** Fills the sections one a turn, so that typing and scrolling go on. */
  #fillOn(turn, idx) {
    setTimeout(() => {
      const section = this.sections[idx];
      if (turn !== this.turn || !section) return;
      this.#fill(idx);
      if (section.near) this.#draw([section]);
      emit(this.element, "drawn");
      this.#fillOn(turn, idx + 1);
    }, 4);
  }

  #seen(entries) {
    const near = entries.flatMap(({ target, isIntersecting }) => {
      const idx = this.sections.findIndex(({ element }) => element === target);
      if (idx < 0) return [];
      this.sections[idx].near = isIntersecting;
      if (isIntersecting && LAZY <= this.text.length) this.#fill(idx);
      return isIntersecting ? [this.sections[idx]] : [];
    });
    this.#draw(near.filter(({ dirty }) => dirty));
  }

  #draw(sections) {
    const ready = sections.filter(({ filled }) => filled);
    for (const section of ready) section.dirty = false;
    drawMargin(ready.flatMap(({ element }) => [...element.children]));
    if (ready.length) emit(this.element, "drawn");
  }
}

/** Notes how far the article's font reaches above the baseline; the shapes of names sit below it. */
function measureFont(root) {
  const probe = h("i.font-probe");
  const words = h("span", probe);
  const line = h("div.block.vh", { "aria-hidden": "true" }, words);
  root.after(line);
  const above = probe.getBoundingClientRect().bottom - words.getBoundingClientRect().top;
  if (0 < above) document.documentElement.style.setProperty("--ascent", `${above / parseFloat(getComputedStyle(words).fontSize)}em`);
  line.remove();
}
