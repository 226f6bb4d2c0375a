// Quotations checked one by one, in the ledger and in the article: ticks, three buttons and a note, filters, and keys.
import { button, emit, h, isNarrow, live, one } from "../dom.js";
import { drawFilters } from "../rail/lists.js";
import { isStatement } from "../reading/words.js";
import { beside, checkButtons, checkedOf, checkNews, checkStep, checkStrip, isDone, leftOf, openWith } from "./check.js";

/** How long typing must rest before a note is kept, in milliseconds. */
const REST = 400;
const FILTERS = { unchecked: (quotation) => !isDone(quotation), checked: isDone };

export class Checking {
  /** Which quotations are listed, by whether they are checked; all where it is empty. */
  only = "";
  /** What gets the focus when the rows are made anew. */
  #focus = "";
  /** A note that is being typed and not kept yet. @type {any} */
  #typing;
  /** The field of a note that has the focus, while rows are made anew too. @type {any} */
  #field = null;
  head = h("div.check-head");

  constructor(parts) {
    this.parts = parts;
    this.ledger = parts.rail.bodies.quotations;
    this.ledger.element.addEventListener("listed", () => this.#listed());
    this.ledger.element.addEventListener("tick", ({ detail }) => this.check(detail, detail.check ?? "checked"));
    this.filters = one(".check-filters", this.ledger.element);
    this.keys = {
      x: () => this.chosen("checked"),
      b: () => this.chosen("called-back"),
      r: () => this.chosen("wrong"),
      a: () => this.#annotate(),
      j: () => this.next(),
    };
    addEventListener("pagehide", () => this.#keep());
    document.addEventListener("focusout", ({ target }) => setTimeout(() => target === this.#field && this.#field?.isConnected && document.activeElement !== target && (this.#field = null)));
    // Taken away with its row, a field has not lost the focus to anything.
    document.addEventListener("focusin", ({ target }) => (this.#field = /** @type {any} */ (target).matches(".ledger .note-field") ? target : null));
  }

  get state() {
    return this.parts.store.state;
  }

  /** Says something of the chosen quotation, or takes it back. */
  chosen(check) {
    const quotation = this.state.reading?.acts[this.state.quotation];
    if (quotation && !this.state.reading.asides.includes(quotation)) this.check(quotation, check);
    else this.next();
  }

  /** @param {Said} quotation */
  check(quotation, check) {
    this.#keep();
    const { reading } = this.state;
    const now = this.quotation(quotation.id);
    const said = now.check === check ? null : check;
    const within = document.activeElement?.closest(".ledger");
    const next = said && said !== "wrong" ? beside(openWith(reading, now), now) : now;
    this.#focus = within ? `[data-tick="${next.id}"]` : "";
    this.parts.session.correct(checkStep(reading, [now], said, now.note ?? ""));
    const open = openWith(this.state.reading).length;
    live(`${checkNews(1, said)}. ${open ? `${open} to check` : "All checked"}`);
    if (next !== now && !this.parts.desk?.view) this.choose(next.id);
  }

  /** Checks off several as one step. @param {Said[]} quotations */
  checkAll(quotations) {
    this.parts.session.correct(checkStep(this.state.reading, quotations, "checked", quotations.length === 1 ? (quotations[0].note ?? "") : ""));
    live(checkNews(quotations.length, "checked"));
  }

  /** Keeps a note to a quotation. */
  note(id, note) {
    const quotation = this.quotation(id);
    if (!quotation || (quotation.note ?? "") === note.trim()) return;
    this.parts.session.correct(checkStep(this.state.reading, [quotation], quotation.check ?? null, note.trim()));
  }

  quotation(id) {
    return /** @type {any} */ (this.state.reading).acts[id];
  }

  next() {
    const { reading, quotation } = this.state;
    const from = reading?.acts[quotation];
    const next = reading && beside(openWith(reading, from), from);
    if (!next || isDone(next)) return live("All quotations are checked");
    this.choose(next.id);
  }

  choose(id) {
    if (isNarrow()) this.parts.store.set({ quotation: id });
    else emit(document, "quotation", { id });
  }

  /** The field of a note, kept while typing. */
  noteField(quotation) {
    // Not while a button is pressed: drawn anew, it would not hear of its click.
    const rest = () => setTimeout(() => (one("button:active") ? (this.#typing.timer = rest()) : this.#keep()), REST);
    const input = ({ target }) => {
      clearTimeout(this.#typing?.timer);
      this.#typing = { record: this.state.record?.id, id: quotation.id, value: target.value, timer: rest() };
    };
    return h("input.note-field", { type: "text", placeholder: "Note", "aria-label": "Note", value: quotation.note ?? "", maxlength: 2000, input, "data-note": quotation.id });
  }

  #keep() {
    const typing = this.#typing;
    this.#typing = null;
    clearTimeout(typing?.timer);
    if (typing && typing.record === this.state.record?.id && this.state.reading) this.note(typing.id, typing.value);
  }

  #annotate() {
    const { quotation, tab } = this.state;
    if (quotation === null) return this.next();
    if (tab !== "quotations") this.parts.store.set({ tab: "quotations" });
    requestAnimationFrame(() => one(".note-field", this.ledger.element)?.focus());
  }

  /** Draws over the rows that were listed anew. */
  #listed() {
    const { reading } = this.state;
    const { list } = this.ledger;
    if (!reading || reading !== this.ledger.reading) return;
    const field = this.#field?.dataset.note === String(this.state.quotation) ? this.#field : null;
    this.#filters(reading);
    this.#head(reading);
    one(".check-bar", list)?.remove();
    const chosen = one("li.chosen", list);
    const quotation = chosen && reading.acts[chosen.dataset.q];
    if (quotation && isStatement(quotation)) chosen.append(this.#bar(quotation));
    const again = this.#focus ? one(this.#focus, list) : null;
    this.#focus = "";
    again?.focus({ preventScroll: true });
    const note = field && one(".note-field", list);
    if (!note) return;
    const { value, selectionStart } = field;
    note.value = value;
    note.focus({ preventScroll: true });
    note.setSelectionRange(selectionStart, selectionStart);
  }

  #bar(quotation) {
    const copy = button("Copy", ({ currentTarget }) => this.parts.copying.quotation(quotation, currentTarget), { class: "link" });
    return h("div.check-bar", h("p.check-buttons", checkButtons(quotation, (check) => this.check(quotation, check))), h("p.note-row", this.noteField(quotation), copy));
  }

  #filters(reading) {
    drawFilters(this.filters, FILTERS, reading.inOrder, this.only, (name) => {
      this.only = this.only === name ? "" : name;
      this.ledger.passes = this.only ? (one) => isStatement(one) && FILTERS[this.only](one) : () => true;
      this.parts.paper.classList.toggle("only-unchecked", this.only === "unchecked");
      this.ledger.refresh();
    });
  }

  /** The strip of what is left, and how far the checking is. */
  #head(reading) {
    const some = reading.inOrder.some(({ check }) => check);
    const { list } = this.ledger;
    if (!this.head.isConnected) list.before(this.head);
    this.head.hidden = !reading.inOrder.length;
    const copies = button("Copy …", null, { class: "link", "aria-haspopup": "menu", "data-act": "copies" });
    const sheet = button("Check one by one", null, { class: "link only-narrow", "data-act": "sheet" });
    this.head.replaceChildren(some ? checkStrip(reading, reading.acts[this.state.quotation]) : "", h("p.check-count", h("span", some ? checkedOf(reading.inOrder) : ""), h("span.dim", some ? leftOf(reading.inOrder) : ""), sheet, copies));
  }
}
