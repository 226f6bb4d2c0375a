// The quotations of a text against notes or a transcript: are the words there?
import { all, button, h, keepFocus, live, moveAmong, one } from "../dom.js";
import { capital, count, countWords, figure } from "../reading/words.js";
import { ruleOf } from "../rail/signs.js";
import { spell } from "../reading/summary.js";
import { checkButtons, checkStep, isDone } from "../check/check.js";
import { copy } from "../check/copying.js";
import { Comparison, drawn, IN_NOTES, plain, relation } from "./pieces.js";

/** So many lines of the notes around a passage are shown. */
const LINES = 12;

/** Which quotations a reading has, by their places. */
const quotationsOf = ({ acts }) => JSON.stringify(acts.map(({ content }) => content));

export class Notes extends Comparison {
  title = "Against notes";
  ask = "Paste notes or a transcript here";
  hint = "They are kept nowhere and enter no count.";
  keeps = false;
  chosen = -1;

  /** Compares, and shows what came of it. */
  async begin(notes) {
    this.notes = notes;
    this.chosen = -1;
    this.made = quotationsOf(this.parts.store.state.reading);
    const { client } = this.parts.session;
    const { record, reading } = this.parts.store.state;
    try {
      const report = await client.aside("analyze", notes.text, {});
      this.rows = JSON.parse(await client.aside("compareNotes", record.text, JSON.stringify(reading.report), notes.text, JSON.stringify(report)));
    } catch (error) {
      return this.failed(error);
    }
    this.#show();
    live(this.#sentence());
  }

  #show() {
    const { notes } = this;
    const from = /“(.*)”/.exec(notes.origin ?? "")?.[1] ?? "pasted";
    this.shown(`${from}, ${count(countWords(notes.text), "word")}`, "Another text", {
      kind: "notes",
      title: this.title,
      keys: { x: () => this.#check("checked"), b: () => this.#check("called-back"), r: () => this.#check("wrong") },
      changed: ({ keys }) => keys.has("reading") && this.#anew(),
    });
  }

  /** Draws anew; where the quotations are others now, they are compared again. */
  #anew() {
    const { reading } = this.parts.store.state;
    if (reading && quotationsOf(reading) !== this.made) return this.begin(this.notes);
    this.draw();
  }

