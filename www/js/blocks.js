// Cuts a text into what the reading view lays out: blocks (paragraphs, or pieces of a very long one) in sections.

const LONG = 6000;
const SECTION = 12000;

export function blocksOf(text, paragraphs) {
  /** @type {Block[]} */
  const blocks = [];
  paragraphs.forEach(({ start, end, kind, reason }, paragraph) => {
    let at = start;
    while (at < end) {
      let to = end;
      if (LONG < end - at) {
        to = text.lastIndexOf(" ", at + LONG) + 1;
        if (to <= at + LONG / 2) to = at + LONG;
        // Never between the halves of a surrogate pair.
        if ((text.charCodeAt(to) & 0xfc00) === 0xdc00) to += 1;
      }
      blocks.push({ start: at, end: to, kind, reason, goesOn: at !== start, paragraph });
      at = to;
    }
  });
  return blocks;
}

/** Sections of some screens each; the first is small, for the first screen. */
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

/**
 * Paragraphs as the page sees them before a report says better: one a line, the first short one a headline.
 * @param {string} text @param {number} [from] @returns {Paragraph[]}
 */
export function roughParagraphs(text, from = 0) {
  /** @type {Paragraph[]} */
  const paragraphs = [];
  const line = /[^\r\n]*\S[^\r\n]*/g;
  line.lastIndex = from;
  for (let match = line.exec(text); match; match = line.exec(text)) {
    const first = from === 0 && paragraphs.length === 0;
    const kind = first && match[0].length < 140 && !/[.!?”"]\s*$/.test(match[0]) ? "headline" : "text";
    paragraphs.push({ start: match.index, end: match.index + match[0].length, kind, reason: null });
  }
  return paragraphs;
}
