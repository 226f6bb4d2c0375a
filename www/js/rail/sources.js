// The tab "Sources": who has how many words, and what there is beside them.
import { button, emit, h, one } from "../dom.js";
import { summary } from "../reading/summary.js";
import { clip, count, wordsOf } from "../reading/words.js";
import { groupHead, PAGE, tally, tallyRow } from "./lists.js";
import { copies, ruleOf, strip, swatch } from "./signs.js";

/** Rows of a list before the reader asks for more. */
const FEW = 3;

export class Sources {
  reading = /** @type {any} */ (null);
  element = one("#panel-sources");
  whole = new Set();

  update({ reading }) {
    if (!reading || reading === this.reading) return;
    this.reading = reading;
    this.#draw(reading);
  }

  #draw(reading) {
    const speakers = [...reading.sources].sort((a, b) => b.printedWords - a.printedWords || b.plainWords - a.plainWords || a.first - b.first);
    const [first, ...rest] = summary(reading).split(/(?<=\.) (?=\p{Lu})/u);
    const plain = reading.inOrder.filter(({ kind }) => kind === "indirect");
    const unsure = reading.inOrder.filter(({ unsure }) => unsure);
    this.element.replaceChildren(
      h("p.summary", first, rest.map((part) => [" ", h("span", part)]).flat()),
      ...(speakers.length ? this.#lanes(reading, speakers) : [h("p.nothing", "No sources to count.")]),
      h(
        "div.tallies",
        balance(reading),
        this.#list("Without quotation marks", count(plain.length, "statement"), plain, (quotation) => [
          ruleOf(reading, quotation),
          h(`b.short.s${reading.slot(quotation)}`, reading.shortOf(quotation)),
          h("span.words-of", clip(reading.quote(quotation.content), 90)),
        ]),
        h(
          "div",
          tally("Scare quotes", reading.scare.length ? `${reading.scare.length}, not counted` : "none", reading.scare.map((words) => this.#scare(reading, words))),
          this.#list("Unsure", `${unsure.length} of ${reading.inOrder.length}`, unsure, (quotation) => {
            const names = quotation.candidates.slice(0, 2).map(({ speaker }) => reading.entities.get(speaker)?.label ?? "nobody named");
            return [ruleOf(reading, quotation), h("span.words-of", names.join(" or ") || "Nobody named"), h("span.nr", reading.placeOf(quotation.start))];
          }),
        ),
      ),
    );
  }

  #lanes(reading, speakers) {
    const most = speakers.reduce((most, { printedWords, plainWords }) => Math.max(most, printedWords + plainWords), 1);
    const some = this.whole.has("lanes") ? speakers : speakers.slice(0, PAGE);
    const more = () => {
      this.whole.add("lanes");
      this.#draw(reading);
    };
    const cell = (...content) => h("span", { role: "cell" }, content);
    const head = (...content) => h("span", { role: "columnheader" }, content);
    const lane = (speaker) => {
      const { id, label, printedWords, plainWords, slot } = speaker;
      const said = speaker.speaks.map((id) => reading.acts[id]);
      const bar = [printedWords && h("i.filled", { "--part": printedWords / most }), plainWords && h("i.hollow", { "--part": plainWords / most })].filter(Boolean);
      return h(
        "div.lane",
        { role: "row", "data-e": id },
        cell(button([swatch(speaker), h("b", label)], () => emit(this.element, "entity", { id, show: true }), { class: "lane-name" })),
        cell(strip(reading, said), h("span.vh", `first in paragraph ${reading.paragraphAt(said[0].start)}`)),
        h(
          "span.lane-words",
          { role: "cell" },
          h(`span.amount.s${slot}`, { "aria-hidden": "true" }, bar),
          h("span.figures", printedWords, h("span.dim", plainWords ? ` + ${plainWords}` : printedWords ? "" : ", within another’s words")),
        ),
        cell(copies(this.element, speaker, "Copy", { class: "link lane-copy", "aria-label": `Copy all of ${label}` })),
      );
    };
    const table = h(
      "div.lanes",
      { role: "table", "aria-label": "Sources" },
      h(
        "div.lane.lane-head",
        { role: "row" },
        head("Speaker, in order of quoted words"),
        head(h("span.ends", h("span", "First paragraph"), h("span", "Last"))),
        head("Words in quotation marks, and without"),
      ),
      some.map(lane),
    );
    return [table, some.length < speakers.length ? button(`Show ${speakers.length - some.length} more`, more, { class: "link more" }) : ""];
  }

  #scare(reading, { start, end }) {
    const before = /(\S+)\s*$/.exec(reading.text.slice(Math.max(0, start - 24), start))?.[1] ?? "";
    const lead = /^(?:so-called|supposed|alleged|self-styled|dubbed|called)$/i.test(before) ? `${before} ` : "";
    const words = reading.slice([start, end]);
    return tallyRow([h("span.words-of", lead, /^["“‘']/.test(words) ? words : `“${words}”`), h("span.nr", reading.placeOf(start))], () => emit(this.element, "place", [start, end]));
  }

  #list(title, unit, quotations, cells) {
    const some = this.whole.has(title) ? quotations : quotations.slice(0, FEW);
    const rows = some.map((quotation) => tallyRow(cells(quotation), () => emit(this.element, "quotation", { id: quotation.id, show: true })));
    const more = () => {
      this.whole.add(title);
      this.#draw(this.reading);
    };
    return tally(title, quotations.length ? unit : "none", rows, some.length < quotations.length && button(`Show ${quotations.length - some.length} more`, more, { class: "link" }));
  }
}

/** Words in quotation marks: named against unnamed sources, people against organizations. */
function balance(reading) {
  const said = reading.inOrder
    .filter(({ speaker }) => speaker !== null)
    .map((quotation) => {
      const { quoted, others } = wordsOf(quotation, reading.acts[quotation.parent ?? -1], reading.text);
      return { voices: reading.voicesIn(quotation), words: quoted + (quotation.kind === "direct" ? others : 0) };
    });
  const pair = (left, right, isLeft) => {
    const words = (side) => said.filter(({ voices }) => voices.some((who) => isLeft(who) === side)).reduce((sum, { words }) => sum + words, 0);
    const [a, b] = [words(true), words(false)];
    return h(
      "div.pair",
      h("p.ends", h("span", `${left} `, h("b", a)), h("span", h("b", b), ` ${right}`)),
      h("span.balance", { "--part": a + b ? a / (a + b) : 0.5, "aria-hidden": "true" }, h("i.filled"), h("i.hollow")),
    );
  };
  const pairs = [pair("Named", "unnamed", ({ named }) => named), pair("People", "organizations", ({ layer }) => layer === "person")];
  return h("section.tally", groupHead("Balance", "words in quotation marks"), pairs);
}
