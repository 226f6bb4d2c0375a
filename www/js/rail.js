// What the tabs of the rail show: who's who, the quote ledger, the source audit, dates and figures.
import { all, button, emit, groupHead, h, moveAmong, one, ruleOf, strip, swatch } from "./dom.js";
import { capital, clip, count, dayOf, flat, forSheet, isDate, isStatement, kindOf, KINDS, normal, percent, placeInCalendar, DAY, summary, TYPES } from "./reading.js";

const ORDERS = {
  "Most quoted": (a, b) => b.speaks.length - a.speaks.length || b.printedWords - a.printedWords || b.count - a.count || a.first - b.first,
  "First mention": (a, b) => a.first - b.first,
  Name: (a, b) => a.label.localeCompare(b.label, "en"),
};

/** The order that comes after one, around. */
function following(orders, order) {
  const names = Object.keys(orders);
  return names[(names.indexOf(order) + 1) % names.length];
}

export class Who {
  reading = /** @type {any} */ (null);
  opened = null;
  order = "Most quoted";
  shown = PAGE;
  /** @type {Map<number, any>} */
  rows = new Map();
  element = one("#panel-who");
  list = one(".lists", this.element);
  find = one(".find", this.element);
  sort = one(".find-row .link", this.element);

  constructor() {
    this.find.addEventListener("input", () => this.#list());
    this.sort.addEventListener("click", () => {
      this.order = following(ORDERS, this.order);
      this.#list();
    });
    this.list.addEventListener("keydown", (event) => moveAmong(event, [...this.list.querySelectorAll(".row-head")]));
  }

  update(state) {
    const { reading } = state;
    const fresh = reading !== this.reading;
    this.reading = reading;
    this.state = state;
    if (!reading) return;
    if (!fresh) return this.#open();
    this.shown = PAGE;
    one(".summary", this.element).textContent = summary(reading);
    const box = one(".strip-box", this.element);
    box.hidden = !reading.inOrder.length;
    box.firstElementChild.replaceWith(strip(reading, reading.inOrder));
    this.#list();
  }

  #list() {
    const { reading } = this;
    if (!reading) return;
    this.sort.textContent = this.order;
    this.sort.setAttribute("aria-label", `Order: ${this.order}`);
    const wanted = this.find.value.trim().toLowerCase();
    const found = [...reading.entities.values()].filter((entity) => (entity.named || entity.speaks.length) && names(reading, entity).some((name) => name.toLowerCase().includes(wanted)));
    found.sort(ORDERS[this.order]);
    const chosen = this.state?.entity ?? null;
    const all = found.filter(({ id }, idx) => idx < this.shown || id === chosen);
    this.list.replaceChildren(found.length ? "" : h("p.nothing", wanted ? "No such name in this text." : "No names found in this text."));
    this.rows.clear();
    this.#group("Speaking", "quotation", all.filter((entity) => entity.speaks.length), (entity) => entity.speaks.length);
    for (const [layer, [, many]] of Object.entries(TYPES)) {
      this.#group(`Named only: ${many.toLowerCase()}`, "mention", all.filter((entity) => !entity.speaks.length && entity.layer === layer), (entity) => entity.count);
    }
    const more = () => {
      this.shown += PAGE;
      this.#list();
    };
    const n = found.length - all.length;
    if (n) this.list.append(button(`Show ${Math.min(PAGE, n)} more of ${count(n, "name")}`, more, { class: "link more" }));
    this.#open(true);
  }

