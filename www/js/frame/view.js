// The state on its way down: each part of the page is told what changed.
import { roughParagraphs } from "../article/blocks.js";
import { afterFrame, all, h, isNarrow, live, one } from "../dom.js";
import { clip, count, countWords, dayOf, short } from "../reading/words.js";
import { Progress } from "./progress.js";

/** How long an analysis may take before it is spoken of, in milliseconds. */
const PATIENCE = 300;

export class View {
  constructor(parts) {
    this.parts = parts;
    this.progress = new Progress();
    /** @type {string | undefined} the text that the article shows */
    this.id = undefined;
    this.meta = h("p.meta");
  }

  update({ state, keys }) {
    const { article, paper, printout, spotlight } = this.parts;
    const { record, reading, layers } = state;
    const some = (...names) => names.some((name) => keys.has(name));
    if (some("view")) this.#turn(state);
    if (some("record") && record?.id !== this.id) {
      this.id = record?.id;
      article.update("", [], null);
      scrollTo(0, 0);
      this.#aboutText(record);
    }
    if (some("working", "record")) this.#wait(state);
    if (some("reading") && record && reading) {
      // The rest of a long text stands there, unmarked, until it is read.
      const { paragraphs } = reading;
      const rest = state.partial ? roughParagraphs(record.text, paragraphs[paragraphs.length - 1]?.end ?? 0) : [];
      this.#article(record.text, [...paragraphs, ...rest], reading);
    }
    if (some("record")) this.fail("");
    if (some("record", "reading")) this.#lost(state);
    if (some("reading", "only")) this.#only(state);
    if (some("layers", "reading")) {
      const counts = reading?.counts();
      for (const toggle of all(".layer")) {
        const layer = toggle.dataset.layer;
        const n = counts?.[layer];
        toggle.setAttribute("aria-pressed", layers[layer]);
        toggle.classList.toggle("none", n === 0);
        one(".count", toggle).textContent = n === undefined ? "" : short(n);
      }
      for (const [layer, on] of Object.entries(layers)) paper.classList.toggle(`no-${layer}`, !on);
    }
    if (some("reading", "tab", "wide", "view", "sheet")) {
      document.documentElement.classList.toggle("wide", state.wide);
      if (!some("reading")) this.#tabs();
      this.#name(state);
    }
    // The marks first: the rail is a turn of its own.
    if (some("reading")) {
      afterFrame(() => {
        // For `cargo xtask bench`.
        if (reading && !performance.getEntriesByName("marked").length) performance.mark("marked");
        this.#rail();
        this.#tabs();
      });
    } else this.#rail();
    if (some("entity", "mention", "quotation", "only")) spotlight.update(state);
    if (some("record", "reading", "view")) this.#bar(state);
    if (some("reading")) printout.update(state);
    if (some("view") && state.view === "welcome") this.welcome();
  }

  /** An analysis begins; before the engine is there it waits for that. */
  begin() {
    if (this.parts.session.client.ready) this.progress.begin();
    else this.told({ stage: "loading", ...arrival });
  }

  told(progress) {
    this.progress.update(progress, this.parts.store.state.partial);
  }

  settle() {
    clearTimeout(this.timer);
    this.parts.rail.busy = false;
    this.#tabs();
  }

  announce() {
    this.settle();
    const { reading } = this.parts.store.state;
    if (reading) live(`${count(reading.inOrder.length, "quotation")}, ${count(reading.sources.length, "source")} found`);
  }

  /** What went wrong, in one sentence; the text stays, marked or not. */
  trouble(message) {
    const { record, reading, view } = this.parts.store.state;
    live(message);
    if (view === "welcome") return this.welcome({ message });
    this.fail(message);
    if (record && !reading) this.parts.article.update(record.text, roughParagraphs(record.text), null);
  }

  fail(message) {
    const error = one(".over .error");
    error.textContent = message;
    error.hidden = !message;
  }

  /** The first visit's field with a text, and below it the ways in or what went wrong and one way out. */
  welcome({ text = "", message = "", way = null } = {}) {
    const root = one(".welcome");
    const error = one(".error", root);
    if (!message) {
      one("#paste").value = text;
      one(".read").hidden = !text;
    }
    error.replaceChildren(h("p", message), way ?? "");
    error.hidden = !message;
    one(".links", root).hidden = Boolean(message);
  }

