// What corrections do to the quotations of a report. Each says whether it found what it is about.
import { countWords } from "../reading/words.js";
import { readSpans } from "./marks.js";

const sizeOf = ([start, end]) => end - start;
const common = (a, b) => Math.max(0, Math.min(a[1], b[1]) - Math.max(a[0], b[0]));
/** @param {Quotation} quotation */
const whole = ({ content }) => /** @type {Span} */ ([content[0]?.[0] ?? 0, content[content.length - 1]?.[1] ?? 0]);

/** The quotation with a first piece, or else the one that has most of it in common. @param {Findings} report @param {Span} span */
export function quotationAt(report, span) {
  const exact = report.quotations.find(({ content: [first] }) => first?.[0] === span[0] && first[1] === span[1]);
  if (exact) return exact;
  // The text was edited, and its words are divided anew.
  /** @param {Quotation} quotation */
  const share = ({ content: [first] }) => (first ? common(first, span) / Math.max(sizeOf(first), sizeOf(span)) : 0);
  return report.quotations.reduce((best, one) => (share(one) > (best ? share(best) : 0.5) ? one : best), /** @type {Quotation | null} */ (null));
}

/** The words and kind of pieces of the text, as their marks tell. */
function set(quotation, pieces, text) {
  quotation.content = pieces;
  const { kind, printed } = readSpans(text, pieces);
  // A turn of a transcript is direct without marks.
  const isTurn = quotation.kind === "direct" && !quotation.printed.length;
  if (!isTurn) Object.assign(quotation, { kind, printed });
  quotation.words = pieces.reduce((sum, piece) => sum + countWords(text.slice(...piece)), 0);
}

/** @param {Findings} report @param {Entity | null} entity @param {Span[]} contents */
export function speak(report, entity, contents) {
  let found = false;
  for (const content of contents) {
    const quotation = quotationAt(report, content);
    if (!quotation) continue;
    found = true;
    quotation.speaker = entity?.id ?? null;
    quotation.confidence = 1;
    quotation.candidates = [];
    quotation.reason = entity ? "You said who speaks here" : "You said that nobody named here speaks";
    quotation.corrected = true;
  }
  return found;
}

/** @param {Findings} report @param {Entity | null} entity @param {Span} content @param {string} text */
export function say(report, entity, content, text) {
  /** @type {Quotation} */
  const quotation = {
    id: -1, kind: "indirect", content: [], printed: [], cue: null, source: null, speaker: null, confidence: 1, reason: "", candidates: [],
    parent: null, relay: null, act: "statement", probability: 1, words: 0, paragraph: 0, corrected: true,
  };
  set(quotation, [content], text);
  quotation.paragraph = Math.max(0, report.paragraphs.findIndex(({ end }) => content[0] < end));
  report.quotations.push(quotation);
  return speak({ ...report, quotations: [quotation] }, entity, [content]);
}

/** @param {Findings} report @param {Span} content */
export function unsay(report, content) {
  const gone = quotationAt(report, content);
  report.quotations = report.quotations.filter((one) => one !== gone);
  for (const one of report.quotations) if (gone && one.parent === gone.id) one.parent = gone.parent;
  return Boolean(gone);
}

/** Changes that need nothing but the quotation and the text. @param {Findings} report @param {any} step @param {string} text */
export function change(report, step, text) {
  const quotation = quotationAt(report, step.content);
  if (!quotation) return false;
  if (step.do === "edges") {
    set(quotation, step.to, text);
    // Other words were checked.
    if (quotation.check) Object.assign(quotation, { check: undefined, stale: true });
  } else if (step.do === "act") quotation.act = step.act;
  else {
    quotation.kind = step.kind;
    quotation.printed = step.kind === "direct" ? quotation.content : step.kind === "mixed" ? readSpans(text, quotation.content).printed : [];
  }
  quotation.corrected = true;
  return true;
}

/** As it was found; what the reader added goes. @param {Findings} report @param {Findings} original @param {Span} content */
export function back(report, original, content) {
  const quotation = quotationAt(report, content);
  if (!quotation) return false;
  const found = original.quotations.find((one) => one.id === quotation.id);
  if (!found) return unsay(report, content);
  const speaker = report.entities.some(({ id }) => id === found.speaker) ? found.speaker : null;
  const { check, note, stale } = quotation;
  const same = String(found.content) === String(quotation.content);
  const checked = { note, check: same ? check : undefined, stale: (!same && Boolean(check)) || stale };
  report.quotations[report.quotations.indexOf(quotation)] = { ...structuredClone(found), speaker, ...checked };
  return true;
}

/** Numbers the quotations in the order of their starts, and says anew which of those that changed stand inside which. */
export function renumber(report) {
  const { quotations } = report;
  const byId = new Map(quotations.map((one) => [one.id, one]));
  const parents = new Map(quotations.map((one) => [one, byId.get(one.parent) ?? null]));
  const holds = (outer, inner) => {
    const [a, b] = [whole(outer), whole(inner)];
    return outer !== inner && a[0] <= b[0] && b[1] <= a[1] && sizeOf(b) < sizeOf(a);
  };
  const corrected = quotations.filter((one) => one.corrected);
  for (const one of quotations) {
    const outer = parents.get(one);
    const near = (one.corrected ? quotations : outer ? [...corrected, outer] : corrected).filter((other) => holds(other, one));
    near.sort((a, b) => sizeOf(whole(a)) - sizeOf(whole(b)));
    if (one.corrected || outer?.corrected || near[0]?.corrected) parents.set(one, near[0] ?? null);
  }
  quotations.sort((a, b) => whole(a)[0] - whole(b)[0] || whole(b)[1] - whole(a)[1]);
  quotations.forEach((one, idx) => (one.id = idx));
  for (const one of quotations) one.parent = parents.get(one)?.id ?? null;
}