  #group(title, unit, entities, number) {
    if (!entities.length) return;
    const rows = entities.map((entity) => {
      const n = number(entity);
      const row = h(
        "li.row",
        button(
          [
            swatch(entity),
            h("span.row-name", h("b", entity.label), " ", entity.tail && h("i.role", flat(entity.tail))),
            h("span.vh", `, ${TYPES[entity.layer][0].toLowerCase()}`),
            h("span.count", { title: count(n, unit) }, n),
          ],
          () => emit(this.element, "entity", { id: entity.id, toggle: true }),
          { class: "row-head", "aria-expanded": "false" },
        ),
      );
      this.rows.set(entity.id, row);
      return row;
    });
    this.list.append(groupHead(title, `${unit}s`), h("ul.rows", { "aria-label": title }, rows));
  }

  #open(listed = false) {
    const chosen = this.state?.entity ?? null;
    // Chosen beyond those that are listed, it is listed too.
    if (!listed && chosen !== null && !this.rows.has(chosen) && this.shown < this.reading.entities.size && !this.find.value) return this.#list();
    for (const [id, row] of this.rows) {
      const open = id === chosen;
      row.querySelector(".card")?.remove();
      row.classList.toggle("open", open);
      row.firstElementChild.setAttribute("aria-expanded", open);
      if (open) row.append(this.#card(id));
    }
    const row = chosen !== this.opened && this.rows.get(chosen ?? -1);
    this.opened = chosen;
    if (row && !row.contains(document.activeElement)) row.scrollIntoView({ block: "nearest" });
  }

  #card(id) {
    const reading = this.reading;
    const entity = reading.entities.get(id);
    const at = Math.min(this.state?.mention ?? 0, entity.mentions.length - 1);
    const alone = this.state?.only === id;
    const step = (sign, by, label) => button(sign, () => emit(this.element, "mention", { id, by }), { class: "step", "aria-label": label });
    const place = (offset) => reading.placeOf(offset).replace("¶", "paragraph").toLowerCase();
    const says = (idx) => {
      const { start } = reading.acts[idx];
      return button(reading.placeOf(start), () => emit(this.element, "quotation", { id: idx }), { class: "link", "aria-label": `Quotation, ${place(start)}` });
    };
    const roles = entity.roles.length ? entity.roles : [entity.tail];
    const facts = {
      Also: aliases(reading.text, entity),
      Role: roles[0] && h("span.words-of", roles.map((role) => `“${flat(role)}”`).join(", ")),
      With: reading.entities.get(entity.affiliation ?? -1)?.label,
      First: place(entity.first),
      Mentions: [step("‹", -1, "Previous mention"), h("span.of", `${at + 1} of ${entity.mentions.length}`), step("›", 1, "Next mention"), h("kbd", { "aria-hidden": "true" }, "m")],
      Quoted: entity.speaks.length && `${count(entity.printedWords, "word")} in quotation marks${entity.plainWords ? `, ${entity.plainWords} without` : ""}`,
      Says: entity.speaks.length && h("span.says", entity.speaks.map(says)),
    };
    return h(
      "div.card",
      h("dl.facts", Object.entries(facts).flatMap(([term, value]) => (value && value.length !== 0 ? [h("dt", term), h("dd", value)] : []))),
      h(
        "p.actions",
        button(alone ? "Show all" : `Show only ${entity.short}`, () => emit(this.element, "only", alone ? null : id), { class: "link" }),
        button("Correct", ({ currentTarget }) => emit(this.element, "correct", { entity: id, anchor: currentTarget }), { class: "link" }),
      ),
    );
  }
}

const names = (reading, entity) => [entity.label, ...new Set(entity.mentions.map(({ start, end }) => reading.slice([start, end])))];

function aliases(text, entity) {
  /** @type {Map<string, { n: number, pronoun: boolean, word: string }>} */
  const found = new Map();
  for (const { start, end, kind } of entity.mentions) {
    const pronoun = kind === "pronoun";
    let word = flat(text.slice(start, end));
    if (word.toLowerCase() === entity.label.toLowerCase()) continue;
    if (pronoun && word !== "I") word = word.toLowerCase();
    const entry = found.get(word) ?? { n: 0, pronoun, word };
    entry.n += 1;
    found.set(word, entry);
  }
  const sorted = [...found.values()].sort((a, b) => Number(a.pronoun) - Number(b.pronoun) || b.n - a.n);
  return sorted.slice(0, 8).map(({ word, n, pronoun }, idx) => [idx ? "; " : "", word, pronoun && 1 < n && h("span.dim", ` ${count(n, "time")}`)]).flat();
}

