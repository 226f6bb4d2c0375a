// Quotations checked one by one, in the ledger and in the article: ticks, three buttons and a note, filters, and keys.
import { all, button, emit, h, isNarrow, live, one } from "../dom.js";
import { strip } from "../rail/signs.js";
import { checkButtons, checkedOf, checkNews, checkStep, isDone, leftOf, tick } from "./check.js";

/** How long typing must rest before a note is kept, in milliseconds. */
const REST = 400;
const FILTERS = { Unchecked: (quotation) => !isDone(quotation), Checked: isDone };

export class Checking {
  /** Which quotations are listed, by whether they are checked. @type {keyof typeof FILTERS | null} */
  only = null;
  /** What gets the focus when the rows are made anew. */
  #focus = "";
  /** The filter of checks that was pressed last, and has the focus when the filters are made anew. */
  #pressed = "";
  /** A note that is being typed and not kept yet. @type {any} */
  #typing;
  /** The field of a note that has the focus, while rows are made anew too. @type {any} */
  #field = null;
  head = h("div.check-head");

  constructor(parts, desk) {
    this.parts = parts;
    this.desk = desk;
    this.ledger = parts.rail.bodies.quotations;
    this.ledger.element.addEventListener("listed", () => this.#listed());
    one(".filters", this.ledger.element).addEventListener("click", ({ target }) => (this.#pressed = target.closest("[data-only]")?.dataset.only ?? ""), true);
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
    const next = said && said !== "wrong" ? this.#after(now) : now;
    this.#focus = within ? `[data-tick="${next.id}"]` : "";
    this.parts.session.correct(checkStep(reading, [now], said, now.note ?? ""));
    const open = this.state.reading.inOrder.filter((one) => !isDone(one)).length;
    live(`${checkNews(1, said)}. ${open ? `${open} to check` : "All checked"}`);
    if (next !== now && !this.desk.view) this.choose(next.id);
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
    const from = quotation === null ? null : reading?.acts[quotation];
    const next = reading?.inOrder.length && this.#after(from);
    if (!next || isDone(next)) return live("All quotations are checked");
    this.choose(next.id);
  }

  choose(id) {
    if (isNarrow()) this.parts.store.set({ quotation: id });
    else emit(document, "quotation", { id });
  }

  /** The next one that is not checked, around; else the same. */
  #after(from) {
    const open = this.state.reading.inOrder.filter((one) => one === from || !isDone(one));
    return open[(open.indexOf(from) + 1) % open.length];
  }

  /** The field of a note, kept while typing. */
  noteField(quotation) {
    const keep = () => this.#keep();
    const input = ({ target }) => {
      clearTimeout(this.#typing?.timer);
      this.#typing = { record: this.state.record?.id, id: quotation.id, value: target.value, timer: setTimeout(keep, REST) };
    };
    return h("input.note-field", { type: "text", placeholder: "Note", "aria-label": "Note", value: quotation.note ?? "", maxlength: 2000, input, change: keep, "data-note": quotation.id });
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
    const { element, list } = this.ledger;
    if (!reading || reading !== this.ledger.reading) return;
    const field = this.#field?.dataset.note === String(this.state.quotation) ? this.#field : null;
    this.#filters(reading, element);
    this.#head(reading);
    for (const row of all(".row[data-q]", list)) {
      const quotation = reading.acts[Number(row.dataset.q)];
      if (quotation.act !== "statement") continue;
      const chosen = quotation.id === this.state.quotation;
      row.classList.toggle("done", isDone(quotation));
      if (!one(".tick", row)) {
        const box = tick(quotation, reading.nameOf(quotation), () => this.check(quotation, quotation.check ?? "checked"));
        row.append(row.matches("tr") ? h("td.tick-cell", box) : box);
        if (quotation.note || quotation.stale) one(".quoted", row)?.after(h("span.said-of", { class: quotation.stale ? "stale" : "" }, quotation.stale ? "Words changed since checked. " : "", quotation.note ?? ""));
      }
      one(".check-bar", row)?.remove();
      if (chosen && row.matches("li")) row.append(this.#bar(quotation));
    }
    const heads = one("thead tr", list);
    if (heads && !one(".tick-head", heads)) heads.append(h("th.tick-head", { scope: "col" }, "Checked"));
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
    const copy = button("Copy", ({ currentTarget }) => this.desk.copying.quotation(quotation, currentTarget), { class: "link" });
    return h("div.check-bar", h("p.check-buttons", checkButtons(quotation, (check) => this.check(quotation, check))), h("p.note-row", this.noteField(quotation), copy));
  }

  #filters(reading, element) {
    const filters = one(".filters", element);
    one(".check-filters", filters)?.remove();
    const n = (test) => reading.inOrder.filter(test).length;
    if (!n(() => true)) return;
    const choose = (name) => {
      this.only = this.only === name ? null : name;
      this.ledger.passes = this.only ? (one) => one.act === "statement" && FILTERS[/** @type {keyof typeof FILTERS} */ (this.only)](one) : () => true;
      this.parts.paper.classList.toggle("only-unchecked", this.only === "Unchecked");
      this.ledger.refresh();
    };
    const buttons = Object.entries(FILTERS).map(([name, test]) => button([h(`i.sign.${name === "Checked" ? "checked" : "open"}`, { "aria-hidden": "true" }), `${name} ${n(test)}`], () => choose(name), { "aria-pressed": String(this.only === name), "data-only": name }));
    const focused = this.#pressed && filters.contains(document.activeElement);
    filters.append(h("span.check-filters", buttons));
    if (focused) one(`[data-only=${this.#pressed}]`, filters)?.focus();
  }

  /** The strip of what is left, and how far the checking is. */
  #head(reading) {
    const some = reading.inOrder.some(({ check }) => check);
    const { element, list } = this.ledger;
    if (!this.head.isConnected) list.before(this.head);
    this.head.hidden = !reading.inOrder.length;
    const band = strip(reading, reading.inOrder);
    for (const piece of all("[data-q]", band)) {
      const quotation = reading.acts[Number(piece.dataset.q)];
      piece.classList.toggle("done", isDone(quotation));
      piece.classList.toggle("here", quotation.id === this.state.quotation);
    }
    const copies = button("Copy …", ({ currentTarget }) => this.desk.copying.menu(currentTarget, element), { class: "link", "aria-haspopup": "menu" });
    const sheet = isNarrow() ? button("Check one by one", () => this.desk.sheet(), { class: "link" }) : "";
    this.head.replaceChildren(...(some ? [band] : []), h("p.check-count", h("span", some ? checkedOf(reading.inOrder) : ""), h("span.dim", some ? leftOf(reading.inOrder) : ""), sheet, copies));
  }
}
