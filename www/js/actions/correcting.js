// The reader's corrections: the card for what is chosen, and each as a step that can be undone.
import { selectedSpan } from "../article/selection.js";
import { entityAt } from "../corrections/apply.js";
import { NameCard } from "../corrections/name-card.js";
import { someoneCard } from "../corrections/quotation-card.js";
import { isWide, live } from "../dom.js";

export class Correcting {
  constructor(parts, choosing) {
    this.parts = parts;
    this.choosing = choosing;
    const on = (type, act) => document.addEventListener(type, ({ detail }) => act(detail));
    on("speaker", ({ id, speaker }) => this.speaker(id, speaker));
    on("someone", (id) => this.someone(id));
    on("correct", ({ entity, anchor }) => this.entity(entity, anchor));
    on("corrected", (step) => this.correct(step));
    on("putback", (range) => this.putBack(...[range].flat()));
    on("date", (date) => parts.session.date(date));
  }

  get state() {
    return this.parts.store.state;
  }

  speaker(id, speaker) {
    const quotation = this.choosing.quotationOf(id);
    if (!quotation) return;
    const mention = this.choosing.entityOf(speaker)?.mentions[0];
    this.correct({ do: "speaker", content: quotation.content[0], speaker: mention ? [mention.start, mention.end] : null });
  }

  accept() {
    const quotation = this.choosing.chosen;
    if (quotation?.unsure && quotation.proposed !== null) this.speaker(quotation.id, quotation.proposed);
  }

  someone(id) {
    const { paper, popover, spotlight } = this.parts;
    const quotation = this.choosing.quotationOf(id);
    if (quotation) popover.showCard(someoneCard(this.state.reading, quotation, paper), spotlight.quotation(quotation), "quotation");
  }

  /** Corrects what is chosen: selected words, the focused name, the chosen entity, the chosen quotation. */
  chosen() {
    const { entity, quotation, reading } = this.state;
    const span = selectedSpan(this.parts.article.text);
    const focused = document.activeElement;
    const mark = /** @type {any} */ (focused?.closest("mark.n"));
    if (!reading) return;
    if (span) this.#name(entityAt(reading.report, span, true), span, getSelection()?.getRangeAt(0).startContainer.parentElement);
    else if (mark) this.#mention(Number(mark.dataset.e), Number(mark.dataset.m), mark);
    else if (quotation !== null && (entity === null || focused?.closest("mark.q"))) this.someone(quotation);
    else if (entity !== null) this.entity(entity, null);
  }

  async entity(id, anchor) {
    const entity = this.choosing.entityOf(id);
    if (!entity) return;
    const at = this.state.entity === id ? this.state.mention : 0;
    const mark = this.parts.spotlight.mention(entity, at);
    const beside = isWide() && !this.state.wide;
    if (beside) await this.parts.spotlight.goTo(mark);
    this.#mention(id, at, beside ? mark : anchor);
  }

  #mention(id, idx, anchor) {
    const { start, end } = this.choosing.entityOf(id)?.mentions[idx] ?? {};
    if (start !== undefined) this.#name({ id }, [start, end], anchor);
  }

  #name(entity, span, anchor) {
    this.parts.popover.showCard(new NameCard(this.state.reading, span, this.choosing.entityOf(entity?.id), this.parts.paper), anchor, "name");
  }

  correct(step) {
    this.parts.popover.close();
    this.parts.session.correct(step);
    live("Corrected");
  }

  again(by) {
    if (this.parts.session.again(by)) live(by < 0 ? "Correction undone" : "Correction redone");
  }

  /** Puts the paragraphs from one to another back into the article, as one step. */
  putBack(idx, last = idx) {
    const [from, to] = [idx, last].map((idx) => this.state.report?.paragraphs[idx]);
    if (from && to) this.correct({ do: "keep", span: [from.start, to.end] });
  }
}