const FILTERS = {
  all: isStatement,
  direct: (one) => isStatement(one) && one.kind === "direct",
  mixed: (one) => isStatement(one) && one.kind === "mixed",
  indirect: (one) => isStatement(one) && one.kind === "indirect",
  unsure: (one) => isStatement(one) && one.unsure,
  "topics and beliefs": (one) => !isStatement(one),
};
const LEDGER_ORDERS = {
  "Reading order": () => 0,
  Speaker: (a, b, reading) => reading.nameOf(a).localeCompare(reading.nameOf(b), "en"),
  Kind: (a, b) => a.kind.localeCompare(b.kind),
  Longest: (a, b) => b.words - a.words,
  "Least sure": (a, b) => Number(b.unsure) - Number(a.unsure) || a.confidence - b.confidence,
};
/** The columns of the table, and the order that each of them sorts by. */
const COLUMNS = { "¶": "Reading order", Kind: "Kind", Speaker: "Speaker", "As printed": "", Quotation: "", Cue: "", Words: "Longest", Sure: "Least sure" };
/** Rows shown at once. */
const PAGE = 300;

export class Ledger {
  reading = /** @type {any} */ (null);
  filter = "all";
  order = "Reading order";
  shown = PAGE;
  element = one("#panel-quotations");
  find = one(".find", this.element);
  sort = one(".find-row .link", this.element);
  filters = one(".filters", this.element);
  list = one(".ledger-list", this.element);

