// The state on its way down: which part is told of which change.
import { roughParagraphs } from "./blocks.js";
import { isNarrow, live } from "./dom.js";
import { count } from "./words.js";

const PATIENCE = 300;
const LONG = 30_000;

export class View {
  constructor(parts) {
    this.parts = parts;
    this.busy = false;
    /** @type {string | undefined} the text that the article shows */
    this.id = undefined;
  }

  update({ state, keys }) {
    const { article, bar, head, key, panel, paper, printout, sheets, spotlight, welcome } = this.parts;
    const { record, reading } = state;
    if (keys.has("view")) this.#turn(state);
    if (keys.has("record") && record?.id !== this.id) {
      this.id = record?.id;
      article.update("", [], null);
      paper.classList.remove("plain");
      scrollTo(0, 0);
    }
    if (keys.has("working") || keys.has("record")) this.#wait(state);
    if (keys.has("reading") && record && reading) {
      // The rest of a long text stands there, unmarked, until it is read.
      const { paragraphs } = reading;
      const rest = state.partial ? roughParagraphs(record.text, paragraphs[paragraphs.length - 1]?.end ?? 0) : [];
      this.#article(record.text, [...paragraphs, ...rest], reading);
    }
    if (keys.has("record") || keys.has("reading") || keys.has("only")) head.update(state, keys);
    if (keys.has("layers") || keys.has("reading")) {
      key.update(state.layers, reading ? reading.counts() : null);
      for (const [layer, on] of Object.entries(state.layers)) paper.classList.toggle(`no-${layer}`, !on);
    }
    if (keys.has("reading") || keys.has("tab") || keys.has("wide") || keys.has("view")) {
      document.documentElement.classList.toggle("wide", state.wide);
      panel.update(state, this.busy || !reading);
      sheets.update(state);
      this.#name(state);
    }
    // The rail of a long text is a turn of its own too, so that keys are heard in between.
    if (keys.has("reading") && record && LONG < record.text.length) setTimeout(() => this.#rail());
    else this.#rail();
    if (keys.has("entity") || keys.has("mention") || keys.has("quotation") || keys.has("only")) spotlight.update(state);
    if (keys.has("record") || keys.has("reading") || keys.has("view")) bar.update(state);
    if (keys.has("reading")) printout.update(state);
    if (keys.has("view") && state.view === "welcome") welcome.reset();
  }

  progress(progress) {
    const { store } = this.parts;
    this.parts.progress.update(progress, store.state.partial);
  }

  /** The work is over, well or not. */
  settle() {
    clearTimeout(this.timer);
    this.busy = false;
    const { panel, store } = this.parts;
    panel.update(store.state, !store.state.reading && store.state.working);
  }

  announce() {
    this.settle();
    const { reading } = this.parts.store.state;
    if (reading) live(`${count(reading.quotations.length, "quotation")}, ${count(reading.speakers?.length ?? 0, "source")} found`);
  }

  trouble(message) {
    const { head, store, article } = this.parts;
    const { record, reading, view } = store.state;
    if (view === "welcome") return this.parts.welcome.fail(message, null);
    head.fail(message);
    // The text stays, marked or not.
    if (record && !reading) article.update(record.text, roughParagraphs(record.text), null);
  }

  #turn({ view }) {
    document.documentElement.dataset.view = view;
    this.parts.popover.close(false);
    this.parts.sheets.close();
    if (view === "welcome" && !isNarrow()) this.parts.welcome.field.focus();
  }

  /** Shows progress, and the text without marks, once the analysis takes longer than a blink. */
  #wait({ working, record }) {
    clearTimeout(this.timer);
    if (!working || !record) return this.settle();
    const { panel, progress, store } = this.parts;
    progress.start();
    this.timer = setTimeout(() => {
      this.busy = true;
      panel.update(store.state, true);
      if (!store.state.reading && store.state.record) this.#article(record.text, roughParagraphs(record.text), null);
    }, PATIENCE);
  }

  #rail() {
    const { ledger, sources, store, who } = this.parts;
    /** @type {Record<string, { update(state: State): void }>} */
    const bodies = { who, quotations: ledger, sources };
    bodies[store.state.tab].update(store.state);
  }

  /** Gives the page a heading where the article shows none. */
  #name({ record, wide }) {
    const heading = /** @type {HTMLElement} */ (document.getElementById("what"));
    heading.textContent = record?.title ?? "";
    heading.hidden = !wide && Boolean(this.parts.paper.querySelector("h1"));
  }

  #article(text, paragraphs, reading) {
    const { article, head, spotlight, store } = this.parts;
    const top = scrollY;
    head.meta.remove();
    article.update(text, paragraphs, reading);
    const headline = article.element.querySelector(".block.headline");
    if (headline) headline.after(head.meta);
    else article.element.querySelector(".section")?.prepend(head.meta);
    this.#name(store.state);
    spotlight.update(store.state);
    if (top) scrollTo({ top, behavior: "instant" });
  }
}
