// The texts that this browser keeps: open, rename, export, delete; and whether it keeps any.
import { all, button, h, live, moveAmong, one } from "../dom.js";
import { download, fileName } from "../exchange.js";
import { clip, count, countWords, dayOf, figure, flat } from "../reading/words.js";
import { added, archived, unpacked, workOn } from "./archive.js";
import { forgetPeople } from "./people.js";
import { Shelter } from "./shelter.js";

const ORDERS = {
  "Latest first": (a, b) => b.time - a.time,
  Title: (a, b) => a.title.localeCompare(b.title, "en"),
  Longest: (a, b) => b.text.length - a.text.length,
};
const NO_TEXTS = "This file holds no texts that Saidby exported.";

export class Shelf {
  /** @type {TextRecord[]} */
  records = [];
  chosen = "";
  renaming = "";
  order = "Latest first";
  /** Deleted since the list was opened. @type {TextRecord[]} */
  gone = [];
  list = h("div.shelf-list");
  find = h("input.find", { type: "search", placeholder: "Find a text", "aria-label": "Find a text", input: () => this.#draw() });

  constructor(parts, desk) {
    this.parts = parts;
    this.desk = desk;
    this.kept = parts.session.kept;
    this.shelter = new Shelter(parts, this);
    this.list.addEventListener("keydown", (event) => this.#keys(event));
  }

  async show(clears = false, file = null) {
    this.shelter.asking = clears;
    await this.load();
    const orders = h("select", { "aria-label": "Order", change: ({ target }) => ((this.order = target.value), this.#draw()) }, Object.keys(ORDERS).map((order) => h("option", order)));
    const size = this.records.reduce((sum, record) => sum + JSON.stringify(record).length, 0);
    const about = this.records.length ? `${this.records.length} kept in this browser, ${figure(Math.ceil(size / 1024))} KB` : "";
    this.desk.show({
      kind: "shelf",
      title: "Texts",
      about: [about],
      body: [h("div.shelf", h("section.shelf-main", h("div.find-row", this.find, orders), this.list), this.shelter.element)],
      focus: this.records.length ? null : this.shelter.element.querySelector("button"),
    });
    this.#draw();
    one(clears ? ".clear-all" : ".shelf-open", this.desk.element)?.focus({ preventScroll: !clears });
    if (file) this.shelter.say(await this.import(file));
  }

  async load() {
    this.records = await this.kept.all();
    this.shelter.draw(this.records);
  }

  async reload() {
    await this.load();
    this.#draw();
  }

  #draw() {
    const wanted = this.find.value.trim().toLowerCase();
    const records = this.records.filter(({ title, text }) => !wanted || title.toLowerCase().includes(wanted) || text.toLowerCase().includes(wanted)).sort(ORDERS[this.order]);
    const here = new Set(this.records.map(({ id }) => id));
    const together = new Map();
    for (const record of records) {
      const key = record.batch.filter((id) => here.has(id)).length < 2 ? "" : [...record.batch].sort().join();
      together.set(key, [...(together.get(key) ?? []), record]);
    }
    const single = together.get("") ?? [];
    together.delete("");
    for (const [, group] of together) if (this.order === "Latest first") group.sort((a, b) => a.batch.indexOf(a.id) - a.batch.indexOf(b.id));
    const groups = [...together.values()].map((group) => [this.#groupHead(group), this.#rows(group)]);
    const focused = this.list.contains(document.activeElement);
    this.list.replaceChildren(
      records.length ? h("p.shelf-row.shelf-head", { "aria-hidden": "true" }, ["Title", "Words", "Opened", "Corrections", "Checked"].map((name) => h("span", name))) : h("p.nothing", wanted ? "No such text." : "No text is kept in this browser."),
      ...groups.flat(),
      single.length && groups.length ? h("h2.shelf-group", "Single texts") : "",
      this.#rows(single),
      ...this.gone.map((record) => this.#goneRow(record)),
    );
    if (this.renaming) one(".rename", this.list)?.select();
    else if (focused) one(this.chosen ? `[data-text="${this.chosen}"] .shelf-open` : ".shelf-open", this.list)?.focus({ preventScroll: true });
  }

  #groupHead(group) {
    const open = button("Open all", () => this.#open(group[0], true), { class: "link" });
    return h("h2.shelf-group", h("span", h("b", clip(group[0].title, 40)), h("span.dim", ` and ${count(group.length - 1, "more text")}, together`)), open);
  }

  #rows(records) {
    return h("ul.rows", { "aria-label": "Texts" }, records.map((record) => this.#row(record)));
  }

  #row(record) {
    const { id, title, time, text } = record;
    const { corrections, checks } = workOn(record);
    const chosen = id === this.chosen;
    const cells = [
      h("span.number", figure(countWords(text))),
      h("span", opened(time)),
      h("span", { class: corrections ? "" : "dim" }, corrections ? figure(corrections) : "as found"),
      h("span.number", { class: checks ? "" : "dim" }, checks ? figure(checks) : "none"),
    ];
    const choose = () => {
      if (chosen) return this.#open(record);
      this.chosen = id;
      this.#draw();
    };
    const name = this.renaming === id ? this.#nameField(record) : h("span.shelf-title", title);
    const head = this.renaming === id ? h("div.shelf-row", name, cells) : button([name, cells].flat(), choose, { class: "shelf-row shelf-open", "aria-expanded": String(chosen) });
    const act = (label, act, key) => button(label, act, { class: "box", "aria-keyshortcuts": key });
    const acts = [act("Open", () => this.#open(record), "Enter"), act("Rename", () => this.#rename(id), "F2"), act("Export", () => this.#export([record], fileName(title)), null), act("Delete", () => this.#delete(record), "Delete")];
    const begins = flat(text.slice(0, 400)).replace(title, "").trim().slice(0, 120);
    return h("li.shelf-text", { class: chosen ? "chosen" : "", "data-text": id }, head, chosen && h("p.shelf-acts", acts, h("span.begins", `${begins}…`)));
  }

  #nameField(record) {
    const save = ({ value }) => {
      this.renaming = "";
      if (!value.trim() || value.trim() === record.title) return this.#draw();
      // Newer than what other windows know; the text was not opened again.
      this.parts.session.describe({ ...record, title: flat(value), time: record.time + 1 });
      this.reload();
      live("Renamed");
    };
    const keydown = (event) => {
      if (event.key === "Escape") event.target.value = "";
      else if (event.key !== "Enter") return;
      event.preventDefault();
      event.stopPropagation();
      save(event.target);
    };
    return h("input.rename", { value: record.title, maxlength: 200, "aria-label": "Title", keydown, blur: ({ target }) => this.renaming && save(target) });
  }

  #goneRow(record) {
    const { corrections } = workOn(record);
    const back = button("Take back", () => this.#takeBack(record), { class: "link take-back" });
    return h("p.gone", `“${record.title}” is deleted${corrections ? `, with its ${count(corrections, "correction")}` : ""}.`, back);
  }

  #rename(id) {
    this.chosen = this.renaming = id;
    this.#draw();
  }

  async #open(record, together = false) {
    await this.parts.session.open(record.id);
    if (together) this.desk.together();
    else this.desk.close(false);
  }

  async #delete(record) {
    const at = this.records.indexOf(record);
    const gone = await this.kept.clear(record.id);
    if (!gone) return this.parts.view.trouble("The browser did not delete the text; clear this site’s data in the browser’s settings.");
    this.gone.push(record);
    const { state } = this.parts.store;
    if (state.record?.id === record.id) this.desk.blank();
    await this.load();
    this.chosen = this.records[Math.min(at, this.records.length - 1)]?.id ?? "";
    this.#draw();
    live(`Deleted: ${record.title}`);
    one(".take-back:last-of-type", this.list)?.focus({ preventScroll: true });
  }

  #takeBack(record) {
    this.gone = this.gone.filter((other) => other !== record);
    this.kept.save(record);
    this.chosen = record.id;
    this.reload();
    live("Taken back");
  }

  #export(records, name) {
    download(`${name}.saidby.json`, "application/json", archived(records));
  }

  exportAll() {
    this.#export(this.records, "texts");
  }

  /** Adds the texts of a file. Says what came of it. */
  async import(file) {
    const records = unpacked(await file.text());
    if (!records?.length) return NO_TEXTS;
    const [fresh, here] = await added(this.kept, records);
    await this.reload();
    return `${count(fresh, "text")} added${here ? `, ${here} ${here === 1 ? "was" : "were"} here` : ""}.`;
  }

  /** Forgets all; what is forgotten can be taken back until the list is closed. */
  async clear() {
    const { records } = this;
    if (!(await this.parts.session.clear())) return null;
    if (this.parts.store.state.record) this.desk.blank();
    forgetPeople();
    this.chosen = "";
    await this.reload();
    return async () => {
      for (const record of records) this.kept.save(record);
      await this.reload();
    };
  }

  #keys(event) {
    if (event.target.matches("input")) return;
    const id = event.target.closest("[data-text]")?.dataset.text;
    const record = this.records.find((record) => record.id === id);
    const acts = { F2: () => this.#rename(id), Delete: () => this.#delete(record), Enter: () => this.#open(record) };
    if (moveAmong(event, all(".shelf-open", this.list))) {
      this.chosen = /** @type {any} */ (document.activeElement).closest("[data-text]").dataset.text;
      return this.#draw();
    }
    if (!record || !acts[event.key] || (event.key === "Enter" && !event.target.matches(".shelf-open"))) return;
    event.preventDefault();
    acts[event.key]();
  }
}

const opened = (time) => {
  const date = new Date(time);
  return date.toDateString() === new Date().toDateString() ? `today, ${date.toTimeString().slice(0, 5)}` : dayOf(date);
};