  constructor() {
    this.find.addEventListener("input", () => this.#list());
    this.sort.addEventListener("click", () => this.#sortBy(following(LEDGER_ORDERS, this.order)));
    one(".copy", this.element).addEventListener("click", ({ currentTarget }) => emit(this.element, "copytable", { rows: this.#rows(), anchor: currentTarget }));
    this.element.addEventListener("keydown", (event) => moveAmong(event, all(".row-head", this.list)) || moveAmong(event, all("button", this.filters)));
  }

  update({ reading, wide, quotation }) {
    const fresh = reading !== this.reading || wide !== this.wide;
    if (reading !== this.reading) this.shown = PAGE;
    this.reading = reading;
    this.wide = wide;
    this.chosen = quotation;
    if (fresh) this.#list();
    else this.#choose();
  }

  #sortBy(order) {
    this.order = order;
    this.#list();
  }

  /** The quotations that pass filter and search, in the chosen order. */
  #rows() {
    const reading = this.reading;
    const wanted = this.find.value.trim().toLowerCase();
    const rows = [...reading.inOrder, ...reading.asides].filter((one) => FILTERS[this.filter](one) && (!wanted || `${reading.nameOf(one)} ${reading.quote(one.content)}`.toLowerCase().includes(wanted)));
    return rows.sort((a, b) => LEDGER_ORDERS[this.order](a, b, reading) || a.nr - b.nr);
  }

  #list() {
    const { reading } = this;
    if (!reading) return;
    this.sort.textContent = this.order;
    this.sort.setAttribute("aria-label", `Order: ${this.order}`);
    drawFilters(this.filters, FILTERS, reading.acts, this.filter, (filter) => {
      this.filter = filter;
      this.shown = PAGE;
      this.#list();
    });
    const sorting = this.list.contains(document.activeElement);
    const rows = this.#rows();
    const some = rows.slice(0, this.shown);
    const more = () => {
      this.shown += PAGE;
      this.#list();
    };
    this.list.replaceChildren(
      this.wide ? this.#table(reading, some) : h("ul.rows", { "aria-label": "Quotations" }, some.map((quotation) => this.#row(reading, quotation))),
      rows.length ? "" : h("p.nothing", reading.inOrder.length ? "No such quotation." : "Nobody is quoted in this text."),
      some.length < rows.length ? button(`Show ${Math.min(PAGE, rows.length - some.length)} more`, more, { class: "link more" }) : "",
    );
    if (sorting) one("[aria-sort] button", this.list)?.focus();
    this.#choose();
  }

  #row(reading, quotation) {
    const [, source, cue, sure] = printed(reading, quotation);
    const as = source ? `as printed “${source}”${cue && ", "}${cue}` : cue ? `as printed ${cue}` : "no source printed";
    const content = [
      ruleOf(reading, quotation),
      h("b.speaker", { class: `s${reading.slot(quotation)}` }, reading.nameOf(quotation)),
      h("span.kind", kindOf(quotation)),
      h("span.nr", reading.placeOf(quotation.start)),
      h("span.quoted", clip(reading.quote(quotation.content), 220)),
      h("span.printed-as", quotation.unsure ? as : `${as}, ${sure} sure`),
    ];
    const open = () => emit(this.element, "quotation", { id: quotation.id, open: this.chosen === quotation.id });
    return h("li.row", { "data-q": quotation.id }, button(content, open, { class: "row-head said" }));
  }

  #table(reading, rows) {
    const heads = Object.entries(COLUMNS).map(([title, order]) => {
      const sorted = order === this.order && (order === "Longest" ? "descending" : "ascending");
      return h("th", { scope: "col", "aria-sort": sorted }, order ? button(title, () => this.#sortBy(order), { title: order }) : title);
    });
    const row = (quotation) => {
      const open = () => emit(this.element, "quotation", { id: quotation.id, show: true });
      const [name, source, cue, sure] = printed(reading, quotation);
      return h(
        "tr.row",
        { "data-q": quotation.id },
        h("td.dim", reading.paragraphAt(quotation.start) || "Head"),
        h("td.kind-cell", ruleOf(reading, quotation), capital(kindOf(quotation))),
        h("td", button(name, open, { class: `row-head speaker s${reading.slot(quotation)}` })),
        h("td.words-of", source),
        h("td.words-of", { click: open }, clip(reading.quote(quotation.content), 160)),
        h("td.words-of", cue),
        h("td.number", quotation.words),
        h("td.number", quotation.unsure ? h("b", sure) : sure),
      );
    };
    return h("table.wide-ledger", h("thead", h("tr", heads)), h("tbody", rows.map(row)));
  }

  #choose() {
    for (const row of all(".chosen", this.list)) row.classList.remove("chosen");
    const row = one(`.row[data-q="${this.chosen}"]`, this.list);
    row?.classList.add("chosen");
    if (row && !row.contains(document.activeElement)) row.scrollIntoView({ block: "nearest" });
  }
}

const printed = (reading, quotation) => [reading.nameOf(quotation), reading.slice(quotation.source), reading.slice(quotation.cue), quotation.unsure ? "unsure" : percent(quotation.confidence)];

/** The rows as lines of tab-separated cells. */
export function tabbed(reading, rows) {
  const lines = rows.map((quotation) => {
    const [name, source, cue, sure] = printed(reading, quotation);
    return [reading.paragraphAt(quotation.start), kindOf(quotation), name, source, reading.quote(quotation.content), cue, quotation.words, sure];
  });
  return [Object.keys(COLUMNS), ...lines].map((cells) => cells.map((cell) => (typeof cell === "string" ? forSheet(cell) : cell)).join("\t")).join("\n");
}

/** A row of filters with how many pass each; those that nothing passes are left out. */
export function drawFilters(element, filters, items, chosen, choose) {
  const focused = element.contains(document.activeElement);
  const some = Object.entries(filters).map(([name, passes]) => [name, items.filter(passes).length]);
  element.replaceChildren(
    ...some
      .filter(([name, n]) => n || name === "all" || name === chosen)
      .map(([name, n]) => button([name in KINDS || name === "unsure" ? h(`i.rule.${name}`, { "aria-hidden": "true" }) : "", `${capital(name)} ${n}`], () => choose(name), { "aria-pressed": String(name === chosen) })),
  );
  if (focused) one("[aria-pressed=true]", element)?.focus();
}

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
    const speakers = [...reading.speakers].sort((a, b) => b.printedWords - a.printedWords || b.plainWords - a.plainWords || a.first - b.first);
    const [first, ...rest] = summary(reading).split(/(?<=\.) (?=\p{Lu})/u);
    const plain = reading.inOrder.filter(({ kind }) => kind === "indirect");
    const unsure = reading.inOrder.filter(({ unsure }) => unsure);
    this.element.replaceChildren(
      h("p.summary", first, rest.map((part) => [" ", h("span", part)]).flat()),
      ...(speakers.length ? this.#lanes(reading, speakers) : [h("p.nothing", "No sources to count.")]),
      h(
        "div.tallies",
        balance(speakers),
        this.#list("Without quotation marks", count(plain.length, "statement"), plain, (quotation) => [
          ruleOf(reading, quotation),
          h(`b.short.s${reading.slot(quotation)}`, `${reading.who(quotation)?.short ?? ""}${quotation.unsure ? "?" : ""}`),
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
function balance(speakers) {
  const pair = (left, right, isLeft) => {
    const words = (side) => speakers.filter((speaker) => isLeft(speaker) === side).reduce((sum, { printedWords }) => sum + printedWords, 0);
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

export const tally = (title, unit, rows, more = null) => h("section.tally", groupHead(title, unit), h("ul", rows), more);

export const tallyRow = (content, click, props = {}) => h("li", button(content, click, { class: "tally-row", ...props }));

export class Values {
  reading = /** @type {any} */ (null);
  filter = "all";
  element = one("#panel-values");
  filters = one(".filters", this.element);
  date = one("#article-date");

  constructor() {
    this.date.addEventListener("change", () => {
      // A year is typed digit by digit.
      if (!this.date.value.startsWith("0")) emit(this.element, "date", this.date.value || null);
    });
  }

  update({ reading, record }) {
    if (!reading || reading === this.reading) return;
    this.reading = reading;
    const { date, dateReason } = reading.report;
    const found = dateReason === "byline" ? "found in the line with author and day" : "found in the dateline";
    const given = record.date === record.published ? "given by the web page or mail" : "given by you";
    this.date.value = date ?? "";
    one(".date-from", this.element).textContent = record.date ? given : date ? found : "not found; with it, “on Friday” becomes a day";
    this.#draw(reading);
  }

  #draw(reading) {
    const { values } = reading.report;
    const places = new Map(values.filter(isDate).map((value) => [value, placeInCalendar(value)]));
    const filters = {
      all: () => true,
      dates: (value) => Boolean(places.get(value)),
      "without a fixed date": (value) => places.get(value) === null,
      durations: ({ type }) => type === "duration",
      money: ({ type }) => type === "money",
      percentages: ({ type }) => type === "percent",
      quantities: ({ type }) => type === "quantity",
    };
    if (!values.some(filters[this.filter])) this.filter = "all";
    drawFilters(this.filters, filters, values, this.filter, (filter) => {
      this.filter = filter;
      this.#draw(reading);
    });
    const { all, ...groups } = this.filter === "all" ? filters : { [this.filter]: filters[this.filter] };
    const lists = Object.entries(groups).map(([name, passes]) => {
      const some = values.filter(passes);
      if (name === "dates") some.sort((a, b) => places.get(a)[0] - places.get(b)[0]);
      const list = tally(capital(name), count(some.length, "mention"), some.map((value) => this.#row(reading, value)));
      if (name === "dates" && some.length) list.firstElementChild.after(...timeline(some.map((value) => places.get(value))));
      return some.length ? list : "";
    });
    one(".values-list", this.element).replaceChildren(...lists, values.length ? "" : h("p.nothing", "No dates or figures found in this text."));
  }

  #row(reading, value) {
    const { start, end } = value;
    const [said, words] = [normal(value), reading.slice([start, end])];
    const content = [h("b.normal", said), h("span.words-of", said === words ? "" : words), h("span.nr", reading.placeOf(start))];
    return tallyRow(content, () => emit(this.element, "place", [start, end]));
  }
}

/** The calendar from the first day to the last, with a mark for each date; the rows below say the same in words. */
function timeline(days) {
  const from = days.reduce((least, [start]) => Math.min(least, start), Infinity);
  const to = days.reduce((most, [, end]) => Math.max(most, end), -Infinity) + DAY;
  const part = (time) => `${(time / (to - from)) * 100}%`;
  const marks = days.map(([start, end]) => h("i", { "--x": part(start - from), "--w": part(Math.max(DAY, end - start)) }));
  const ends = [from, to - DAY].map((time) => h("span", dayOf(new Date(time))));
  return [h("div.strip.timeline", { "aria-hidden": "true" }, marks), h("p.caption", { "aria-hidden": "true" }, ends)];
}
