// Several texts as one: a list of them, one ledger, the sources of all, and who may be the same.
import { button, emit, h, live, moveAmong, one } from "../dom.js";
import { download, fileName } from "../exchange.js";
import { clip, count, countWords, dayOf } from "../reading/words.js";
import { checkedOf, isDone } from "../check/check.js";
import { CommonLedger } from "./common-ledger.js";
import { CommonSources } from "./common-sources.js";
import { People } from "./people.js";
import { Readings } from "./readings.js";
import { SamePerson } from "./same-person.js";

/** Of many texts so many are shown before the last is read. */
const EARLY = 8;

/** Kept from one opening to the next. @type {Readings | null} */
let readings = null;

export class Collection {
  /** @type {import("./readings.js").Entry[]} */
  entries = [];
  tab = "quotations";
  list = h("ol.together-list");
  people = /** @type {any} */ (null);

  constructor(parts, desk) {
    this.parts = parts;
    this.desk = desk;
    readings ??= new Readings(parts);
    readings.forget();
    this.readings = readings;
    this.ledger = new CommonLedger(this);
    this.sources = new CommonSources(this);
    this.same = new SamePerson(this);
    this.tabs = h("div.tabs", { role: "tablist", "aria-label": "Findings in all texts", keydown: (event) => moveAmong(event, this.#tabButtons()) && /** @type {any} */ (document.activeElement).click() });
    this.panel = h("div.together-panel", { role: "tabpanel", tabindex: 0 });
    this.list.addEventListener("keydown", (event) => moveAmong(event, [...this.list.querySelectorAll("button")]));
  }

  get batch() {
    return this.parts.store.state.record?.batch ?? [];
  }

  async show() {
    const { batch } = this;
    if (batch.length < 2) return live("There is one text alone; open several at once");
    const told = h("p.summary", { role: "status" });
    const main = h("div.together", { "data-shows": this.tab }, h("section.together-texts", { "aria-label": "Texts" }, h("p.group-head", h("span", "Text"), h("span.unit", "statements")), this.list, this.same.element), h("section.together-found", told, this.tabs, this.panel));
    const add = button("Add", () => this.parts.waysIn.open(), { class: "link" });
    const table = button("CSV of all", () => this.#csv());
    const view = {
      kind: "collection",
      title: "All together",
      about: [`${count(batch.length, "text")} `, add],
      tools: [table],
      body: [main],
      keys: {},
      undo: () => this.undo(),
      takes: (texts) => this.#add(texts),
    };
    this.desk.show(view);
    this.main = main;
    const early = (some) => {
      told.textContent = `Reading the texts: ${some.length} of ${batch.length}`;
      if (some.length !== EARLY || batch.length < 2 * EARLY || this.desk.view !== view) return;
      this.entries = some;
      this.draw();
    };
    const entries = await this.readings.of(batch, early).catch((message) => {
      told.textContent = String(message);
      return null;
    });
    // Closed meanwhile, or another view.
    if (!entries || this.desk.view !== view) return;
    told.remove();
    this.entries = entries;
    this.draw();
    live(`${count(entries.length, "text")}, ${count(this.rows().length, "quotation")} found`);
  }

  /** All statements with their texts. */
  rows() {
    return this.entries.flatMap((entry, idx) => entry.reading.inOrder.map((quotation) => ({ entry, nr: idx + 1, quotation })));
  }

  /** Draws all anew: texts were read, or a check or an answer changed them. */
  draw() {
    this.people = new People(this.entries);
    this.#texts();
    this.#tabsAnew();
    this.#panel();
    this.same.draw();
  }

  #panel() {
    const body = { quotations: this.ledger, sources: this.sources }[this.tab];
    this.panel.setAttribute("aria-labelledby", `together-${this.tab}`);
    if (this.tab === "texts") return;
    this.panel.replaceChildren(body.element);
    body.draw();
  }

  #tabButtons() {
    return [...this.tabs.children];
  }

  #tabsAnew() {
    const counts = { texts: this.entries.length, quotations: this.rows().length, sources: this.people.sources().length };
    const tab = (name, label) => {
      const choose = () => {
        this.tab = name;
        this.main.dataset.shows = name;
        this.#tabsAnew();
        this.#panel();
        one(`#together-${name}`)?.focus();
      };
      return button([`${label} `, h("span.count", counts[name])], choose, { class: "tab", role: "tab", id: `together-${name}`, "aria-selected": String(this.tab === name), tabindex: this.tab === name ? 0 : -1 });
    };
    this.tabs.replaceChildren(tab("texts", "Texts"), tab("quotations", "Quotations"), tab("sources", "Sources"));
  }

  #texts() {
    const rows = this.entries.map(({ record, reading }, idx) => {
      const { inOrder } = reading;
      const some = inOrder.some(isDone);
      const checked = inOrder.length ? (some ? checkedOf(inOrder) : `${inOrder.length}, none checked`) : "nobody quoted";
      const { date } = reading.report;
      const cells = [h("span.nr", idx + 1), h("span.together-title", record.title), h("span.dim", `${count(countWords(record.text), "word")}${date ? `, ${dayOf(new Date(`${date}T12:00`))}` : ""}`), h("span.dim.checked", checked)];
      return h("li", button(cells, () => this.open(record.id), { class: "together-text", "data-text": record.id }));
    });
    this.list.replaceChildren(...rows);
  }

  /** Opens a text in the reading view, at a quotation. */
  async open(id, quotation = /** @type {Said | null} */ (null)) {
    await this.parts.session.open(id);
    this.desk.close(false);
    if (!quotation) return;
    const { store } = this.parts;
    const { start } = quotation;
    const go = () => {
      const there = store.state.reading?.inOrder.find((one) => one.start === start);
      if (there) emit(document, "quotation", { id: there.id });
    };
    if (store.state.record?.id === id && store.state.reading) go();
    else setTimeout(go, 200);
  }

  /** A check of a quotation in any of the texts. */
  correct(entry, step) {
    const at = this.entries.indexOf(entry);
    this.entries[at] = this.readings.correct(entry, step);
    this.readings.did(() => {
      const place = this.entries.findIndex(({ record }) => record.id === entry.record.id);
      if (0 <= place) this.entries[place] = this.readings.back(this.entries[place]);
    });
    this.draw();
  }

  undo() {
    if (!this.readings.undo()) return;
    this.draw();
    live("Undone");
  }

  /** More texts come to these. */
  #add(texts) {
    const { session, store } = this.parts;
    const before = this.entries.map(({ record }) => record);
    session.take(texts, this.batch);
    const { batch } = store.state.record;
    // Newer than what other windows know; the texts were not opened again.
    for (const record of before) session.describe({ ...(session.kept.known(record.id) ?? record), batch, time: record.time + 1 });
    this.show();
    return true;
  }

  async #csv() {
    const { client } = this.parts.session;
    const files = [];
    try {
      for (const { record, reading } of this.entries) {
        const report = { ...reading.report, id: clip(record.title, 120) };
        files.push(await client.export("csv", record.text, report, { title: record.title, bom: !files.length, goesOn: 0 < files.length }));
      }
      download(`${fileName(this.entries[0].record.title)}-and-more.csv`, "text/csv;charset=utf-8", new Blob(files));
    } catch (error) {
      live(String(error));
    }
  }
}
