// What is laid out: paragraphs as blocks, blocks in runs and sections, and which marks touch which block.

/** A longer paragraph is laid out in pieces. */
const LONG = 6000;
/** About what a section holds. */
const SECTION = 12000;

/** What is laid out: paragraphs, or pieces of a very long one. */
export function blocksOf(text, paragraphs) {
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

export function sectionsOf(blocks) {
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

/** Blocks one by one, but those set aside that follow each other together. @param {Block[]} blocks */
export function runsOf(blocks) {
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
export function dealt(marks, blocks) {
  const marksAt = new Map(blocks.map((block) => [block, []]));
  let first = 0;
  for (const mark of marks) {
    while (first < blocks.length && blocks[first].end <= mark.start) first += 1;
    for (let idx = first; idx < blocks.length && blocks[idx].start < mark.end; idx++) marksAt.get(blocks[idx]).push(mark);
  }
  return marksAt;
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
