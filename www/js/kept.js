// What outlasts a reload at any moment, a second window, and a browser that keeps nothing: the reader's texts and corrections.
// A change is first copied to where that needs no waiting, then saved in the browser's database. Its copy goes when a save
// that has it in it is confirmed. What two windows save at once is merged within one transaction, so nothing is locked.
import { ask } from "./database.js";
import { merge, sameEdits, sound, WINDOW } from "./record.js";
import { keeping } from "./settings.js";

const COPY = `${PLACE}unsaved `;
const LOST = "so this text and its corrections are lost when the page is closed; export them under Texts";
const NOT_KEPT = `This browser keeps nothing here, ${LOST}.`;
const FULL = `This browser has no room left, ${LOST}, or delete others there.`;
const NO_ANSWER = "This browser’s storage does not answer, so the kept text cannot be shown; reload the page or paste the text again.";
const DAMAGED = "What this browser kept of the text was damaged; the damaged part is set aside.";

export class Kept {
  /** All that this window knows; where the browser keeps nothing, this lasts until the page is closed. @type {Map<string, TextRecord>} */
  #known = new Map();
  /** What no save has confirmed. @type {Map<string, TextRecord>} */
  #unsaved = new Map();
  /** The texts whose words are in the database, so that a copy need not have them. @type {Set<string>} */
  #stored = new Set();
  /** The texts of which there is no copy that outlasts the window; true where there is none at all. @type {Map<string, boolean>} */
  #loose = new Map();
  /** @type {Promise<void> | null} */
  #saving = null;
  #channel = new BroadcastChannel(PLACE);

  /** @param {Tell} tell hears of "changed" and "cleared" by another window, and "trouble" */
  constructor(tell) {
    this.tell = tell;
    this.#channel.onmessage = ({ data }) => {
      if (data.cleared) {
        this.#forget(data.id);
        tell("cleared", data);
      } else if (this.#known.has(data.id)) this.#take(sound(data, data.id).record);
    };
  }