  #sentence() {
    const n = (relation) => this.rows.filter((row) => row.relation === relation).length;
    const [same, marks, changed, gone] = ["same", "marks", "changed", "dropped"].map(n);
    const are = (n) => (n === 1 ? "is" : "are");
    if (!this.rows.length) return "Nothing stands in quotation marks in this text.";
    const first = `${same ? capital(spell(same)) : "None"} of ${spell(this.rows.length)} ${this.rows.length === 1 ? "quotation" : "quotations"} ${are(same)} in the notes word for word${marks ? `, ${spell(marks)} more but for ${marks === 1 ? "its" : "their"} marks` : ""}.`;
    const rest = [changed && `${spell(changed)} ${are(changed)} changed`, gone && `${spell(gone)} ${are(gone)} not there`].filter(Boolean).join(", ");
    return `${first}${rest ? ` ${capital(rest)}.` : ""}`;
  }

  draw() {
    const { reading } = this.parts.store.state;
    if (!reading) return;
    const n = (name) => this.rows.filter((row) => row.relation === name).length;
    const filters = [["all", ["", "All"], this.rows.length], ...Object.entries(IN_NOTES).map(([name, signs]) => [name, signs, n(name)])];
    // Words that stand in the notes more than once prove nothing.
    const sure = this.rows.filter((row) => row.relation === "same" && row.places === 1 && !reading.acts[row.quotation].check).map((row) => reading.acts[row.quotation]);
    const checkOff = sure.length ? button(`Check off ${sure.length} verbatim`, () => this.parts.checking.checkAll(sure), { class: "link check-off" }) : "";
    const rows = this.rows.filter((row) => this.filter === "all" || row.relation === this.filter);
    const list = [
      h("p.summary", this.#sentence()),
      this.legendRow(filters, checkOff),
      h("p.compare-head", { "aria-hidden": "true" }, h("span", "¶"), h("span.wide", "Printed, in quotation marks"), h("span", ""), h("span", "In the notes"), h("span.number", "Line")),
      h("ul.compare", { "aria-label": "Quotations", keydown: (event) => moveAmong(event, all(".compare-open", this.main)) }, rows.map((row) => this.#row(reading, row))),
    ];
    keepFocus(this.main, "data-q", () => this.main.replaceChildren(...list));
  }

  #row(reading, row) {
    const quotation = reading.acts[row.quotation];
    const who = reading.who(quotation);
    const { passage } = row;
    const open = this.chosen === quotation.id;
    const signs = row.changes ? ["≠", count(row.changes, "change")] : IN_NOTES[row.relation];
    const choose = () => {
      this.chosen = open ? -1 : quotation.id;
      this.draw();
    };
    const heads = [
      h("span.nr", reading.paragraphAt(quotation.start) || "Head"),
      h(`b.who.s${reading.slot(quotation)}`, { title: who?.label }, who?.short ?? "Nobody"),
      ruleOf(reading, quotation),
      h("span.words-of", drawn(row.printed)),
      relation(signs, row.relation === "changed" || row.relation === "dropped"),
      h("span.words-of.there", passage ? drawn(passage.words) : h("span.around", "No passage is near."), this.#about(row)),
      h("span.number.lines", { title: passage && "Line in the notes" }, passage ? [...new Set(passage.lines)].join("–") : ""),
    ];
    const actions = open && h("div.compare-actions", h("p.check-buttons", checkButtons(quotation, (check) => this.#check(check))), h("p.reads", button("Copy both", ({ currentTarget }) => copy(`${plain(row.printed)}\n${passage ? plain(passage.words) : "Not in the notes"}`, currentTarget), { class: "link" }), passage && button(`Read line ${passage.lines[0]} in the notes`, ({ currentTarget }) => this.#read(passage, currentTarget), { class: "link" })));
    return h("li.compare-row", { class: `${open ? "chosen" : ""} ${isDone(quotation) ? "done" : ""}` }, button(heads, choose, { class: "compare-open", "aria-expanded": String(open), "data-q": quotation.id }), actions);
  }

  #about({ relation, words, found, places, passage }) {
    const some = [];
    if (relation === "dropped" && passage) some.push(`Nearest: ${found} of the ${count(words, "word")}.`);
    if (relation !== "dropped" && relation !== "changed" && (words < 3 || 1 < places)) some.push(`${capital(spell(words))} ${words === 1 ? "word" : "words"}, found ${places === 1 ? "once" : `${figure(places)} times`}.`);
    if (passage?.otherSpeaker) some.push(`In the notes ${passage.otherSpeaker} says this.`);
    return some.length ? h("small", some.join(" ")) : "";
  }

  #check(check) {
    const { reading } = this.parts.store.state;
    const quotation = reading.acts[this.chosen];
    if (!quotation) return;
    this.parts.session.correct(checkStep(reading, [quotation], quotation.check === check ? null : check, quotation.note ?? ""));
    one(`.compare-row.chosen [data-check=${check}]`, this.main)?.focus();
  }

  /** Opens the notes beside, at a passage. */
  #read({ start, end }, anchor) {
    const { text } = this.notes;
    const lines = text.split("\n");
    let at = 0;
    const shown = lines.map((words, idx) => {
      const from = at;
      at += words.length + 1;
      const [left, right] = [Math.max(0, start - from), Math.min(words.length, end - from)];
      const hit = left < right;
      return { hit, row: h("li", h("span.nr", idx + 1), h("span.words-of", hit ? [words.slice(0, left), h("mark.found", words.slice(left, right)), words.slice(right)] : words)) };
    });
    const first = shown.findIndex(({ hit }) => hit);
    const some = shown.slice(Math.max(0, first - LINES), first + LINES).map(({ row }) => row);
    this.parts.popover.show(anchor, [h("h2.title", "In the notes"), h("ol.note-lines", { tabindex: 0, "aria-label": "Lines of the notes" }, some), h("p.actions", button("Close", () => this.parts.popover.close(), { class: "box" }))], { label: "In the notes", kind: "notes-popover" });
    one(".found", this.parts.popover.element)?.scrollIntoView({ block: "center" });
  }

  table() {
    const { reading } = this.parts.store.state;
    const rows = this.rows.map((row) => {
      const quotation = reading.acts[row.quotation];
      const { passage } = row;
      return [reading.paragraphAt(quotation.start), reading.nameOf(quotation), plain(row.printed), IN_NOTES[row.relation][1], passage ? plain(passage.words) : "", passage?.lines[0] ?? "", quotation.check ?? "", quotation.note ?? ""];
    });
    return [["¶", "Speaker", "Printed", "In the notes", "Passage", "Line", "Checked", "Note"], ...rows];
  }
}
