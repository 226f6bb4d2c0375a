// One text at a time: from a paste or the address to a report with its corrections, kept for the next visit.
import { Client } from "./client.js";
import { optionsOf, readingOf } from "./corrections/apply.js";
import { entityAt } from "./corrections/names.js";
import { afterFrame } from "./dom.js";
import { Kept } from "./kept.js";
import { edited, fresh, idOf, inherited } from "./record.js";
import { choose, keeping, setting } from "./settings.js";
import { FRESH } from "./store.js";

const NEW = "new";

export class Session {
  /** Rises with every text, so that one that loads late is not shown over a newer one. */
  #turns = 0;
  /** The one request that the texts be spared. @type {Promise<any> | undefined} */
  #spared;
  /** The text that the reader edits. @type {TextRecord | null} */
  editing = null;

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
    this.kept = new Kept((type, detail) => {
      if (type === "trouble") tell(type, detail);
      else if (type === "cleared") this.#cleared(detail.id);
      else if (store.state.record?.id === detail.id) this.#put(detail);
    });
    addEventListener("popstate", () => this.follow());
  }

  /** Takes new texts in, to those that are open `together`; the first is shown, by its `report` where it has one. @param {any[]} texts @param {string[]} together */
  take(texts, together = []) {
    const batch = [...new Set([...together, ...texts.map(({ text }) => idOf(text))])];
    const records = texts.map((text) => fresh(text, batch, batch.indexOf(idOf(text.text))));
    if (texts.length === 1 && this.editing) records[0] = this.#inPlaceOf(this.editing, records[0]);
    this.#turns += 1;
    this.#go(records[0].id);
    for (const record of records) this.kept.save(record);
    this.#show(records[0], texts[0].report);
  }

  /** A text that was edited, with the corrections of what it was, and in its place among those that it is open with. */
  #inPlaceOf(before, record) {
    const after = inherited(record, before);
    const batch = [...new Set(before.batch.map((id) => (id === before.id ? after.id : id)))];
    if (batch.length < 2 || after.id === before.id) return after;
    // Newer than what other windows know; the others were not opened again.
    const tell = (other, batch) => other && this.kept.save({ ...other, batch, time: other.time + 1 });
    tell(this.kept.known(before.id), [before.id]);
    for (const id of batch) if (id !== after.id) this.kept.load(id).then((other) => tell(other, batch));
    return { ...after, batch };
  }

  /** Shows what the address names: a text, the empty page, or the last text read. */
  async follow() {
    const id = location.hash.slice(1) || setting("last");
    const { record: shown, view } = this.store.state;
    if (id && id === shown?.id && view === "reader") return;
    const turn = (this.#turns += 1);
    const record = id && id !== NEW ? await this.kept.load(id) : null;
    if (turn !== this.#turns) return;
    if (record) this.#show(record);
    else this.#blank();
  }

  /** The empty page, as a step that can be taken back. */
  blank() {
    this.#go(NEW);
    this.#turns += 1;
    this.#blank();
  }

  turn(by) {
    const { record } = this.store.state;
    return record && this.open(record.batch[record.batch.indexOf(record.id) + by]);
  }

  /** Shows a text that is kept. */
  async open(id) {
    const turn = (this.#turns += 1);
    // What this window knows is in step with other windows.
    const next = id && (this.kept.known(id) ?? (await this.kept.load(id)));
    if (!next || turn !== this.#turns) return;
    this.#go(id);
    this.#show(next);
  }

  /** What others changed of a text beside its edits: its name, those it is open with. @param {TextRecord} record */
  describe(record) {
    this.kept.save(record);
    if (record.id === this.store.state.record?.id) this.store.set({ record });
  }

  /** Forgets all texts here and in every other window; false where the browser does not obey. */
  clear() {
    choose("last", null);
    choose("people", null);
    return this.kept.clear();
  }

  #cleared(id) {
    const { record } = this.store.state;
    if (!record || (id && id !== record.id)) return;
    this.#turns += 1;
    this.#blank();
    this.tell("trouble", id ? "The text was deleted in another window." : "All kept texts were cleared in another window.");
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
    const last = record.steps[record.done - 1];
    // A note that goes on is one step.
    const goesOn = step.note && last?.do === "check" && last.note && last.check === step.check && String(last.content) === String(step.content);
    const steps = [...record.steps.slice(0, record.done - (goesOn ? 1 : 0)), step];
    this.#change({ steps, done: steps.length });
  }

  again(by) {
    const { record } = this.store.state;
    if (!record || record.done + by < 0 || record.steps.length < record.done + by) return false;
    this.#change({ done: record.done + by });
    return true;
  }

  #change(patch) {
    const record = edited(/** @type {TextRecord} */ (this.store.state.record), patch);
    this.kept.save(record);
    // What somebody worked on, the browser should not throw away when room is short.
    this.#spared ??= navigator.storage?.persist?.().catch(() => {});
    this.#put(record);
  }

  /** Shows the text that is shown with other corrections. */
  #put(record) {
    const before = JSON.stringify(this.#options());
    this.store.set({ record });
    if (JSON.stringify(this.#options()) === before) this.#read();
    else this.#analyze();
  }

  #options() {
    return optionsOf(this.store.state.record);
  }

  /** A new address in the history. What the entry that is left holds for a reload goes along. */
  #go(id) {
    const { state } = history;
    if (location.hash === `#${id}`) return;
    try {
      if (state) history.replaceState(null, "");
      history.pushState(state, "", `#${id}`);
    } catch {
      // Once the text is shown.
      setTimeout(() => this.tell("trouble", "The browser sets no more addresses for this page now; after a reload, paste this text again."));
    }
  }

  #show(record, report = null) {
    this.editing = null;
    if (keeping.on) choose("last", record.id);
    this.store.set({ ...FRESH, view: "reader", record });
    // It is of the text as it came; corrections may ask for another reading.
    const { keep, date, cut } = this.#options();
    if (!report || keep.length || date || cut) return this.#analyze();
    this.client.cancel();
    this.#found({ report, part: false });
  }

  #blank() {
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
    if (!report.english) this.tell("trouble", "This does not look like English: only names are marked, and they may be wrong; nobody’s words are.");
  }

  /** Makes the reading from the report and the corrections. */
  #read() {
    const { record, report, entity, only, quotation, reading: before } = this.store.state;
    if (!record || !report) return;
    const reading = readingOf(record, report);
    // Numbers may have changed; what was chosen is found again by its place in the text.
    const same = (id) => {
      const mention = before?.entities.get(id)?.mentions[0];
      return mention ? (entityAt(reading.report, [mention.start, mention.end])?.id ?? null) : null;
    };
    const start = quotation === null ? -1 : before?.acts[quotation]?.start;
    this.store.set({ reading, entity: same(entity), only: same(only), quotation: reading.inOrder.find((one) => one.start === start)?.id ?? null });
  }
}
