// The reader's corrections: the card for what is chosen, and each as a step that can be undone.
import { selectedSpan } from "../article/selection.js";
import { entityAt } from "../corrections/names.js";
import { emit, hear, isWide, live, one } from "../dom.js";
import { mending } from "../later.js";

export class Correcting {
  constructor(parts, choosing) {
    this.parts = parts;
    this.choosing = choosing;
    hear("speaker", ({ id, speaker }) => this.speaker(id, speaker));
    hear("mend", (id) => this.mend(id));
    hear("correct", ({ entity, anchor }) => this.entity(entity, anchor));
    hear("corrected", (step) => this.correct(step));
    hear("putback", (range) => this.putBack(...[range].flat()));
    hear("date", (date) => this.correct({ do: "date", date }));
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

  /** Nobody says the chosen quotation; of a name that has the focus, its card is asked. */
  unsay() {
    if (document.activeElement?.matches("mark.n")) return this.chosen();
    const quotation = this.choosing.chosen;
    if (quotation) emit(this.parts.paper, "corrected", { do: "unsay", content: quotation.content[0] });
  }

  async mend(id, focus = "") {
    const quotation = this.choosing.quotationOf(id);
    const found = quotation && (this.parts.mend ?? (await mending(this.parts)));
    if (found) found.card(quotation, focus);
  }

  /** Corrects what is chosen: selected words, the focused name, the chosen entity, the chosen quotation. */
  chosen() {
    const { entity, quotation, reading } = this.state;
    const span = selectedSpan(this.parts.article.text);
    const focused = document.activeElement;
    const mark = /** @type {any} */ (focused?.closest("mark.n"));
    if (!reading) return;
    if (span) this.name(span, getSelection()?.getRangeAt(0).startContainer.parentElement);
    else if (mark) this.#mention(Number(mark.dataset.e), Number(mark.dataset.m), mark);
    else if (quotation !== null && (entity === null || focused?.closest("mark.q, .popover"))) this.mend(quotation);
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
    if (start !== undefined) this.name([start, end], anchor, id);
  }

  /** Asks what some words are. */
  async name(span, anchor, id = entityAt(this.state.reading?.report, span, true)?.id) {
    // At once where it can be: the reader's next key belongs to the card.
    const found = this.parts.mend ?? (await mending(this.parts));
    if (found) this.parts.popover.showCard(found.nameCard(span, this.choosing.entityOf(id)), anchor, "name");
  }

  correct(step) {
    this.parts.popover.close();
    this.parts.session.correct(step);
    live(step.do === "unsay" ? "Removed; Control Z brings it back" : "Corrected");
    // The mark that had the focus was drawn anew.
    if (document.activeElement === document.body) (one(`.paper mark[data-q="${this.state.quotation}"]`) ?? this.parts.paper).focus({ preventScroll: true });
  }

  again(by) {
    if (this.parts.popover.open) this.parts.popover.close();
    if (this.parts.session.again(by)) live(by < 0 ? "Correction undone" : "Correction redone");
  }

  /** Puts the paragraphs from one to another back into the article, as one step. */
  putBack(idx, last = idx) {
    const [from, to] = [idx, last].map((idx) => this.state.reading?.paragraphs[idx]);
    if (from && to) this.correct({ do: "keep", span: [from.start, to.end] });
  }
}
