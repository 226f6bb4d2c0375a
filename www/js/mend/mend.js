// Mending: the cards of names and quotations, the bar at selected words, and the edges in the text.
import { quotationAt } from "../corrections/quotations.js";
import { entityAt } from "../corrections/names.js";
import { live, one } from "../dom.js";
import { Edges, noteRemoved } from "./edges.js";
import { mendCard } from "./mend-card.js";
import { NameCard } from "./name-card.js";
import { readingCard } from "./reading-card.js";
import { Search } from "./search.js";
import { SelectBar } from "./select-bar.js";
import { SelectWords } from "./select-words.js";
import { withEdges } from "./words.js";

const styles = new CSSStyleSheet();
styles.replaceSync(STYLE);

export class Mend {
  /** Where the mended quotation is. @type {Span | null} */
  #content = null;
  /** @type {any} */
  #note = null;

  constructor(parts) {
    document.adoptedStyleSheets.push(styles);
    this.parts = parts;
    this.edges = new Edges(parts, (span) => {
      const quotation = this.#current();
      if (quotation) this.#act({ do: "edges", content: quotation.content[0], to: withEdges(quotation.content, span) }, "Edge moved", "begins");
    });
    this.bar = new SelectBar(parts, this);
    this.words = new SelectWords(parts, this.bar);
    this.search = new Search(parts);
    document.addEventListener("corrected", (event) => this.#corrected(/** @type {any} */ (event).detail), true);
    addEventListener("resize", () => this.#forgetNote());
    for (const part of [".bar", ".brand"]) one(part).addEventListener("click", () => this.#forgetNote());
    document.addEventListener("keydown", ({ ctrlKey, metaKey }) => (ctrlKey || metaKey) && this.#forgetNote());
  }

  get reading() {
    return this.parts.store.state.reading;
  }

  /** Shows who says something and why. @param {Said} quotation */
  show(quotation, anchor) {
    this.parts.popover.showCard(readingCard(this.reading, quotation, this.parts.paper), anchor, "quotation");
  }

  nameCard(span, entity = this.reading.entities.get(entityAt(this.reading.report, span, true)?.id ?? -1)) {
    return new NameCard(this.reading, span, entity, this.parts.paper);
  }

  select() {
    this.words.begin();
  }

  /** Looks for words in the article. */
  find() {
    this.search.open();
  }

  /** Shows what of a quotation can be changed. @param {Said} quotation */
  card(quotation, focus = "speaker", said = "") {
    const { paper, popover, spotlight, store } = this.parts;
    this.#content = quotation.content[0];
    store.set({ quotation: quotation.id });
    const anchor = spotlight.quotation(quotation);
    const given = { reading: this.reading, original: store.state.report, quotation, said, choose: false, target: paper };
    const card = mendCard({ ...given, act: (...given) => this.#act(...given), undo: () => this.#undo() });
    popover.showCard(card, anchor, "mend");
    one(`.mend-popover [data-key="${focus}"]`)?.focus({ preventScroll: true });
    this.edges.show([quotation.start, quotation.end]);
  }

  #current() {
    const found = this.#content && quotationAt(this.reading.report, this.#content);
    return found ? this.reading.acts[found.id] : null;
  }

  #act(step, said, focus, spoken = said) {
    this.#forgetNote();
    this.parts.session.correct(step);
    if (step.do === "edges") this.#content = step.to[0];
    this.#again(said, focus, spoken);
  }

  #undo() {
    this.parts.session.again(-1);
    this.#again("", "speaker");
    live("Correction undone");
  }

  #again(said, focus, spoken = said) {
    const quotation = this.#current();
    if (!quotation) return this.parts.popover.close();
    if (spoken) live(spoken);
    this.card(quotation, focus, said);
  }

  /** What is taken away leaves a word in the margin until the next step. */
  #corrected(step) {
    this.#forgetNote();
    if (step.do !== "unsay") return;
    setTimeout(() => {
      const undo = () => {
        this.#forgetNote();
        const { steps, done } = this.parts.store.state.record;
        if (JSON.stringify(steps[done - 1]) !== JSON.stringify(step)) return;
        this.parts.session.again(-1);
        live("Correction undone");
      };
      this.#note = noteRemoved(step.content, undo);
    });
  }

  #forgetNote() {
    this.#note?.remove();
    this.#note = null;
  }
}
