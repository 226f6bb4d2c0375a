// What a correction may be: the fields of each, what each field may hold, and the places in the text that they name.
import { ACTS, CHECKS, KINDS, TYPES } from "../reading/words.js";

/** @type {Record<string, Record<string, string>>} */
const FIELDS = {
  keep: { span: "span" },
  aside: { span: "span" },
  value: { span: "span" },
  date: { date: "date" },
  speaker: { content: "span", speaker: "place", also: "places", name: "label" },
  say: { content: "span", speaker: "place", name: "label" },
  unsay: { content: "span" },
  edges: { content: "span", to: "spans" },
  kind: { content: "span", kind: "kind" },
  act: { content: "span", act: "act" },
  back: { content: "span" },
  check: { content: "span", also: "places", words: "words", check: "check", note: "note" },
  name: { span: "span", was: "place", type: "type", same: "same", also: "others" },
};

const list = (value, test) => Array.isArray(value) && value.every(test);

/** Whether something is a correction; `isSpan` tells what a place in the text is. */
export function isStep(step, isSpan) {
  const holds = {
    span: isSpan,
    spans: (value) => list(value, isSpan) && 0 < value.length,
    place: (value) => value === null || isSpan(value),
    places: (value) => value === undefined || list(value, isSpan),
    others: (value) => typeof value === "boolean" || list(value, isSpan),
    same: (value) => value === "own" || value === "new" || isSpan(value),
    type: (value) => value === null || Object.hasOwn(TYPES, value),
    kind: (value) => Object.hasOwn(KINDS, value),
    act: (value) => value === "statement" || Object.hasOwn(ACTS, value),
    label: (value) => value === undefined || (typeof value === "string" && 0 < value.length && value.length <= 200),
    words: (value) => list(value, (one) => typeof one === "string"),
    check: (value) => value === null || CHECKS.includes(value),
    note: (value) => typeof value === "string",
    date: isDate,
  };
  const fields = Object.hasOwn(FIELDS, step?.do) && FIELDS[step.do];
  return fields && Object.entries(fields).every(([field, what]) => holds[what](step[field]));
}

/** "2017-12-15", or null for none. */
export const isDate = (value) => value === null || (typeof value === "string" && /^\d{4,6}-\d\d-\d\d$/.test(value));

/**
 * The correction with every place where `move` says that it is now; null where one that it needs is gone.
 * @param {Step} step @param {(span: Span) => Span | null} move @returns {Step | null}
 */
export function moved(step, move) {
  const next = { ...step };
  for (const [field, what] of Object.entries(FIELDS[step.do])) {
    const value = step[field];
    if (what === "spans" || ((what === "places" || what === "others") && Array.isArray(value))) {
      next[field] = value.map(move).filter(Boolean);
      if (what === "spans" && next[field].length < value.length) return null;
    } else if (Array.isArray(value) && what !== "words") {
      next[field] = move(/** @type {Span} */ (value));
      // Of a group those that are left carry the step on.
      const also = field === "content" && "also" in step && Array.isArray(step.also) ? step.also : [];
      if (!next[field] && also.length) return moved({ .../** @type {any} */ (step), content: also[0], also: also.slice(1) }, move);
      if (!next[field]) return null;
    }
  }
  return next;
}
