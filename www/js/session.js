// One text at a time: from a paste or the address to a report with its corrections, kept for the next visit.
import { afterFrame } from "./dom.js";
import { applySteps, entityAt, keptSpans } from "./corrections.js";
import { flat, Reading } from "./reading.js";

export const LAYERS = ["person", "organization", "place", "group", "other", "value", "quotation"];
export const TABS = ["who", "quotations", "sources", "values"];
/** What every new text begins with. */
export const FRESH = { report: null, reading: null, working: false, partial: false, entity: null, mention: 0, quotation: null, only: null };

/** The page's whole state in one place. Parts never keep a copy of it. */
export class Store {
  /** @type {State} */
  state = {
    ...FRESH,
    // boot.js has looked whether a text will be shown.
    view: document.documentElement.dataset.view === "reader" ? "reader" : "welcome",
    record: null,
    layers: Object.fromEntries(LAYERS.map((layer) => [layer, true])),
    tab: "who",
    wide: false,
    sheet: false,
  };

  /** Hears of each change. @type {(change: { state: State, keys: Set<string> }) => void} */
  changed = () => {};

  /** @param {Partial<State>} patch */
  set(patch) {
    const before = this.state;
    const keys = new Set(Object.keys(patch).filter((key) => patch[key] !== before[key]));
    if (keys.size === 0) return;
    this.state = { ...before, ...patch };
    this.changed({ state: this.state, keys });
  }
}

export function setting(name) {
  try {
    return localStorage.getItem(`saidby-${name}`);
  } catch {
    return null;
  }
}

/** Makes that choice; null forgets it. */
export function choose(name, value) {
  try {
    if (value === null) localStorage.removeItem(`saidby-${name}`);
    else localStorage.setItem(`saidby-${name}`, value);
  } catch {
    // Storage is off: the choice lasts until the page is closed.
  }
}

export const singleKeys = {
  on: setting("keys") !== "off",
  set(on) {
    this.on = on;
    choose("keys", on ? null : "off");
  },
};

/** Where the browser keeps nothing (a private window, no space), the page still works until it is closed. @type {Map<string, TextRecord>} */
const memory = new Map();