  /** Keeps a record: what it is told of is safe when this returns. @param {TextRecord} record */
  save(record) {
    const { id } = record;
    if (!keeping.on) {
      // A text that comes again has what was done to it.
      const both = merge(this.#known.get(id), record);
      this.#known.set(id, both);
      if (!sameEdits(both, record)) setTimeout(() => this.tell("changed", both));
      return;
    }
    this.#known.set(id, record);
    this.#unsaved.set(id, record);
    this.#copy(record);
    this.#channel.postMessage({ ...record, text: undefined });
    this.#saving ??= this.#saveAll();
  }

  /** What this window knows of a text. */
  known(id) {
    return this.#known.get(id) ?? null;
  }

  /** A text by its name, with all that any window did to it. @returns {Promise<TextRecord | null>} */
  async load(id) {
    const copies = [history.state?.[id], ...this.#copies(id).map(([, copy]) => copy)].filter(Boolean);
    let stored = null;
    let answered = true;
    try {
      stored = this.#sound(await ask("readonly", (texts) => texts.get(id)), id);
    } catch {
      answered = false;
    }
    const parts = [stored, this.#known.get(id), ...copies.map((copy) => this.#sound(copy, id))];
    const record = this.#sound(parts.reduce(merge, null), id);
    if (stored) this.#stored.add(id);
    if (record?.text) {
      this.#known.set(id, record);
      if (copies.length && !this.#unsaved.has(id)) this.save(record);
      return record;
    }
    if (answered) this.#drop({ id });
    else this.#trouble(NO_ANSWER);
    return null;
  }

  /** Saves what an earlier window had no time to save. */
  async rescue() {
    for (const id of new Set(this.#copies().map(([, { id }]) => id))) if (!this.#known.has(id)) await this.load(id);
  }

  /** All texts that this browser keeps, and those that this window knows. @returns {Promise<TextRecord[]>} */
  async all() {
    const stored = await ask("readonly", (texts) => texts.getAll()).catch(() => []);
    const ids = new Set([...stored.map(({ id }) => id).filter((id) => !id.includes(" ")), ...this.#known.keys()]);
    const records = stored.map((record) => [record.id, sound(record, record.id).record]);
    const known = new Map(records);
    return [...ids].map((id) => merge(known.get(id), this.#known.get(id))).filter(Boolean);
  }

  /** Forgets a text, or all, in all windows; false where the database does not obey. */
  async clear(id = "") {
    this.#forget(id);
    this.#channel.postMessage({ cleared: true, id });
    await this.#saving;
    const done = await ask("readwrite", (texts) => (id ? texts.delete(id) : texts.clear())).then(() => true, () => false);
    // There may be room now.
    if (this.#unsaved.size) this.#saving ??= this.#saveAll();
    return done;
  }

  #forget(id = "") {
    for (const [name] of this.#copies(id)) localStorage.removeItem(name);
    remember(id ? { ...history.state, [id]: undefined } : null);
    for (const known of [this.#known, this.#unsaved, this.#stored, this.#loose]) id ? known.delete(id) : known.clear();
    this.#guard();
  }

  async #saveAll() {
    try {
      while (this.#unsaved.size) await this.#saveOnce();
    } catch (error) {
      const why = /** @type {any} */ (error);
      if (this.#loose.size) this.#trouble((why?.target?.error ?? why)?.name === "QuotaExceededError" ? FULL : NOT_KEPT);
    }
    this.#saving = null;
  }

  async #saveOnce() {
    const batch = [...this.#unsaved.values()];
    /** @type {TextRecord[]} */
    const saved = [];
    await ask("readwrite", (texts) => {
      for (const record of batch) {
        const asking = texts.get(record.id);
        asking.onsuccess = () => {
          const both = merge(this.#sound(asking.result, record.id, texts), record);
          texts.put(both);
          saved.push(both);
        };
      }
    });
    for (const record of saved) {
      const { id } = record;
      // Cleared meanwhile, it is gone for good.
      if (!this.#known.has(id)) await ask("readwrite", (texts) => texts.delete(id));
      else {
        this.#stored.add(id);
        if (batch.includes(/** @type {TextRecord} */ (this.#unsaved.get(id)))) this.#confirmed(record);
        this.#take(record);
      }
    }
  }

  /** What is saved needs no copy. */
  #confirmed(record) {
    const { id } = record;
    this.#unsaved.delete(id);
    this.#loose.delete(id);
    this.#drop(record);
    if (history.state?.[id]) remember({ ...history.state, [id]: undefined });
    this.#guard();
  }

  /** Takes in what another window, or the database, has of a text that this window knows. */
  #take(other) {
    const mine = other && this.#known.get(other.id);
    if (!mine) return;
    const both = merge(mine, other);
    if (sameEdits(both, mine)) return;
    if (sameEdits(both, other)) this.#known.set(both.id, both);
    else this.save(both);
    this.tell("changed", both);
  }

  #copy(record) {
    const { id } = record;
    try {
      const name = `${COPY}${id} ${WINDOW}`;
      localStorage.setItem(name, JSON.stringify(this.#stored.has(id) ? { ...record, text: undefined } : record));
      this.#loose.delete(id);
      this.#drop(record, name);
    } catch {
      // No room, or storage is off: the history of this window has more.
      this.#loose.set(id, !remember({ ...history.state, [id]: record }));
    }
    this.#guard();
  }

  /** The names of the copies and what they hold. @returns {[string, TextRecord][]} */
  #copies(id = "") {
    try {
      const names = Object.keys(localStorage).filter((name) => name.startsWith(COPY + (id && `${id} `)));
      return names.map((name) => [name, { ...parsed(localStorage.getItem(name)), id: name.slice(COPY.length).split(" ")[0] }]);
    } catch {
      return [];
    }
  }

  /** Takes away the copies of which a record has everything. */
  #drop(record, but = "") {
    for (const [name, copy] of this.#copies(record.id)) {
      if (name !== but && sameEdits(merge(record, sound(copy, record.id).record), record)) localStorage.removeItem(name);
    }
  }

  /** Asks before the page is left where that would lose a text. */
  #guard() {
    ([...this.#loose.values()].some(Boolean) ? addEventListener : removeEventListener)("beforeunload", stay);
  }

  /** The usable part of a record; the whole of a damaged one is set aside. */
  #sound(record, id, texts = /** @type {any} */ (null)) {
    const { record: usable, damaged } = sound(record, id, this.#known.get(id)?.text);
    if (damaged) this.#trouble(DAMAGED);
    if (damaged && texts) texts.put({ ...record, id: `damaged ${id}` });
    return usable;
  }

  /** Speaks after what it speaks about is shown. */
  #trouble(sentence) {
    setTimeout(() => this.tell("trouble", sentence));
  }
}

const stay = (event) => event.preventDefault();

/** Lays something by in this entry of the history; says whether the browser lets us. */
function remember(state) {
  try {
    history.replaceState(state, "");
    return true;
  } catch {
    return false;
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
