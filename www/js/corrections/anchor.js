// Corrections of one text in another that was made of it: each is found again by its words and what stands around them.
import { moved } from "./steps.js";

/** So many units around a place tell which of several it is. */
const AROUND = 60;
/** The most places with the same words that are compared. */
const MOST = 400;

/**
 * The corrections that have a place in the new text, how many of them are done, and those that have none.
 * @param {string} before @param {string} after @param {Step[]} steps @param {number} done
 * @returns {{ steps: Step[], done: number, lost: Step[] }}
 */
export function anchored(before, after, steps, done) {
  const move = mover(before, after);
  const found = { steps: /** @type {Step[]} */ ([]), done: 0, lost: /** @type {Step[]} */ ([]) };
  steps.forEach((step, idx) => {
    const next = moved(step, move);
    if (next) found.steps.push(next);
    else found.lost.push(step);
    if (next && idx < done) found.done += 1;
  });
  return found;
}

/** Where the words of a place are now. @returns {(span: Span) => Span | null} */
function mover(before, after) {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const shift = after.length - before.length;
  return ([start, end]) => {
    if (end <= head) return [start, end];
    if (before.length - tail <= start) return [start + shift, end + shift];
    const words = before.slice(start, end);
    // Where it would be if the change were spread evenly.
    const part = (start - head) / Math.max(1, before.length - head - tail);
    const expected = head + part * (after.length - head - tail);
    let best = -1;
    let score = -Infinity;
    let tries = 0;
    for (let at = after.indexOf(words); 0 <= at && tries < MOST; at = after.indexOf(words, at + 1), tries++) {
      const same = alike(before, start - 1, after, at - 1, -1) + alike(before, end, after, at + words.length, 1);
      const value = same - Math.abs(at - expected) / (after.length + 1);
      // A short word alone, between others than before, is another.
      if (score < value && (6 < words.length || 0 < same)) [best, score] = [at, value];
    }
    return best < 0 ? null : [best, best + words.length];
  };
}

/** How many units are the same from two places on, in one direction. */
function alike(a, at, b, bt, by) {
  let n = 0;
  while (n < AROUND && a[at + n * by] !== undefined && a[at + n * by] === b[bt + n * by]) n += 1;
  return n;
}