/** Asks the browser's own database; undefined where it is out of order. */
function ask(mode, ask) {
  return new Promise((resolve) => {
    const nothing = () => resolve(undefined);
    const opening = indexedDB.open("saidby", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("texts", { keyPath: "id" });
    opening.onerror = opening.onblocked = nothing;
    opening.onsuccess = () => {
      const transaction = opening.result.transaction("texts", mode);
      const request = ask(transaction.objectStore("texts"));
      transaction.oncomplete = () => {
        opening.result.close();
        resolve(request.result ?? null);
      };
      transaction.onerror = transaction.onabort = nothing;
    };
  }).catch(() => undefined);
}

/** @returns {Promise<TextRecord | null>} */
export const load = async (id) => (await ask("readonly", (texts) => texts.get(id))) ?? memory.get(id) ?? null;

/** Says whether the text outlasts the visit. */
export async function save(record) {
  memory.set(record.id, record);
  return (await ask("readwrite", (texts) => texts.put(record))) !== undefined;
}

export async function clear() {
  memory.clear();
  await ask("readwrite", (texts) => texts.clear());
}

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

const HANG = 60_000;
const NEW = "new";

/** Talks to the worker: the newest text wins, every call is answered, hung work is ended by a new worker. */
class Client {
  #id = 0;
  #busy = false;
  ready = false;
  /** @type {any} */
  #worker = null;
  /** @type {any} */
  #timer;

  /** @param {Tell} tell hears of "ready", "progress", "found" and "failed" */
  constructor(tell) {
    this.tell = tell;
    this.engine = early?.engine ?? engineFrom(import.meta.url, fetch);
    this.#start();
  }

  analyze(text, options) {
    // A worker deep in another long text would make this one wait.
    if (this.#busy) this.#end();
    this.#start();
    this.#id += 1;
    this.#busy = true;
    this.#worker.postMessage({ id: this.#id, text, options });
    this.#watch();
  }

  cancel() {
    if (!this.#busy) return;
    this.#id += 1;
    this.#end();
    this.#start();
  }

  #start() {
    if (this.#worker) return;
    // The first one is from boot.js, with the engine on its way.
    const first = early;
    early = null;
    const worker = first || new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#hear(data);
    worker.onerror = () => this.#fail(LOST);
    this.engine.then((engine) => first || worker.postMessage({ engine }), (message) => worker === this.#worker && this.#fail(message));
    if (worker.broken) setTimeout(worker.onerror);
  }

  #end() {
    this.#rest();
    this.#worker.onmessage = this.#worker.onerror = null;
    this.#worker.terminate();
    this.#worker = null;
  }

  #rest() {
    clearTimeout(this.#timer);
    this.#busy = false;
  }

  #watch() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fail("The analysis stopped answering; try a shorter text."), HANG);
  }

  #fail(message) {
    this.#end();
    this.tell("failed", message);
  }

  #hear({ id, ready, broken, progress, report, part = false, error }) {
    if (ready) {
      this.ready = true;
      this.tell("ready");
    } else if (broken) this.#fail(broken);
    else if (id !== this.#id) return;
    else if (progress) {
      this.#watch();
      this.tell("progress", progress);
    } else {
      if (!part) this.#rest();
      if (error) return this.tell("failed", error);
      // Reading a long report from its message took long enough; showing it is a turn of its own.
      setTimeout(() => id === this.#id && this.tell("found", { report, part }));
    }
  }
}

/** The sample articles that come with the page, all in one file. @returns {Promise<Sample[]>} */
export function samples() {
  asked ??= fetch(new URL("../pkg/samples.json", import.meta.url)).then((answer) => (answer.ok ? answer.json() : []));
  return asked.catch(() => (asked = null) ?? []);
}
/** @type {any} */
let asked = null;

export class Session {
  /** Rises with every text, so that one that loads late is not shown over a newer one. */
  #turns = 0;

  /** @param {Store} store @param {Tell} tell hears of "ready", "progress", "done" and "trouble" */
  constructor(store, tell) {
    this.store = store;
    this.tell = tell;
    this.client = new Client((type, detail) => {
      if (type === "found") return this.#found(detail);
      if (type !== "failed") return tell(type, detail);
      store.set({ working: false });
      tell("trouble", detail);
    });
    addEventListener("popstate", () => this.follow());
  }

  /** Takes new texts in; the first is shown. */
  async take(texts) {
    const batch = texts.map(({ text }) => idOf(text));
    const records = texts.map(({ text, origin, title = titleOf(text) }, idx) => ({ id: batch[idx], text, title, origin, time: Date.now(), batch, steps: [], done: 0, date: null }));
    this.#turns += 1;
    // Shown before it is looked up and kept: the reader need not wait for the disk.
    // Until it is kept, the history holds it for a reload.
    this.#show(records[0], true, records[0].text.length < 1e6 ? records[0] : null);
    const kept = await Promise.all(
      records.map(async (record) => {
        const { steps = [], done = 0, date = null } = (await load(record.id)) ?? {};
        const shown = this.store.state.record;
        if (shown === record && (steps.length || date)) this.#change({ steps, done, date });
        // Corrected by now, it is kept by now.
        return shown !== record && shown?.id === record.id ? true : save({ ...record, steps, done, date });
      }),
    );
    if (history.state) history.replaceState(null, "");
    if (!kept.every(Boolean)) this.tell("trouble", "This browser keeps no texts here; the text is lost when the page is closed.");
  }

  /** Shows what the address names: a text, the empty page, or the last text read. */
  async follow() {
    const id = location.hash.slice(1) || setting("last");
    const { record: shown, view } = this.store.state;
    if (id && id === shown?.id && view === "reader") return;
    const turn = (this.#turns += 1);
    const { state } = history;
    const record = id && id !== NEW ? ((await load(id)) ?? (state?.id === id ? state : null)) : null;
    if (turn !== this.#turns) return;
    if (!record) return this.#blank();
    this.#show(record, false);
    if (record === state) save(record);
  }

  /** The empty page, as a step that can be taken back. */
  blank() {
    if (location.hash !== `#${NEW}`) history.pushState(null, "", `#${NEW}`);
    this.#turns += 1;
    this.#blank();
  }

  async turn(by) {
    const { record } = this.store.state;
    const next = record && (await load(record.batch[record.batch.indexOf(record.id) + by]));
    if (next) this.#show(next);
  }

  /** Ends the work under way and keeps what was found. */
  cancel() {
    if (!this.store.state.working) return false;
    this.client.cancel();
    this.store.set({ working: false });
    return true;
  }

  correct(step) {
    const { record } = this.store.state;
    if (!record) return;
    const steps = [...record.steps.slice(0, record.done), step];
    this.#change({ steps, done: steps.length });
  }

  again(by) {
    const { record } = this.store.state;
    if (!record || record.done + by < 0 || record.steps.length < record.done + by) return false;
    this.#change({ done: record.done + by });
    return true;
  }

  /** The article's date, given by the reader; null leaves it to the text. */
  date(date) {
    this.#change({ date });
  }

  #change(patch) {
    const before = JSON.stringify(this.#options());
    const record = { .../** @type {TextRecord} */ (this.store.state.record), ...patch };
    this.store.set({ record });
    if (history.state) history.replaceState(record, "");
    save(record);
    if (JSON.stringify(this.#options()) === before) this.#read();
    else this.#analyze();
  }

  #options() {
    const { steps, done, date } = /** @type {TextRecord} */ (this.store.state.record);
    return { keep: keptSpans(steps.slice(0, done)), date: date ?? undefined };
  }

  #show(record, push = true, state = null) {
    const address = `#${record.id}`;
    if (push && location.hash !== address) history.pushState(state, "", address);
    document.title = record.title ? `${record.title} – Saidby` : "Saidby";
    choose("last", record.id);
    this.store.set({ ...FRESH, view: "reader", record });
    this.#analyze();
  }

  #blank() {
    document.title = "Saidby";
    this.client.cancel();
    this.store.set({ ...FRESH, view: "welcome", record: null, wide: false });
  }

  #analyze() {
    this.store.set({ working: true });
    this.client.analyze(this.store.state.record?.text, this.#options());
  }

  #found({ report, part }) {
    if (!this.store.state.record) return;
    this.store.set({ report, partial: part, working: part });
    this.#read();
    if (part) return;
    // After the rail's own turn.
    afterFrame(() => this.tell("done"));
    if (!report.english) this.tell("trouble", "This does not look like English; the names and speakers below may be wrong.");
  }

  /** Makes the reading from the report and the corrections. */
  #read() {
    const { record, report, entity, only, quotation, reading: before } = this.store.state;
    if (!record || !report) return;
    const fixed = applySteps(report, record.steps.slice(0, record.done), record.text);
    const reading = new Reading(record.text, fixed);
    // Numbers may have changed; what was chosen is found again by its place in the text.
    const same = (id) => {
      const mention = before?.entities.get(id)?.mentions[0];
      return mention ? (entityAt(fixed, [mention.start, mention.end])?.id ?? null) : null;
    };
    const start = quotation === null ? -1 : before?.quotations[quotation]?.start;
    this.store.set({ reading, entity: same(entity), only: same(only), quotation: reading.quotations.find((one) => one.start === start)?.id ?? null });
  }
}

/** The first line, where it is short enough to be a headline. */
function titleOf(text) {
  const line = flat(/\S[^\n]*/.exec(text)?.[0] ?? "");
  return line.length <= 100 ? line : `${line.slice(0, 60)}…`;
}
