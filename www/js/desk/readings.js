// The texts of a collection, each read: with its report, its corrections, and what the reader does to them here.
import { applySteps, keptSpans } from "../corrections/apply.js";
import { Reading } from "../reading/reading.js";
import { edited } from "../record.js";

/** A text of a collection. @typedef {{ record: TextRecord, report: Findings, reading: Reading, key: string }} Entry */

export class Readings {
  /** @type {Map<string, Entry>} */
  #read = new Map();
  /** What can be undone here, latest last. @type {(() => void)[]} */
  #undo = [];

  constructor(parts) {
    this.parts = parts;
  }

  /** The texts of these names, in their order; those that are not kept any more are left out. @param {string[]} ids @param {(done: number) => void} told */
  async of(ids, told) {
    const { client, kept } = this.parts.session;
    const entries = [];
    for (const id of ids) {
      const record = await kept.load(id);
      if (!record) continue;
      const { text, steps, done, date, cut } = record;
      const applied = steps.slice(0, done);
      const options = { keep: keptSpans(applied), date: date ?? undefined, cut };
      const key = JSON.stringify(options);
      const known = this.#read.get(id);
      const report = known?.key === key ? known.report : await client.aside("analyze", text, options);
      entries.push(this.#enter(record, report, key));
      told(entries.length);
    }
    return entries;
  }

  /** @returns {Entry} */
  #enter(record, report, key) {
    const { text, steps, done } = record;
    const entry = { record, report, key, reading: new Reading(text, applySteps(report, steps.slice(0, done), text)) };
    this.#read.set(record.id, entry);
    return entry;
  }

  /** Adds a step to a text. @param {Entry} entry @returns {Entry} */
  correct({ record, report, key }, step) {
    const { session, store } = this.parts;
    if (store.state.record?.id === record.id) session.correct(step);
    else session.kept.save(edited(record, { steps: [...record.steps.slice(0, record.done), step], done: record.done + 1 }));
    return this.#enter(store.state.record?.id === record.id ? store.state.record : session.kept.known(record.id), report, key);
  }

  /** Takes the last step of a text back. @param {Entry} entry @returns {Entry} */
  back({ record, report, key }) {
    const { session, store } = this.parts;
    if (store.state.record?.id === record.id) session.again(-1);
    else session.kept.save(edited(record, { done: record.done - 1 }));
    return this.#enter(store.state.record?.id === record.id ? store.state.record : session.kept.known(record.id), report, key);
  }

  /** Remembers how what was done here is undone. */
  did(undo) {
    this.#undo.push(undo);
  }

  /** Undoes what was done here last; false where there is nothing. */
  undo() {
    const undo = this.#undo.pop();
    undo?.();
    return Boolean(undo);
  }
}