  mark(act) {
    for (const toggle of all(".bar [aria-haspopup]")) toggle.setAttribute("aria-expanded", toggle.dataset.act === act);
  }

  #turn({ view }) {
    document.documentElement.dataset.view = view;
    this.parts.popover.close(false);
    this.parts.store.set({ sheet: false });
    if (view === "welcome" && !isNarrow()) one("#paste").focus();
  }

  /** Shows progress, and the text without marks, once the analysis takes longer than a blink. */
  #wait({ working, record }) {
    clearTimeout(this.timer);
    if (!working || !record) return this.settle();
    this.begin();
    const { article, session } = this.parts;
    const plain = () => this.id === record.id && article.text !== record.text && this.#article(record.text, roughParagraphs(record.text), null);
    // Before the engine has come there is time for the text.
    if (!session.client.ready) setTimeout(plain);
    this.timer = setTimeout(() => {
      this.parts.rail.busy = true;
      this.#tabs();
      plain();
    }, PATIENCE);
  }

  #bar({ record, reading, view }) {
    const off = { undo: !record?.done, redo: !record || record.done === record.steps.length, export: !reading, compare: !reading, layers: view === "welcome" };
    for (const [act, is] of Object.entries(off)) {
      const toggle = one(`.bar [data-act=${act}]`);
      // Disabled under the reader's focus, the focus would be lost.
      const focused = toggle === document.activeElement;
      toggle.disabled = is && !focused;
      toggle.setAttribute("aria-disabled", is && focused);
    }
  }

  /** Words and where they come from; which text of several. */
  #aboutText(record) {
    const n = record?.batch.length ?? 0;
    const texts = one(".texts");
    texts.hidden = n < 2;
    if (!record) return;
    const minutes = (Date.now() - record.time) / 60_000;
    this.meta.replaceChildren(
      `${count(countWords(record.text), "word")}, ${record.origin} ${minutes < 2 ? "just now" : `on ${dayOf(new Date(record.time))}`} `,
      ...["Edit", "Find"].map((label) => h("button.link.quiet", { type: "button", "data-act": label.toLowerCase() }, label)),
    );
    const at = record.batch.indexOf(record.id);
    const [back, on] = all("button", texts);
    back.disabled = at === 0;
    on.disabled = at === n - 1;
    one("span", texts).textContent = `Text ${at + 1} of ${n}`;
  }

  /** What the reader corrected and the text has no more. */
  #lost({ record, reading, partial }) {
    const line = one(".lost-steps");
    const missed = ((!partial && reading?.report.missed) || []).map((idx) => record.steps[idx]).map((step) => record.text.slice(...(step.content ?? step.span)));
    const lost = [...(record?.lost ?? []), ...missed];
    line.hidden = !lost.length;
    line.textContent = lost.length ? `${count(lost.length, "correction")} found no place in this text: ${lost.map((words) => (/^["“‘']/.test(words) ? clip(words, 60) : `“${clip(words, 60)}”`)).join(", ")}` : "";
  }

  #only({ only, reading }) {
    const who = only === null ? null : reading?.entities.get(only);
    one(".only-line").hidden = !who;
    one(".only-line b").textContent = `Only ${who?.label ?? ""}`;
  }

  #rail() {
    this.parts.rail.update(this.parts.store.state);
  }

  #tabs() {
    this.parts.rail.drawTabs(this.parts.store.state);
  }

  /** Gives the page a heading where the article shows none. */
  #name({ record, wide }) {
    const heading = one("#what");
    heading.textContent = record?.title ?? "";
    heading.hidden = !wide && Boolean(one("h1", this.parts.paper));
  }

  #article(text, paragraphs, reading) {
    const { article, spotlight, store } = this.parts;
    const top = scrollY;
    article.update(text, paragraphs, reading, this.meta);
    this.#name(store.state);
    spotlight.update(store.state);
    if (top) scrollTo({ top, behavior: "instant" });
  }
}
