// Kept texts as one file, and back.
import { merge, sound } from "../record.js";

const KIND = "saidby-texts";

/** @param {TextRecord[]} records */
export const archived = (records) => JSON.stringify({ kind: KIND, version: 1, texts: records });

/** The texts of such a file that are sound; null where it is no such file. @returns {TextRecord[] | null} */
export function unpacked(file) {
  try {
    const { kind, texts } = JSON.parse(file);
    if (kind !== KIND || !Array.isArray(texts)) return null;
    return texts.flatMap((text) => {
      // Texts that this browser lacks are not waited for.
      const { record } = sound(text && { ...text, batch: Array.isArray(text.batch) ? text.batch : [text.id] }, text?.id);
      return record?.text ? [record] : [];
    });
  } catch {
    return null;
  }
}

/** Adds texts to those that are kept; a text that is here gets the corrections of both. How many are new, and were here. */
export async function added(kept, records) {
  const here = new Map((await kept.all()).map((record) => [record.id, record]));
  for (const record of records) kept.save(merge(here.get(record.id), record));
  const known = records.filter(({ id }) => here.has(id)).length;
  return [records.length - known, known];
}

/** What a reader did to a text: corrections, checks and notes in force. @param {TextRecord} record */
export function workOn({ steps, done }) {
  const checks = new Map();
  const notes = new Map();
  let corrections = 0;
  for (const step of steps.slice(0, done)) {
    if (step.do !== "check") corrections += 1;
    else {
      for (const span of [step.content, ...(step.also ?? [])]) checks.set(String(span), step.check);
      if (!step.also) notes.set(String(step.content), step.note);
    }
  }
  const n = (map) => [...map.values()].filter(Boolean).length;
  return { corrections, checks: n(checks), notes: n(notes) };
}
