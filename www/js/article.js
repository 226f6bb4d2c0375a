// The reading view: the article as set text with its marks, section by section, and what is chosen in it.
import { all, emit, h, isWide, one } from "./dom.js";
import { ACTS, capital, count, layerOf, sayValue, TYPES } from "./reading.js";

/** A text from here on is laid out only where the reader comes near. */
const LAZY = 1_500_000;
/** A longer paragraph is laid out in pieces. */
const LONG = 6000;
/** So many passages set aside in a row are folded into one line. */
const FOLD = 3;
/** About what a section holds. */
const SECTION = 12000;

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
   * Shows a text, with marks where there is a reading.
   * @param {string} text @param {Paragraph[]} paragraphs @param {Reading | null} reading
   */
  update(text, paragraphs, reading) {
    this.turn += 1;
    this.text = text;
    this.near.disconnect();
    const blocks = blocksOf(text, paragraphs);
    this.marks = reading ? deal(marksOf(reading), blocks) : new Map();
    this.sections = sectionsOf(blocks).map((blocks, _, { length }) => {
      const size = blocks[blocks.length - 1].end - blocks[0].start;
      const element = h("section.section", 1 < length && { class: "far", "--size": `${Math.round((size / 66) * 32 + blocks.length * 16)}px` });
      return { element, blocks, filled: false, dirty: true, near: false };
    });
    this.#fill(0);
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

  /** The offsets of what the reader selected. @returns {Span | null} */
  selection() {
    const selection = getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const start = offsetOf(range.startContainer, range.startOffset);
    const end = offsetOf(range.endContainer, range.endOffset);
    if (start === null || end === null) return null;
    const slice = this.text.slice(start, end);
    return slice.trim() ? [start + slice.length - slice.trimStart().length, end - slice.length + slice.trimEnd().length] : null;
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

/** Blocks one by one, but those set aside that follow each other together. @param {Block[]} blocks */
function runsOf(blocks) {
  /** @type {Block[][]} */
  const runs = [];
  for (const block of blocks) {
    const last = runs[runs.length - 1];
    if (block.kind === "set-aside" && last?.[0].kind === "set-aside") last.push(block);
    else runs.push([block]);
  }
  return runs;
}

/** Gives each block the marks that touch it. Both are sorted by start. */
function deal(marks, blocks) {
  const dealt = new Map(blocks.map((block) => [block, []]));
  let first = 0;
  for (const mark of marks) {
    while (first < blocks.length && blocks[first].end <= mark.start) first += 1;
    for (let idx = first; idx < blocks.length && blocks[idx].start < mark.end; idx++) dealt.get(blocks[idx]).push(mark);
  }
  return dealt;
}

function offsetOf(node, offset) {
  const words = (node instanceof Element ? node : node.parentElement)?.closest(".words");
  if (!words) return null;
  const range = new Range();
  range.setStart(words, 0);
  range.setEnd(node, offset);
  const before = range.cloneContents();
  for (const hidden of all(".vh", before)) hidden.remove();
  return Number(words.dataset.start) + before.textContent.length;
}

/** What is laid out: paragraphs, or pieces of a very long one. */
function blocksOf(text, paragraphs) {
  /** @type {Block[]} */
  const blocks = [];
  paragraphs.forEach(({ start, end, kind, reason }, paragraph) => {
    for (let at = start, to = end; at < end; at = to, to = end) {
      if (LONG < end - at) {
        to = text.lastIndexOf(" ", at + LONG) + 1;
        if (to <= at + LONG / 2) to = at + LONG;
        // Never between the halves of a surrogate pair.
        if ((text.charCodeAt(to) & 0xfc00) === 0xdc00) to += 1;
      }
      blocks.push({ start: at, end: to, kind, reason, goesOn: at !== start, paragraph });
    }
  });
  return blocks;
}

function sectionsOf(blocks) {
  /** @type {Block[][]} */
  const sections = [];
  let size = Infinity;
  for (const block of blocks) {
    if (SECTION < size) {
      sections.push([]);
      size = 0;
    }
    sections[sections.length - 1].push(block);
    size += block.end - block.start;
  }
  return sections;
}

/**
 * Paragraphs as the page sees them before a report says better: one a line, the first short one a headline.
 * @returns {Paragraph[]}
 */
export const roughParagraphs = (text, from = 0) =>
  [...text.slice(from).matchAll(/[^\r\n]*\S[^\r\n]*/g)].map(({ 0: line, index }, idx) => {
    const headline = from + idx === 0 && line.length < 140 && !/[.!?”"]\s*$/.test(line);
    return { start: from + index, end: from + index + line.length, kind: headline ? "headline" : "text", reason: null };
  });

const GLIDE = 160;

/** Shows in the article what is chosen: tints, the one speaker alone, and the way there. */
export class Spotlight {
  #turn = 0;

  constructor(root, article) {
    this.root = root;
    this.article = article;
  }

  /** Puts the classes on; called again whenever more of the article is in the page. */
  update({ entity, quotation, only, mention }) {
    const put = (name, selector) => {
      for (const old of all(`.${name}`, this.root)) old.classList.remove(name);
      for (const mark of selector ? all(selector, this.root) : []) mark.classList.add(name);
    };
    const names = entity === null ? "" : `mark.n[data-e="${entity}"]`;
    put("selected", [names, quotation === null ? "" : `mark[data-q="${quotation}"], [data-p="${quotation}"], .rule[data-q="${quotation}"]`].filter(Boolean).join());
    put("current", names && `${names}[data-m="${mention}"]`);
    put("kept", only === null ? "" : `[data-e="${only}"], [data-who="${only}"]`);
    this.root.classList.toggle("only", only !== null);
  }

  quotation({ id, start }) {
    this.article.ensure(start);
    return one(`mark[data-q="${id}"]`, this.root);
  }

  mention({ id, mentions }, idx) {
    this.article.ensure(mentions[idx]?.start ?? 0);
    return one(`mark.n[data-e="${id}"][data-m="${idx}"]`, this.root);
  }

  /** Scrolls so that an element stands in the upper part of what is free of bars, and of a sheet. */
  async goTo(element, sheet = false) {
    const rect = element?.getClientRects()[0];
    if (!rect) return;
    const bars = isWide() ? 120 : 72;
    const free = (sheet ? innerHeight * 0.45 : innerHeight) - 40;
    if (rect.top < bars || (sheet ? free : free * 0.6) < rect.bottom) await this.#glide(scrollY + rect.top - bars - (sheet ? 24 : free * 0.1));
  }

  /** Scrolls there in 160 ms; far away, or where the reader wants no motion, at once. */
  #glide(top) {
    const from = scrollY;
    const mine = (this.#turn += 1);
    const began = matchMedia("(prefers-reduced-motion: reduce)").matches || 4000 < Math.abs(top - from) ? -Infinity : performance.now();
    return new Promise((resolve) => {
      const move = () => {
        if (mine !== this.#turn) return resolve(undefined);
        const part = Math.min(1, (performance.now() - began) / GLIDE);
        scrollTo({ top: from + (top - from) * (1 - (1 - part) ** 3), behavior: "instant" });
        if (part < 1) requestAnimationFrame(move);
        else resolve(undefined);
      };
      move();
    });
  }
}

/** All marks of a reading, sorted by start, the longer first. @param {Reading} reading @returns {Mark[]} */
export function marksOf(reading) {
  const sources = inside(reading.inOrder.flatMap(({ source }) => (source ? [source] : [])));
  const marks = [
    ...reading.inOrder.flatMap((quotation) => quotationMarks(reading, quotation)),
    ...reading.asides.flatMap((aside) => asideMarks(reading, aside)),
    ...reading.scare.map(({ start, end }) => ({ start, end, rank: 1, make: () => h("mark.scare.s0", { title: "Quoted words without a speaker" }) })),
    ...[...reading.entities.values()].flatMap((entity) => nameMarks(entity, sources)),
    ...reading.report.values.map((value) => {
      const { start, end } = value;
      const make = (first) => {
        const say = sayValue(value);
        return h("mark.value", { "data-v": first && `${start}-${end}`, "data-type": say, "aria-description": say, tabindex: first && -1 });
      };
      return { start, end, rank: 3, make };
    }),
  ];
  return marks.sort((a, b) => a.start - b.start || b.end - a.end || a.rank - b.rank);
}

/** The marks of a topic or a belief: seen only where the reader asks for them. */
function asideMarks(reading, { id, act, content, ...aside }) {
  const [say, means] = ACTS[act];
  const make = (first) => h(`mark.aside.${act}.s${reading.slot(aside)}`, { "data-q": id, "data-type": say, "aria-description": first && `${say}, ${means}: ${reading.nameOf(aside)}` });
  return content.map(([start, end]) => ({ start, end, rank: 1, make }));
}

function quotationMarks(reading, quotation) {
  const { content, id, kind, printed, unsure, words } = quotation;
  const who = reading.who(quotation);
  const name = reading.nameOf(quotation);
  const slot = `s${reading.slot(quotation)}`;
  const piece = ([start, end], idx) => {
    const make = (first, last) => {
      const opens = idx === 0 && first;
      const closes = idx === content.length - 1 && last;
      return h(
        `mark.q.${kind}.${slot}`,
        {
          class: unsure ? "unsure" : "",
          "data-q": id,
          "data-who": who?.id ?? "",
          "data-name": `${who?.short ?? ""}${unsure ? "?" : ""}`,
          "data-full": name,
          "data-closes": closes,
          tabindex: opens && -1,
        },
        opens && h("span.vh", `${capital(kind)} quotation, ${name}, ${count(words, "word")}: `),
      );
    };
    return { start, end, rank: 0, make };
  };
  const full = kind === "mixed" ? printed : [];
  return [...content.map(piece), ...full.map(([start, end]) => ({ start, end, rank: 1, make: () => h(`span.printed.${slot}`, { "data-p": id }) }))];
}

function nameMarks({ id, label, layer: own, mentions, named, slot, speaks }, isSource) {
  const color = speaks.length ? `s${slot} speaks` : "";
  return mentions.map(({ start, end, kind, type }, idx) => {
    const isName = kind !== "pronoun" && kind !== "role";
    const quiet = !isName && !(color && isSource(start, end));
    const shape = isName && named ? "named" : quiet ? "quiet" : "plain";
    const layer = type ? layerOf(type) : own;
    const say = quiet ? null : `${TYPES[layer][0]}${isName ? "" : `: ${label}`}`;
    const make = (first) => h(`mark.n.${layer}.${shape}`, { class: `${color} ${first ? "" : "goes-on"}`, "data-e": id, "data-m": idx, "data-type": say, "aria-description": say, tabindex: first && -1 });
    return { start, end, rank: 2, make };
  });
}

/** Tells whether a span lies in one of the sources, in logarithmic time. */
function inside(spans) {
  spans.sort((a, b) => a[0] - b[0]);
  return (start, end) => {
    let low = 0;
    let high = spans.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (spans[middle][0] <= start) low = middle + 1;
      else high = middle - 1;
    }
    return high >= 0 && spans[high][0] <= start && end <= spans[high][1];
  };
}

/**
 * Puts `text[start..end]` into `parent` with the marks that fall in it, properly nested: of two that cross, the
 * later one is cut in two where the earlier ends.
 * @param {HTMLElement} parent @param {string} text @param {number} start @param {number} end @param {Mark[]} marks sorted
 */
export function fill(parent, text, start, end, marks) {
  const queue = marks.map((mark) => ({ mark, start: Math.max(mark.start, start), end: Math.min(mark.end, end) }));
  /** @type {{ node: HTMLElement, end: number }[]} */
  const stack = [{ node: parent, end }];
  let at = start;
  const write = (to) => {
    if (at < to) stack[stack.length - 1].node.append(text.slice(at, to));
    at = Math.max(at, to);
  };
  const close = (to) => {
    while (1 < stack.length && stack[stack.length - 1].end <= to) {
      write(stack[stack.length - 1].end);
      const { node } = /** @type {{ node: HTMLElement }} */ (stack.pop());
      if (node.dataset.closes !== undefined) node.append(h("span.vh", " (end of quotation) "));
    }
  };
  for (let idx = 0; idx < queue.length; idx++) {
    const piece = queue[idx];
    if (piece.end <= piece.start) continue;
    close(piece.start);
    write(piece.start);
    const outer = stack[stack.length - 1];
    if (outer.end < piece.end) {
      const rest = { mark: piece.mark, start: outer.end, end: piece.end };
      let to = idx + 1;
      while (to < queue.length && queue[to].start < rest.start) to += 1;
      queue.splice(to, 0, rest);
      piece.end = outer.end;
    }
    const node = piece.mark.make(piece.start === piece.mark.start, piece.end === piece.mark.end);
    outer.node.append(node);
    stack.push({ node, end: piece.end });
  }
  close(end);
  write(end);
}

/**
 * The margin that reads like a play: beside a paragraph the speakers' names and a rule along their words. It uses
 * nothing but the block's own elements, so that the one-file report can carry it. What it returns writes.
 * @param {HTMLElement} block
 */
function measureBlock(block) {
  const top = block.getBoundingClientRect().top;
  const half = (parseFloat(getComputedStyle(block).getPropertyValue("--tint-height")) || 28) / 2;
  /** @type {Map<string | undefined, Voice>} */
  const voices = new Map();
  /** @type {{ top: number, bottom: number, middle: number, owner: Voice | null }[]} */
  const lines = [];
  const lineOf = (rect) => {
    const middle = (rect.top + rect.bottom) / 2 - top;
    const known = lines.findIndex((line) => Math.abs(line.middle - middle) < rect.height / 2);
    return 0 <= known ? known : lines.push({ top: middle - half, bottom: middle + half, middle, owner: null }) - 1;
  };
  for (const mark of /** @type {NodeListOf<HTMLElement>} */ (block.querySelectorAll("mark.q"))) {
    const voice = voices.get(mark.dataset.q) ?? { mark, width: new Map() };
    voices.set(mark.dataset.q, voice);
    for (const rect of mark.getClientRects()) {
      if (rect.width < 1) continue;
      const line = lineOf(rect);
      voice.width.set(line, (voice.width.get(line) ?? 0) + rect.width);
    }
  }
  // A line goes to whoever has more of it; a voice left without a line takes one from a voice that has several.
  for (const voice of voices.values()) {
    for (const [line, width] of voice.width) if ((lines[line].owner?.width.get(line) ?? 0) < width) lines[line].owner = voice;
  }
  const owned = (voice) => lines.filter(({ owner }) => owner === voice).length;
  for (const voice of voices.values()) {
    if (owned(voice)) continue;
    const widths = [...voice.width];
    // Said within another quotation, it comes after who quotes it.
    const order = voice.mark.parentElement?.closest("mark.q") ? widths.reverse() : widths.sort((a, b) => b[1] - a[1]);
    const free = order.find(([line]) => owned(lines[line].owner) !== 1);
    if (free) lines[free[0]].owner = voice;
  }
  // Between two lines of one voice the rule runs on, where nobody else speaks.
  /** @type {{ owner: Voice, top: number, bottom: number }[]} */
  const runs = [];
  for (const { owner, top, bottom } of lines.sort((a, b) => a.top - b.top)) {
    const last = runs[runs.length - 1];
    if (owner && last?.owner === owner) last.bottom = bottom;
    else if (owner) runs.push({ owner, top, bottom });
  }
  return () => {
    const names = document.createElement("div");
    names.className = "names";
    block.querySelector(".gutter")?.replaceChildren(names);
    const part = (tag, { className, dataset }, kind) => {
      const element = document.createElement(tag);
      element.className = className.replace(/^q/, kind).replace(" selected", "");
      element.dataset.q = dataset.q;
      element.dataset.who = dataset.who;
      return element;
    };
    let speaker;
    const seen = new Set();
    for (const { owner, top, bottom } of runs) {
      const { mark } = owner;
      const rule = part("i", mark, "rule");
      rule.style.top = `${top}px`;
      rule.style.height = `${bottom - top}px`;
      names.after(rule);
      const { name, full } = mark.dataset;
      if (!seen.has(owner) && (speaker !== name || mark.classList.contains("unsure"))) {
        const label = part("b", mark, "who");
        label.textContent = name;
        label.title = full;
        label.style.setProperty("--y", `${top}px`);
        names.append(label);
      }
      speaker = name;
      seen.add(owner);
    }
  };
}

export function drawMargin(blocks) {
  const writes = [...blocks].filter((block) => block.querySelector("mark.q")).map((block) => measureBlock(block));
  for (const write of writes) write();
}

export const MARGIN = `${measureBlock}\n${drawMargin}`;
