// One text at a time: from a paste or the address to a report, with its corrections, kept for the next visit.
import { applySteps, entityAt, keptSpans } from "./corrections.js";
import { idOf, load, save } from "./keep.js";
import { Reading } from "./reading.js";
import { choose, setting } from "./setting.js";
import { flat } from "./words.js";

const NEW = "new";

export class Session extends EventTarget {
  constructor(store, client) {
    super();
    this.store = store;
    this.client = client;
    client.addEventListener("found", (event) => this.#found(event.detail));
    client.addEventListener("failed", (event) => this.#failed(event.detail.message));
    /** Rises with every text, so that one that loads late is not shown over a newer one. */
    this.turns = 0;
    addEventListener("popstate", () => this.follow());
  }

  /** Takes new texts in; the first is shown. */
  async take(texts) {
    const turn = (this.turns += 1);
    const batch = texts.map(({ text }) => idOf(text));
    const records = await Promise.all(
      texts.map(async ({ text, origin, title }, idx) => {
        const known = await load(batch[idx]);
        const record = { id: batch[idx], text, title: title ?? titleOf(text), origin, time: Date.now(), batch, steps: known?.steps ?? [], done: known?.done ?? 0 };
        // Shown before it is kept: the reader need not wait for the disk.
        if (idx === 0 && turn === this.turns) this.#show(record, true);
        return record;
      }),
    );
    const kept = await Promise.all(records.map(save));
    if (!kept.every(Boolean)) this.#say("This browser keeps no texts here; the text is lost when the page is closed.");
  }

  /** Shows what the address names: a text, the empty page, or the last text read. */
  async follow() {
    const named = location.hash.slice(1);
    const id = named || setting("last");
    if (!id || id === NEW) return this.#blank();
    if (id === this.store.state.record?.id && this.store.state.view === "reader") return;
    const turn = (this.turns += 1);
    const record = await load(id);
    if (turn !== this.turns) return;
    if (record) this.#show(record, false);
    else this.#blank();
  }

  /** The empty page, as a step that can be taken back. */
  blank(hash = NEW) {
    if (location.hash !== `#${hash}`) history.pushState(null, "", `#${hash}`);
    this.#blank();
  }

  /** Another text of those opened together. */
  async turn(by) {
    const { record } = this.store.state;
    if (!record) return;
    const next = await load(record.batch[record.batch.indexOf(record.id) + by]);
    if (next) this.#show(next, true);
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
    this.#steps(steps, steps.length);
  }

  again(by) {
    const { record } = this.store.state;
    if (!record || record.done + by < 0 || record.steps.length < record.done + by) return false;
    this.#steps(record.steps, record.done + by);
    return true;
  }

  #steps(steps, done) {
    const record = { ...this.store.state.record, steps, done };
    const before = JSON.stringify(this.#keep());
    this.store.set({ record });
    save(record);
    if (JSON.stringify(this.#keep()) === before) this.#read();
    else this.#analyze();
  }

  #keep() {
    const { record } = this.store.state;
    return record ? keptSpans(record.steps.slice(0, record.done)) : [];
  }

  #show(record, push) {
    const address = `#${record.id}`;
    if (push && location.hash !== address) history.pushState(null, "", address);
    document.title = record.title ? `${record.title} – Saidby` : "Saidby";
    choose("last", record.id);
    this.store.set({ view: "reader", record, report: null, reading: null, partial: false, entity: null, quotation: null, only: null, mention: 0 });
    this.#analyze();
  }

  #blank() {
    this.turns += 1;
    document.title = "Saidby";
    this.client.cancel();
    this.store.set({ view: "welcome", record: null, report: null, reading: null, working: false, partial: false, entity: null, quotation: null, only: null, wide: false });
  }

  #analyze() {
    const { record } = this.store.state;
    if (!record) return;
    this.store.set({ working: true });
    this.client.analyze(record.text, { keep: this.#keep() });
  }

  #found({ report, part }) {
    if (!this.store.state.record) return;
    this.store.set({ report, partial: part, working: part });
    this.#read();
    // After the rail's own turn.
    if (!part) setTimeout(() => this.dispatchEvent(new CustomEvent("done")));
    if (!report.english && !part) this.#say("This does not look like English; the names and speakers below may be wrong.");
  }

  /** Makes the reading from the report and the corrections. */
  #read() {
    const { record, report } = this.store.state;
    if (!record || !report) return;
    const fixed = applySteps(report, record.steps.slice(0, record.done), record.text);
    const reading = new Reading(record.text, fixed);
    // Numbers may have changed; what was chosen is found again by its place in the text.
    const { entity, only, quotation, reading: before } = this.store.state;
    const same = (id) => {
      const mention = before?.entities.get(id)?.mentions[0];
      return mention ? (entityAt(fixed, [mention.start, mention.end])?.id ?? null) : null;
    };
    const start = quotation === null ? -1 : before?.quotations[quotation]?.start;
    this.store.set({
      reading,
      entity: same(entity),
      only: same(only),
      quotation: reading.quotations.find((one) => one.start === start)?.id ?? null,
    });
  }

  #failed(message) {
    this.store.set({ working: false });
    this.#say(message);
  }

  #say(message) {
    this.dispatchEvent(new CustomEvent("trouble", { detail: { message } }));
  }
}

/** The first line, where it is short enough to be a headline. */
function titleOf(text) {
  const line = flat(/\S[^\n]*/.exec(text)?.[0] ?? "");
  return line.length <= 100 ? line : `${line.slice(0, 60)}…`;
}
