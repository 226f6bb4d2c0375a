// Mending: the cards of names and quotations, words selected by key, and the edges in the text.
import { withEdges } from "./words.js";
import { quotationAt } from "../corrections/quotations.js";
import { entityAt } from "../corrections/names.js";
import { live, one } from "../dom.js";
import { Edges } from "./edges.js";
import { mendCard } from "./mend-card.js";
import { NameCard } from "./name-card.js";
import { picker } from "./picker.js";
import { SelectWords } from "./select-words.js";

export class Mend {
  /** Where the mended quotation is. @type {Span | null} */
  #content = null;

  constructor(parts) {
    this.parts = parts;
    this.edges = new Edges(parts, (span) => {
      const quotation = this.#current();
      if (quotation) this.#act({ do: "edges", content: quotation.content[0], to: withEdges(quotation.content, span) }, "Edge moved", "begins");
    });
    this.words = new SelectWords(parts);
    this.picker = picker;
  }

  get reading() {
    return this.parts.store.state.reading;
  }

  nameCard(span, entity = this.reading.entities.get(entityAt(this.reading.report, span, true)?.id ?? -1)) {
    return new NameCard(this.reading, span, entity, this.parts.paper);
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
    this.parts.removed.note.remove();
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
}
