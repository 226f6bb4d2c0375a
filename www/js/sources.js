// The source audit: who gets how many of the quoted words, and where. It only counts.
import { button, emit, h } from "./dom.js";
import { ruleOf, strip, swatch } from "./strip.js";
import { clip, count, summary } from "./words.js";

const FEW = 3;

export class Sources {
  constructor() {
    this.element = h("div.sources");
    /** @type {Reading | null} */
    this.reading = null;
    this.all = new Set();
  }

  update({ reading, wide }) {
    if (!reading || (reading === this.reading && wide === this.wide)) return;
    this.reading = reading;
    this.wide = wide;
    this.#draw();
  }

  #draw() {
    const reading = /** @type {Reading} */ (this.reading);
    const speakers = [...(reading.speakers ?? [])].sort((a, b) => b.printedWords - a.printedWords || b.plainWords - a.plainWords || a.first - b.first);
    const most = Math.max(1, ...speakers.map((speaker) => speaker.printedWords + speaker.plainWords));
    const [first, ...rest] = summary(reading).split(/(?<=\.) (?=\p{Lu})/u);
    this.element.replaceChildren(
      h("p.summary", {}, first, ...rest.flatMap((part) => [" ", h("span", {}, part)])),
      speakers.length ? this.#lanes(reading, speakers, most) : h("p.nothing", {}, "No sources to count."),
      h("div.tallies", {}, this.#balance(speakers), this.#plain(reading), h("div", {}, this.#scare(reading), this.#unsure(reading))),
    );
  }

  #lanes(reading, speakers, most) {
    return h(
      "div.lanes",
      { role: "table", "aria-label": "Sources" },
      h(
        "div.lane.lane-head",
        { role: "row" },
        h("span", { role: "columnheader" }, "Speaker, in order of quoted words"),
        h("span.ends", { role: "columnheader" }, h("span", {}, "First paragraph"), h("span", {}, "Last")),
        h("span", { role: "columnheader" }, "Words in quotation marks, and without"),
      ),
      ...speakers.map((speaker) => {
        const bar = h(`span.amount.s${speaker.slot}`, {
          "--filled": speaker.printedWords / most,
          "--hollow": speaker.plainWords / most,
          "aria-hidden": "true",
        });
        bar.append(h("i.filled", {}), h("i.hollow", {}));
        if (!speaker.plainWords) bar.classList.add("all-filled");
        if (!speaker.printedWords) bar.classList.add("all-hollow");
        return h(
          "div.lane",
          { role: "row", "data-e": speaker.id },
          h(
            "span",
            { role: "cell" },
            named(speaker, () => emit(this.element, "entity", { id: speaker.id, show: true })),
          ),
          h("span", { role: "cell" }, strip(reading, speaker.speaks.map((id) => reading.quotations[id])), h("span.vh", {}, `first in paragraph ${reading.paragraphAt(reading.quotations[speaker.speaks[0]].start)}`)),
          h("span.lane-words", { role: "cell" }, bar, h("span.figures", {}, String(speaker.printedWords), h("span.dim", {}, speaker.plainWords ? ` + ${speaker.plainWords}` : speaker.printedWords ? "" : ", within another’s words"))),
        );
      }),
    );
  }

  #balance(speakers) {
    const words = (test) =>
      speakers.filter(test).reduce((sum, speaker) => sum + speaker.printedWords, 0);
    const pair = (left, a, right, b) => {
      const bar = h("span.balance", { "--part": a + b ? a / (a + b) : 0.5, "aria-hidden": "true" }, h("i.filled"), h("i.hollow"));
      return h("div.pair", {}, h("p.ends", {}, h("span", {}, `${left} `, h("b", {}, String(a))), h("span", {}, h("b", {}, String(b)), ` ${right}`)), bar);
    };
    return tally(
      "Balance",
      "words in quotation marks",
      pair("Named", words((speaker) => speaker.named), "unnamed", words((speaker) => !speaker.named)),
      pair(
        "People",
        words((speaker) => speaker.layer === "person"),
        "organizations",
        words((speaker) => speaker.layer !== "person"),
      ),
    );
  }

  #plain(reading) {
    const plain = reading.inOrder.filter((quotation) => quotation.kind === "indirect");
    return this.#listed("Without quotation marks", count(plain.length, "statement"), plain, (quotation) => [
      ruleOf(reading, quotation),
      h(`b.short.s${reading.who(quotation)?.slot ?? 0}`, {}, `${reading.who(quotation)?.short ?? ""}${quotation.unsure ? "?" : ""}`),
      h("span.words-of", {}, clip(reading.quote(quotation.content), 90)),
    ]);
  }

  #unsure(reading) {
    const unsure = reading.inOrder.filter((quotation) => quotation.unsure);
    return this.#listed("Unsure", `${unsure.length} of ${reading.quotations.length}`, unsure, (quotation) => {
      const names = quotation.candidates.slice(0, 2).map(({ speaker }) => (speaker === null ? "nobody named" : (reading.entities.get(speaker)?.label ?? "")));
      return [
        ruleOf(reading, quotation),
        h("span.words-of", {}, names.length ? names.join(" or ") : "Nobody named"),
        h("span.nr", {}, reading.placeOf(quotation.start)),
      ];
    });
  }

  #scare(reading) {
    const rows = reading.scare.map(({ start, end }) => {
      const before = /(\S+)\s*$/.exec(reading.text.slice(Math.max(0, start - 24), start))?.[1] ?? "";
      const lead = /^(?:so-called|supposed|alleged|self-styled|dubbed|called)$/i.test(before) ? `${before} ` : "";
      const row = button("", () => emit(this.element, "place", { start }), { class: "tally-row" });
      row.append(h("span.words-of", {}, lead, quoted(reading.slice([start, end]))), h("span.nr", {}, reading.placeOf(start)));
      return h("li", {}, row);
    });
    return tally("Scare quotes", rows.length ? `${rows.length}, not counted` : "none", h("ul", {}, ...rows));
  }

  #listed(title, unit, quotations, cells) {
    const some = this.all.has(title) ? quotations : quotations.slice(0, FEW);
    const rows = some.map((quotation) => {
      const row = button("", () => emit(this.element, "quotation", { id: quotation.id, show: true }), { class: "tally-row" });
      row.append(...cells(quotation));
      return h("li", {}, row);
    });
    const box = tally(title, quotations.length ? unit : "none", h("ul", {}, ...rows));
    if (some.length < quotations.length) {
      const more = () => {
        this.all.add(title);
        this.#draw();
      };
      box.append(button(`Show ${quotations.length - some.length} more`, more, { class: "link" }));
    }
    return box;
  }
}

function named(speaker, click) {
  const name = button("", click, { class: "lane-name" });
  name.append(swatch(speaker), h("b", {}, speaker.label));
  return name;
}
const quoted = (words) => (/^["“‘']/.test(words) ? words : `“${words}”`);
const tally = (title, unit, ...content) =>
  h("section.tally", {}, h("h2.group-head", {}, h("span", {}, title), h("span.unit", {}, unit)), ...content);
