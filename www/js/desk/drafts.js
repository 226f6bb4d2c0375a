// Two drafts of a text: which quotations were added, dropped, reworded, given to another speaker.
import { optionsOf, readingOf } from "../corrections/apply.js";
import { all, button, h, keepFocus, live, moveAmong } from "../dom.js";
import { ruleOf } from "../rail/signs.js";
import { spell } from "../reading/summary.js";
import { capital, count, dayOf } from "../reading/words.js";
import { Comparison, drawn, IN_DRAFTS, plain, relation } from "./pieces.js";

const isChange = (row) => row.otherSpeaker || !["same", "marks"].includes(row.relation);
const TESTS = {
  changes: isChange,
  added: ({ relation }) => relation === "added",
  dropped: ({ relation }) => relation === "dropped",
  changed: ({ relation }) => relation === "changed",
  speaker: ({ otherSpeaker }) => otherSpeaker,
  all: () => true,
};

export class Drafts extends Comparison {
  title = "Two drafts";
  ask = "Paste the other draft here";
  hint = "What you paste is taken for the newer one; you can swap them.";
  keeps = true;
  filter = "changes";
  /** Runs of unchanged rows that are open, by the row they begin with. @type {Set<number>} */
  open = new Set();

  /** Compares with the text that is shown. @param {any} other a kept text with its corrections, or a new one */
  async begin(other) {
    const { record, reading } = this.parts.store.state;
    const { client } = this.parts.session;
    const mine = { title: record.title, time: record.time, reading };
    try {
      const draft = { steps: [], done: 0, date: null, ...other };
      const report = await client.aside("analyze", draft.text, optionsOf(draft));
      const theirs = { title: other.title ?? "pasted", time: other.time ?? Date.now(), reading: readingOf(draft, report) };
      this.sides = mine.time < theirs.time ? [mine, theirs] : [theirs, mine];
      await this.#compare();
    } catch (error) {
      this.failed(error);
    }
  }

  async #compare() {
    const [older, newer] = this.sides ?? [];
    const of = ({ reading }) => [reading.text, JSON.stringify(reading.report)];
    this.rows = JSON.parse(await this.parts.session.client.aside("compareDrafts", ...of(older), ...of(newer)));
    this.open.clear();
    const swap = button("Swap", () => (this.sides?.reverse(), this.#compare()));
    this.shown(newer.title, "Another draft", { kind: "drafts", title: this.title, tools: [swap] });
    live(this.#sentence());
  }

  #n(name) {
    return this.rows.filter(TESTS[name]).length;
  }

  #sentence() {
    const [added, dropped, changed, speaker] = ["added", "dropped", "changed", "speaker"].map((name) => this.#n(name));
    const same = this.rows.length - this.#n("changes");
    if (!this.rows.length) return "Nobody is quoted in either draft.";
    if (same === this.rows.length) return "Both drafts quote the same words.";
    const some = [["adds", added], ["drops", dropped], ["rewords", changed], ["gives", speaker]].filter(([, n]) => n);
    const does = some.map(([verb, n], idx) => `${verb} ${spell(n)}${idx ? "" : n === 1 ? " quotation" : " quotations"}${verb === "gives" ? " to another speaker" : ""}`);
    const list = does.length < 2 ? does[0] : `${does.slice(0, -1).join(", ")} and ${does[does.length - 1]}`;
    return `The second draft ${list}. ${capital(same ? spell(same) : "none")} ${same === 1 ? "is as it was" : "are as they were"}.`;
  }

  draw() {
    const [older, newer] = /** @type {any[]} */ (this.sides);
    const filters = [["changes", ["", "Changes"]], ...Object.entries(IN_DRAFTS), ["all", ["", "All"]]].map(([name, signs]) => [name, signs, this.#n(name)]);
    const head = (side, which) => [h("span", "¶"), h("span.wide", `${which} draft, ${dayOf(new Date(side.time))}, ${count(side.reading.inOrder.length, "quotation")}`)];
    const list = [
      h("p.summary", this.#sentence()),
      this.legendRow(filters),
      h("p.compare-head", { "aria-hidden": "true" }, head(older, "First"), h("span", ""), head(newer, "Second")),
      h("ul.compare", { "aria-label": "Quotations of both drafts", keydown: (event) => moveAmong(event, all("button.run", this.main)) }, this.#list()),
    ];
    keepFocus(this.main, "data-run", () => this.main.replaceChildren(...list));
  }

  /** The rows that pass; unchanged ones between changes are one line that opens. */
  #list() {
    const passes = TESTS[this.filter];
    const list = [];
    for (let idx = 0; idx < this.rows.length; idx++) {
      const row = this.rows[idx];
      if (passes(row)) list.push(this.#row(row));
      else if (this.filter === "changes") {
        const from = idx;
        while (idx + 1 < this.rows.length && !passes(this.rows[idx + 1])) idx++;
        const toggle = () => {
          if (!this.open.delete(from)) this.open.add(from);
          this.draw();
        };
        const open = this.open.has(from);
        list.push(h("li.unchanged", button([h("i", { "aria-hidden": "true" }, "="), `${idx + 1 - from} unchanged`], toggle, { class: "run", "data-run": from, "aria-expanded": String(open) })));
        if (open) list.push(...this.rows.slice(from, idx + 1).map((row) => this.#row(row)));
      }
    }
    return list;
  }

  #row(row) {
    const [older, newer] = /** @type {any[]} */ (this.sides);
    const signs = [...(row.otherSpeaker && row.relation !== "changed" ? [] : [row.relation]), ...(row.otherSpeaker ? ["speaker"] : [])];
    const told = signs.map((name) => relation(IN_DRAFTS[name] ?? ["=", "Unchanged"], isChange(row)));
    return h("li.compare-row", { class: row.relation }, this.#side(older.reading, row.older, row.otherSpeaker), h("span.relations", told), this.#side(newer.reading, row.newer, row.otherSpeaker));
  }

  #side(reading, side, other) {
    if (!side) return h("span.side.empty", h("span.vh", "not in this draft"));
    const quotation = reading.acts[side.id];
    const who = reading.who(quotation);
    const name = `${who?.short ?? "Nobody"}${quotation.unsure ? "?" : ""}`;
    return h(
      "span.side",
      h("span.nr", reading.paragraphAt(quotation.start) || "Head"),
      h(`b.who.s${reading.slot(quotation)}`, { class: other ? "own" : "", title: who?.label }, name),
      ruleOf(reading, quotation),
      h("span.words-of", drawn(side.words)),
    );
  }

  table() {
    const cells = (reading, side) => (side ? [reading.paragraphAt(reading.acts[side.id].start), reading.nameOf(reading.acts[side.id]), plain(side.words)] : ["", "", ""]);
    const [older, newer] = /** @type {any[]} */ (this.sides);
    const rows = this.rows.map((row) => [(IN_DRAFTS[row.relation] ?? ["", "Unchanged"])[1] + (row.otherSpeaker ? ", other speaker" : ""), ...cells(older.reading, row.older), ...cells(newer.reading, row.newer)]);
    return [["Change", "¶", "Speaker", "First draft", "¶", "Speaker", "Second draft"], ...rows];
  }
}
