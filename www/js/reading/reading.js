// A report made ready for the page: who speaks in which color, what each row says.
// It only counts and arranges; what is true stands in the report.
import { person, said } from "./person.js";
import { flat, isStatement } from "./words.js";

const COLORS = 8;

export class Reading {
  /** @type {Map<number, Person>} */
  entities = new Map();
  /** @type {Person[]} in order of first speaking */
  speakers = [];

  /** @param {string} text @param {Findings} report */
  constructor(text, report) {
    this.text = text;
    this.report = report;
    this.paragraphs = report.paragraphs;
    for (const entity of report.entities) this.entities.set(entity.id, person(text, entity));
    /** @type {Said[]} all acts in the report's order, which is that of ids */
    this.acts = report.quotations.map((quotation) => said(text, quotation, report.unsureBelow));
    const inOrder = [...this.acts].sort((a, b) => a.start - b.start || b.end - a.end);
    /** @type {Said[]} what somebody states, in reading order */
    this.inOrder = inOrder.filter(isStatement);
    /** @type {Said[]} topics and beliefs, in reading order; they enter no count */
    this.asides = inOrder.filter((one) => !isStatement(one));
    this.inOrder.forEach((quotation, idx) => (quotation.nr = idx));
    this.#giveColors();
    this.#giveShortNames();
    this.scare = report.quotedWords.filter((words) => words.type === "scare");
    // Paragraphs are numbered from 1, without what stands beside the story.
    let nr = 0;
    this.numbers = report.paragraphs.map(({ kind }) => (kind === "text" || kind === "list" ? (nr += 1) : nr));
  }

  quote(ranges) {
    return ranges.map((range) => this.slice(range)).join(" … ");
  }

  /** The words of a range, on one line. */
  slice(range) {
    return range ? flat(this.text.slice(range[0], range[1])) : "";
  }

  /** The entity shown with a quotation: the speaker, or who it probably is. @returns {Person | null} */
  who(quotation) {
    return this.entities.get(quotation.proposed) ?? null;
  }

  slot(quotation) {
    return this.who(quotation)?.slot ?? 0;
  }

  nameOf(quotation) {
    const who = this.who(quotation);
    return who ? `${who.label}${quotation.unsure ? "?" : ""}` : "Nobody named";
  }

  /** The printed number of the paragraph that holds an offset. */
  paragraphAt(offset) {
    let low = 0;
    let high = this.paragraphs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.paragraphs[middle].start <= offset) low = middle;
      else high = middle - 1;
    }
    return this.numbers[low] ?? 0;
  }

  /** "¶ 4", or where there is no number the headline. */
  placeOf(offset) {
    const nr = this.paragraphAt(offset);
    return nr ? `¶ ${nr}` : "Headline";
  }

  /** How many different names, values and quotations each layer holds. */
  counts() {
    const counts = { person: 0, organization: 0, place: 0, group: 0, other: 0, value: this.report.values.length, quotation: this.inOrder.length, aside: this.asides.length };
    for (const { layer, named } of this.entities.values()) if (named) counts[layer] += 1;
    return counts;
  }

  #giveColors() {
    let slot = 1;
    for (const quotation of this.inOrder) {
      const who = this.who(quotation);
      if (!who) continue;
      if (who.speaks.length === 0) {
        this.speakers.push(who);
        if (who.named && slot <= COLORS) who.slot = slot++;
      }
      who.speaks.push(quotation.id);
      if (quotation.parent !== null) continue;
      who.printedWords += quotation.printedWords;
      who.plainWords += Math.max(0, quotation.words - quotation.printedWords);
    }
  }

  /** Of two with one surname each gets an initial. */
  #giveShortNames() {
    const bearers = new Map();
    for (const { short } of this.speakers) bearers.set(short, (bearers.get(short) ?? 0) + 1);
    const shared = this.speakers.filter(({ short }) => 1 < bearers.get(short));
    for (const one of shared) if (one.type === "person" && one.label.includes(" ")) one.short = `${one.label[0]}. ${one.short}`;
  }
}
