// A text with its corrections, as a value: its name, its edits, whether it may be used, and what two of it make together.
import { anchored } from "./corrections/anchor.js";
import { isDate, isStep } from "./corrections/steps.js";
import { flat } from "./reading/words.js";

const mark = () => Math.random().toString(36).slice(2);
/** Marks what this window does, from one load of the page to the next. */
export const WINDOW = mark();

/** The name of a text, the same whenever the same text comes again. */
export function idOf(text) {
  // FNV-1a twice with different seeds: enough to tell one reader's texts apart.
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let idx = 0; idx < text.length; idx++) {
    const unit = text.charCodeAt(idx);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x5bd1e995);
  }
  return `${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
}

/** A text as it comes in, without edits. @returns {TextRecord} */
export function fresh({ text, origin, title = titleOf(text), date = null, cut = undefined }, batch = [idOf(text)], idx = 0) {
  return { id: batch[idx], text, title, origin, time: Date.now(), batch, steps: [], done: 0, date, published: date, cut, changed: 0, seen: 0, by: WINDOW };
}

/**
 * A text that was made of another by an edit, with the corrections of that one wherever their words still stand.
 * @param {TextRecord} record @param {TextRecord} before @returns {TextRecord}
 */
export function inherited(record, before) {
  if (record.changed || !before.steps.length || record.id === before.id) return record;
  const { steps, done, lost } = anchored(before.text, record.text, before.steps, before.done);
  // Where nothing of the old text stands any more, it is another one.
  const pieces = [1, 2, 3, 4, 5, 6, 7].map((nr) => before.text.substr((before.text.length / 8) * nr, 30));
  if (!steps.some((step) => step.do !== "date") && !pieces.some((piece) => record.text.includes(piece))) return record;
  const words = lost.slice(0, 100).map((step) => flat(before.text.slice(...("content" in step ? step.content : "span" in step ? step.span : [0, 0]))));
  const { date, published } = before;
  // A name that the reader gave stays.
  const title = before.title === titleOf(before.text) ? record.title : before.title;
  return edited(record, { title, steps, done, date: record.date ?? date, published: record.published ?? published, lost: words });
}

/** The first line, where it is short enough to be a headline. */
function titleOf(text) {
  const line = flat(/\S[^\n]*/.exec(text)?.[0] ?? "");
  return line.length <= 100 ? line : `${line.slice(0, 60)}…`;
}

/** The record after an edit in this window. @param {TextRecord} record @param {Partial<TextRecord>} patch @returns {TextRecord} */
export function edited(record, patch) {
  const { by, changed, seen } = record;
  return { ...record, ...patch, changed: after(changed), seen: by === WINDOW ? seen : changed, by: WINDOW };
}

/** Now, but later than what came before, whatever the clock says. */
const after = (changed) => Math.max(Date.now(), changed + 1);

/** Whether two records of one text have the same edits. */
export const sameEdits = (a, b) => a.changed === b.changed && a.by === b.by;

/**
 * One record of two of the same text: the newer, unless neither was made with the other in sight. Then both lists of
 * corrections are in force one after the other. Either may lack its text.
 * @param {TextRecord | null | undefined} a @param {TextRecord | null | undefined} b @returns {any}
 */
export function merge(a, b) {
  if (!a || !b) return a || b;
  const [old, late] = a.changed < b.changed || (a.changed === b.changed && a.by < b.by) ? [a, b] : [b, a];
  let { steps, done, date, changed, seen, by } = late;
  if (old.changed && old.by !== by && seen < old.changed && edits(old) !== edits(late)) {
    const first = old.steps.slice(0, old.done);
    const known = new Set(first.map((step) => JSON.stringify(step)));
    steps = [...first, ...steps.slice(0, done).filter((step) => !known.has(JSON.stringify(step)))];
    // By nobody before: what a window does meanwhile is merged with it, and does not pass for the newer.
    [done, date, changed, seen, by] = [steps.length, date ?? old.date, after(changed), changed, mark()];
  }
  const { title, origin, time, batch, published, cut } = a.time < b.time ? b : a;
  const { lost } = late;
  return { id: a.id, text: a.text ?? b.text, title, origin, time, batch, steps, done, date, published, cut, lost, changed, seen, by };
}

const edits = ({ steps, done, date }) => JSON.stringify([steps, done, date]);

/**
 * A record that comes from outside this window, if it is one. Damaged edits are left out: the text is worth more.
 * A text that is `known` to have this name need not be looked through.
 * @param {any} record @param {string} id @param {string} [known] @returns {{ record: TextRecord | null, damaged: boolean }}
 */
export function sound(record, id, known) {
  if (!record) return { record: null, damaged: false };
  const { text, title, origin, time, batch, steps, done, date, changed, seen, by, published = null, cut = 0, lost = [] } = Object(record);
  const isText = typeof text === "string" && (text === known || idOf(text) === id);
  const wrong = text !== undefined && !isText;
  const all = (list, test) => Array.isArray(list) && list.every(test);
  const words = (...list) => all(list, (one) => typeof one === "string");
  const numbers = (...list) => all(list, (one) => Number.isSafeInteger(one) && 0 <= one);
  const isSpan = (span) => all(span, (at) => numbers(at)) && span.length === 2 && span[0] < span[1] && !(text?.length < span[1]);
  const good =
    record.id === id && !wrong && words(title, origin, by) && numbers(time, done, changed, seen, cut) && all(batch, (one) => words(one)) && batch.includes(id) &&
    all(steps, (step) => isStep(step, isSpan)) && done <= steps.length && [date, published].every(isDate) && all(lost, (one) => typeof one === "string");
  if (good) return { record, damaged: false };
  return { record: isText ? fresh({ text, origin: "kept" }) : null, damaged: true };
}
