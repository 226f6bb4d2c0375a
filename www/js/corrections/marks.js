// What quotation marks say of words that a reader chose.

const OPEN = "“„«‘\"";
const CLOSE = "”“»’\"";
const QUOTED = /[“„«][^”»]*[”»]?|"[^"]*"|‘[^’]*’(?!\p{L})/gu;

/**
 * How literally some pieces of the text are given, and which parts of them stand in quotation marks.
 * @param {string} text @param {Span[]} pieces @returns {{ kind: Quotation["kind"], printed: Span[] }}
 */
export function readSpans(text, pieces) {
  const printed = pieces.flatMap(([start, end]) => {
    const words = text.slice(start, end);
    // The marks stand around it.
    if (OPEN.includes(text.charAt(start - 1) || " ") && CLOSE.includes(text.charAt(end) || " ")) return [/** @type {Span} */ ([start, end])];
    return [...words.matchAll(QUOTED)].map(({ 0: part, index }) => /** @type {Span} */ ([start + index, start + index + part.length]));
  });
  const size = (spans) => spans.reduce((sum, [start, end]) => sum + text.slice(start, end).replace(/[\s\p{P}]/gu, "").length, 0);
  const kind = !printed.length ? "indirect" : size(printed) === size(pieces) ? "direct" : "mixed";
  return { kind, printed };
}
