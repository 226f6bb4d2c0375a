// What was found, on the clipboard: one quotation, all of a speaker, the ledger for a sheet or as Markdown.
import { h, live, moveAmong } from "../dom.js";
import { tabbed } from "../rail/ledger.js";
import { capital, count, kindOf } from "../reading/words.js";
import { SAID } from "./check.js";

/** “…” Ilse Brandvold, Chief Executive, told reporters. ¶ 2 @param {Reading} reading @param {Said} quotation */
export function cited(reading, quotation) {
  const who = reading.who(quotation);
  const name = who ? `${who.label}${quotation.unsure ? " (unsure)" : ""}` : "Nobody named";
  const role = who?.roles[0] ?? who?.tail;
  const by = [name, role && role.replace(/\s+/g, " "), reading.slice(quotation.cue)].filter(Boolean).join(", ");
  return `${reading.quote(quotation.content)} ${by}. ${reading.placeOf(quotation.start)}`;
}

/** A line of a table in Markdown. */
const markdownLine = (cells) => `| ${cells.map((cell) => String(cell).replace(/[\\`*_[\]<>|~#]/g, "\\$&")).join(" | ")} |`;

/** The rows as lines of a table in Markdown, without its head; `lead` stands before each. @param {Reading} reading @param {Said[]} rows */
export const markdownRows = (reading, rows, lead = /** @type {any[]} */ ([])) =>
  rows.map((one) =>
    markdownLine([...lead, reading.paragraphAt(one.start), capital(kindOf(one)), reading.nameOf(one), reading.quote(one.content), reading.slice(one.cue), one.check ? SAID[one.check][0] : "", one.note ?? ""]),
  );

/** The head of such a table. */
export function markdownHead(lead = /** @type {string[]} */ ([])) {
  const names = [...lead, "¶", "Kind", "Speaker", "Quotation", "Cue", "Checked", "Note"];
  return [markdownLine(names), `|${" --- |".repeat(names.length)}`];
}

/** Puts words on the clipboard and says so where the reader asked for it. */
export async function copy(words, anchor = /** @type {any} */ (null), what = "Copied") {
  const done = await navigator.clipboard.writeText(words).then(() => what, () => "Not allowed here");
  live(done);
  if (!anchor?.isConnected || anchor.dataset.was) return;
  anchor.dataset.was = anchor.textContent;
  anchor.textContent = done === what ? "Copied" : done;
  setTimeout(() => {
    anchor.textContent = anchor.dataset.was;
    delete anchor.dataset.was;
  }, 2000);
}

export class Copying {
  constructor(parts, checking) {
    this.parts = parts;
    this.checking = checking;
    const { sources, who } = parts.rail.bodies;
    // All of a speaker, beside what else can be done with him or her.
    for (const { element } of [who, sources]) new MutationObserver(() => this.#cards(element)).observe(element, { childList: true, subtree: true });
  }

  get reading() {
    return this.parts.store.state.reading;
  }

  /** Copies the chosen quotation, where nothing is selected; false where there is none. */
  chosen() {
    const { quotation, view } = this.parts.store.state;
    const selected = getSelection();
    if (view !== "reader" || quotation === null || !this.reading || (selected && !selected.isCollapsed)) return false;
    this.quotation(this.reading.acts[quotation]);
    return true;
  }

  quotation(quotation, anchor = /** @type {any} */ (null)) {
    copy(cited(this.reading, quotation), anchor, "Quotation copied");
  }

  /** @param {Person} who */
  speaker(who, anchor = /** @type {any} */ (null)) {
    const { acts } = this.reading;
    const lines = who.speaks.map((id) => cited(this.reading, acts[id]));
    copy(lines.join("\n"), anchor, `${count(lines.length, "quotation")} copied`);
  }

  /** What can be copied of the ledger as it is listed. */
  menu(anchor) {
    const { popover, store } = this.parts;
    const { reading } = this;
    const chosen = reading.acts[store.state.quotation ?? -1];
    const rows = this.checking.ledger.rows();
    const items = [
      chosen && ["This quotation", "with speaker and cue", () => this.quotation(chosen)],
      ...(chosen ? reading.voicesIn(chosen) : []).map((who) => [`All of ${who.short}`, count(who.speaks.length, "quotation"), () => this.speaker(who)]),
      ["Quotations for a sheet", count(rows.length, "row"), () => copy(tabbed(reading, rows), null, "Table copied")],
      ["Quotations as Markdown", count(rows.length, "row"), () => copy([...markdownHead(), ...markdownRows(reading, rows)].join("\n"), null, "Table copied")],
    ].filter(Boolean);
    const buttons = items.map(([label, note, act]) =>
      h("button.menu-row", { type: "button", role: "menuitem", click: () => (popover.close(), act()) }, h("span", label), h("span.note", note)),
    );
    popover.show(anchor, [h("div.menu-list", { role: "menu", "aria-label": "Copy", keydown: (event) => moveAmong(event, buttons) }, buttons)], { label: "Copy", kind: "menu copy-menu", focus: buttons[0], end: true });
  }

  #cards(element) {
    for (const actions of element.querySelectorAll(".card .actions:not(.with-copy)")) {
      const id = this.parts.store.state.entity;
      const who = this.reading?.entities.get(id ?? -1);
      actions.classList.add("with-copy");
      if (!who?.speaks.length) continue;
      const copies = h("button.link", { type: "button", click: ({ currentTarget }) => this.speaker(who, currentTarget) }, `Copy ${count(who.speaks.length, "quotation")}`);
      actions.append(copies);
    }
    for (const lane of element.querySelectorAll(".lane[data-e]:not(.with-copy)")) {
      lane.classList.add("with-copy");
      const who = this.reading?.entities.get(Number(lane.dataset.e));
      if (who) lane.append(h("span", { role: "cell" }, h("button.link.lane-copy", { type: "button", "aria-label": `Copy all of ${who.label}`, click: ({ currentTarget }) => this.speaker(who, currentTarget) }, "Copy")));
    }
  }
}
