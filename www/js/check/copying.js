// What was found, on the clipboard: one quotation, all of a speaker, the ledger for a sheet or as Markdown.
import { hear, live } from "../dom.js";
import { showMenu } from "../frame/menus.js";
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
  constructor(parts) {
    this.parts = parts;
    hear("copytable", ({ rows, anchor }) => copy(tabbed(this.reading, rows), anchor));
    hear("copyspeaker", ({ id, anchor }) => this.speaker(this.reading.entities.get(id), anchor));
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
  speaker({ speaks }, anchor = /** @type {any} */ (null)) {
    const lines = speaks.map((id) => cited(this.reading, this.reading.acts[id]));
    copy(lines.join("\n"), anchor, `${count(lines.length, "quotation")} copied`);
  }

  /** What can be copied of the ledger as it is listed. */
  menu(anchor) {
    const { rail, store } = this.parts;
    const { reading } = this;
    const chosen = reading.acts[store.state.quotation];
    const rows = rail.bodies.quotations.rows();
    const note = count(rows.length, "row");
    const table = (label, words) => ({ label, note, act: () => copy(words(), null, "Table copied") });
    showMenu(this.parts, "Copy", anchor, [
      ...(chosen ? [{ label: "This quotation", note: "with speaker and cue", act: () => this.quotation(chosen) }] : []),
      ...(chosen ? reading.voicesIn(chosen) : []).map((who) => ({ label: `All of ${who.short}`, note: count(who.speaks.length, "quotation"), act: () => this.speaker(who) })),
      table("Quotations for a sheet", () => tabbed(reading, rows)),
      table("Quotations as Markdown", () => [...markdownHead(), ...markdownRows(reading, rows)].join("\n")),
    ]);
  }
}
