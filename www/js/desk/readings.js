// The texts of a collection, each read: with its report, its corrections, and what the reader does to them here.
import { optionsOf, readingOf } from "../corrections/apply.js";
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

  /**
   * The texts of these names, in their order; those that are not kept any more are left out.
   * @param {string[]} ids @param {(some: Entry[]) => void} told hears of those that are read so far
   */
  async of(ids, told) {
    /** @type {Set<string>} */
    const there = new Set();
    // As they are by now: what is read early may be checked before the last is.
    const some = () => ids.filter((id) => there.has(id)).map((id) => /** @type {Entry} */ (this.#read.get(id)));
    const read = async (id) => {
      if (!(await this.#one(id))) return;
      there.add(id);
      told(some());
    };
    // All at once: while the worker reads one, the page prepares another.
    await Promise.all(ids.map(read));
    return some();
  }

  /** @returns {Promise<Entry | null>} */
  async #one(id) {
    const { client, kept } = this.parts.session;
    // What this window knows is in step with other windows.
    const record = kept.known(id) ?? (await kept.load(id));
    if (!record) return null;
    const options = optionsOf(record);
    const key = JSON.stringify(options);
    const known = this.#read.get(id);
    if (known && known.record === record) return known;
    return this.#enter(record, known?.key === key ? known.report : await client.aside("analyze", record.text, options), key);
  }

  /** @returns {Entry} */
  #enter(record, report, key) {
    const entry = { record, report, key, reading: readingOf(record, report) };
    this.#read.set(record.id, entry);
    return entry;
  }

  /** Adds a step to a text. @param {Entry} entry @returns {Entry} */
  correct(entry, step) {
    return this.#change(entry, (session) => session.correct(step), ({ steps, done }) => ({ steps: [...steps.slice(0, done), step], done: done + 1 }));
  }

  /** Takes the last step of a text back. @param {Entry} entry @returns {Entry} */
  back(entry) {
    return this.#change(entry, (session) => session.again(-1), ({ done }) => ({ done: Math.max(0, done - 1) }));
  }

  /** Changes the text that is shown by the session, any other where it is kept. @param {Entry} entry @returns {Entry} */
  #change({ record, report, key }, shown, other) {
    const { session, store } = this.parts;
    const now = () => session.kept.known(record.id) ?? record;
    if (store.state.record?.id === record.id) shown(session);
    else session.kept.save(edited(now(), other(now())));
    return this.#enter(now(), report, key);
  }

  /** What was done in an earlier opening is not undone here. */
  forget() {
    this.#undo = [];
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
