// Words of the text as the edges of a quotation move over them.

/** How far words are looked for on one side of an edge, in UTF-16 units. */
const REACH = 400;
const BREAK = /\n\s*\n/;

const spans = (part, from) => [...part.matchAll(/\S+/g)].map(({ 0: word, index }) => /** @type {Span} */ ([from + index, from + index + word.length]));

/** The last words before a place, within its paragraph. @returns {Span[]} */
export function wordsBefore(text, at, most) {
  const part = text.slice(Math.max(0, at - REACH), at).split(BREAK).pop() ?? "";
  return spans(part, at - part.length).slice(-most);
}

/** The first words behind a place, within its paragraph. @returns {Span[]} */
export const wordsBehind = (text, at, most) => spans(text.slice(at, at + REACH).split(BREAK)[0], at).slice(0, most);

/** Where a quotation ends that ends with a word: a mark behind it that closes no quotation is none of it. */
export function endOf(text, [start, end]) {
  const word = text.slice(start, end);
  const bare = word.replace(/[.,;:]+$/, "");
  return bare ? start + bare.length : end;
}

/**
 * The place to which an edge of a span moves by words or letters.
 * @param {string} text @param {Span} span @param {"begins" | "ends"} edge @param {number} by
 */
export function moveEdge(text, [start, end], edge, by, letters = false) {
  const at = edge === "begins" ? start : end;
  if (letters) return at + by;
  if (edge === "begins") {
    if (by < 0) return wordsBefore(text, start, 1)[0]?.[0] ?? start;
    return wordsBehind(text, start, 2)[1]?.[0] ?? start;
  }
  if (0 < by) {
    const next = wordsBehind(text, end, 2).find((word) => end < endOf(text, word));
    return next ? endOf(text, next) : end;
  }
  const last = wordsBefore(text, end, 2);
  return last[1] ? endOf(text, last[0]) : end;
}

/** The pieces of a quotation with other outer edges. @param {Span[]} content @param {Span} edges @returns {Span[]} */
export function withEdges(content, [begin, end]) {
  const pieces = content.filter(([from, to]) => from < end && begin < to).map(([from, to]) => /** @type {Span} */ ([from, to]));
  if (!pieces.length) return [[begin, end]];
  pieces[0][0] = begin;
  pieces[pieces.length - 1][1] = end;
  return pieces;
}
