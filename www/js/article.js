// The reading view: the article as set text with its marks, section by section.
import { blocksOf, sectionsOf } from "./blocks.js";
import { emit, h } from "./dom.js";
import { drawMargin } from "./margin.js";
import { fill, marksOf } from "./marks.js";

const LAZY = 1_500_000;

export class Article {
  constructor() {
    this.element = h("div.sections");
    /** @type {{ element: HTMLElement, blocks: Block[], filled: boolean, dirty: boolean, near: boolean }[]} */
    this.sections = [];
    this.text = "";
    /** @type {Map<Block, Mark[]>} */
    this.marks = new Map();
    this.turn = 0;
    this.near = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: "800px 0px" });
    new ResizeObserver(() => this.redraw()).observe(this.element);
    document.fonts?.ready.then(() => {
      measureFont(this.element);
      this.redraw();
    });
  }

  /**
   * Shows a text, with marks where there is a reading.
   * @param {string} text @param {Paragraph[]} paragraphs @param {Reading | null} reading
   */
  update(text, paragraphs, reading) {
    this.turn += 1;
    this.text = text;
    this.reading = reading;
    this.near.disconnect();
    const blocks = blocksOf(text, paragraphs);
    this.marks = reading ? deal(marksOf(reading), blocks) : new Map();
    const sections = sectionsOf(blocks);
    this.sections = sections.map((blocks) => {
      const element = h("section.section");
      const size = blocks[blocks.length - 1].end - blocks[0].start;
      if (1 < sections.length) element.style.setProperty("--size", `${Math.round((size / 66) * 32 + blocks.length * 16)}px`);
      element.classList.toggle("far", 1 < sections.length);
      return { element, blocks, filled: false, dirty: true, near: false };
    });
    if (this.sections[0]) this.#fill(0);
    this.element.replaceChildren(...this.sections.map((section) => section.element));
    for (const section of this.sections) this.near.observe(section.element);
    if (this.sections[0]) this.#draw([this.sections[0]]);
    if (text.length < LAZY) this.#fillOn(this.turn, 1);
  }

  /** Draws the margin anew, what is near the window at once and the rest when it comes near. */
  redraw() {
    for (const section of this.sections) section.dirty = true;
    this.#draw(this.sections.filter((section, idx) => section.filled && (section.near || idx === 0)));
  }

  /** Draws the whole margin, as print needs it. */
  redrawAll() {
    this.sections.forEach((_, idx) => this.#fill(idx));
    this.#draw(this.sections);
  }

  /** Makes sure that an offset is in the page. */
  ensure(offset) {
    let idx = this.sections.findIndex(({ blocks }) => offset < blocks[blocks.length - 1].end);
    if (idx < 0) idx = this.sections.length - 1;
    if (idx < 0) return;
    this.#fill(idx);
    const section = this.sections[idx];
    if (section.dirty) this.#draw([section]);
  }

  /** The offsets of what the reader selected within one block. @returns {[number, number] | null} */
  selection() {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    const start = offsetOf(range.startContainer, range.startOffset);
    const end = offsetOf(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return null;
    const slice = this.text.slice(start, end);
    const from = start + (slice.length - slice.trimStart().length);
    const to = end - (slice.length - slice.trimEnd().length);
    return from < to ? [from, to] : null;
  }

  #fill(idx) {
    const section = this.sections[idx];
    if (section.filled) return;
    section.filled = true;
    const { blocks } = section;
    const nodes = blocks.map((block) => this.#block(block, this.marks.get(block) ?? []));
    section.element.replaceChildren(...nodes);
  }

  #block(block, marks) {
    const headline = block.kind === "headline";
    const body = h(headline ? "h1" : "p", { class: "words", "data-start": block.start });
    // Spans of one block start anywhere before it; an early one that crosses it comes first.
    marks.sort((a, b) => Math.max(a.start, block.start) - Math.max(b.start, block.start) || b.end - a.end || a.rank - b.rank);
    fill(body, this.text, block.start, block.end, marks);
    const element = h(`div.block.${block.kind}`, { class: block.goesOn ? "goes-on" : "" }, h("div.gutter", { "aria-hidden": "true" }), body);
    if (block.kind === "set-aside" && !block.goesOn) {
      element.append(
        h(
          "p.put-back",
          {},
          `Set aside: ${(block.reason ?? "not part of the article").replace(/-/g, " ")}. `,
          h("button.link", { type: "button", click: () => emit(element, "putback", { paragraph: block.paragraph }) }, "Put back"),
        ),
      );
    }
    return element;
  }

  /** Fills the sections one a turn, so that typing and scrolling go on. */
  #fillOn(turn, idx) {
    if (turn !== this.turn || this.sections.length <= idx) {
      if (turn === this.turn) emit(this.element, "filled");
      return;
    }
    setTimeout(() => {
      if (turn !== this.turn) return;
      this.#fill(idx);
      if (this.sections[idx].near) this.#draw([this.sections[idx]]);
      emit(this.element, "section");
      this.#fillOn(turn, idx + 1);
    }, 4);
  }

  #seen(entries) {
    const draw = [];
    for (const entry of entries) {
      const idx = this.sections.findIndex((section) => section.element === entry.target);
      if (idx < 0) continue;
      const section = this.sections[idx];
      section.near = entry.isIntersecting;
      if (!section.near) continue;
      if (!section.filled && LAZY <= this.text.length) {
        this.#fill(idx);
        emit(this.element, "section");
      }
      if (section.filled && section.dirty) draw.push(section);
    }
    this.#draw(draw);
  }

  #draw(sections) {
    const ready = sections.filter((section) => section.filled);
    for (const section of ready) section.dirty = false;
    drawMargin(ready.flatMap((section) => [...section.element.children]));
    if (ready.length) emit(this.element, "drawn");
  }
}

/** Notes how far the article's font reaches above the baseline; the shapes of names sit below it. */
function measureFont(root) {
  const probe = h("i.font-probe");
  const words = h("span", {}, probe);
  const line = h("div.block.vh", { "aria-hidden": "true" }, words);
  root.after(line);
  const above = probe.getBoundingClientRect().bottom - words.getBoundingClientRect().top;
  const size = parseFloat(getComputedStyle(words).fontSize);
  if (0 < above) document.documentElement.style.setProperty("--ascent", `${above / size}em`);
  line.remove();
}

/** Gives each block the marks that touch it. Both are sorted by start. */
function deal(marks, blocks) {
  const dealt = new Map();
  let first = 0;
  for (const mark of marks) {
    while (first < blocks.length && blocks[first].end <= mark.start) first += 1;
    for (let idx = first; idx < blocks.length && blocks[idx].start < mark.end; idx++) {
      const list = dealt.get(blocks[idx]);
      if (list) list.push(mark);
      else dealt.set(blocks[idx], [mark]);
    }
  }
  return dealt;
}

/** The offset in the text of a place in the page. */
function offsetOf(node, offset) {
  const element = node instanceof Element ? node : node.parentElement;
  const words = /** @type {HTMLElement | null} */ (element?.closest(".words"));
  if (!words) return null;
  let at = Number(words.dataset.start);
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT, (text) =>
    text.parentElement?.classList.contains("vh") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const stop = node instanceof Element ? (node.childNodes[offset] ?? null) : node;
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (text === node) return at + offset;
    if (stop && stop !== node && (stop === text || stop.contains(text) || stop.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) return at;
    at += text.nodeValue?.length ?? 0;
  }
  return at;
}
