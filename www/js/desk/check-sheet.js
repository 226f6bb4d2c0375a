// Quotations checked one by one on a small screen, which they fill.
import { button, emit, h, keepFocus, live, one } from "../dom.js";
import { ruleOf } from "../rail/signs.js";
import { capital, flat, KINDS } from "../reading/words.js";
import { beside, checkButtons, checkedOf, checkStrip, isDone, openWith } from "../check/check.js";

export class CheckSheet {
  /** Where the shown quotation begins and ends. */
  start = 0;
  end = 0;

  constructor(parts, desk) {
    this.parts = parts;
    this.desk = desk;
    this.main = h("div.check-sheet");
  }

  get reading() {
    return this.parts.store.state.reading;
  }

  show() {
    const { quotation } = this.parts.store.state;
    const { inOrder } = this.reading;
    const at = inOrder.find(({ id }) => id === quotation) ?? inOrder.find((one) => !isDone(one)) ?? inOrder[0];
    if (!at) return live("Nobody is quoted in this text");
    this.#go(at);
    const undo = button("Undo", () => this.parts.session.again(-1), { class: "desk-undo" });
    this.desk.show({
      kind: "check",
      title: "Check",
      tools: [undo],
      body: [this.main],
      keys: { x: () => this.#say("checked"), b: () => this.#say("called-back"), r: () => this.#say("wrong"), n: () => this.#step(1), p: () => this.#step(-1), j: () => this.#step(1) },
      changed: ({ keys }) => keys.has("reading") && this.#draw(),
    });
    this.#draw();
  }

  /** By its place: corrections that are undone change numbers. What is gone gives way to the next. */
  get quotation() {
    const { inOrder } = this.reading;
    return inOrder.find(({ start, end }) => start === this.start && end === this.end) ?? inOrder.find(({ start }) => this.start <= start) ?? inOrder[inOrder.length - 1];
  }

  #go({ start, end }) {
    Object.assign(this, { start, end });
  }

  #say(check) {
    const { quotation } = this;
    if (quotation.check !== check && check !== "wrong") this.#go(beside(openWith(this.reading, quotation), quotation));
    this.parts.checking.check(quotation, check);
    this.#draw();
    one(`[data-check=${check}]`, this.main)?.focus({ preventScroll: true });
  }

  #step(by) {
    const { quotation, reading } = this;
    const open = openWith(reading, quotation);
    this.#go(beside(1 < open.length ? open : reading.inOrder, quotation, by));
    this.#draw();
  }

  #draw() {
    const { reading } = this;
    const quotation = reading && this.quotation;
    if (!quotation) return this.desk.close();
    this.#go(quotation);
    const who = reading.who(quotation);
    const { inOrder } = reading;
    one(".desk-head h1").textContent = checkedOf(inOrder);
    const band = checkStrip(reading, quotation);
    band.addEventListener("quotation", (event) => {
      event.stopPropagation();
      this.#go(reading.acts[/** @type {any} */ (event).detail.id]);
      this.#draw();
    });
    const paragraph = [...reading.paragraphs].reverse().find(({ start }) => start <= quotation.start);
    const around = paragraph ? flat(reading.text.slice(quotation.end, paragraph.end)) : "";
    const show = () => {
      this.desk.close(false);
      emit(document, "quotation", { id: quotation.id });
    };
    const open = openWith(reading);
    const at = open.indexOf(quotation);
    const sheet = [
      h(
        "div.check-scroll",
        band,
        h("p.check-who", h(`b.speaker.s${reading.slot(quotation)}`, reading.nameOf(quotation)), " ", h("i.role", who?.roles[0] ?? who?.tail ?? "")),
        h("blockquote.check-words", ruleOf(reading, quotation), reading.quote(quotation.content)),
        /\p{L}/u.test(around) && h("p.check-around", around),
        h("p.check-place", h("span.dim", `${capital(KINDS[quotation.kind].split(",")[0])}, ${reading.placeOf(quotation.start)}`), button("Show in the article", show, { class: "link" })),
        quotation.stale && h("p.dim", "Words changed since checked"),
        this.parts.checking.noteField(quotation),
      ),
      h(
        "div.check-foot",
        h("p.check-buttons", checkButtons(quotation, (check) => this.#say(check))),
        h("p.check-steps", button("‹ Previous", () => this.#step(-1), { "data-step": "back" }), h("span.dim", open.length ? (at < 0 ? `${open.length} unchecked` : `${at + 1} of ${open.length} unchecked`) : "none left"), button("Next ›", () => this.#step(1), { "data-step": "on" })),
      ),
    ];
    keepFocus(this.main, "data-step", () => this.main.replaceChildren(...sheet));
  }
}
