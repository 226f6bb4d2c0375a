// A report made ready for the page: who speaks in which color, what each row says.
// It only counts and arranges; what is true stands in the report.
import { person, said } from "./person.js";
import { countSources, flat, isStatement, voicesOf } from "./words.js";

/** How many speakers can be told apart by color. */
const COLORS = 10;

/** What a report counts; where a reader corrected it, it is counted here. @param {Findings} report */
const countsOf = (report, text) => (report.total ? report : countSources(report, text));

export class Reading {
  /** @type {Map<number, Person>} */
  entities = new Map();
  /** @type {Person[]} in order of first speaking, those who only may speak among them */
  speakers = [];
  /** @type {Person[]} who surely speaks, as the report counts it, in order of first speaking */
  sources = [];

  /** @param {string} text @param {Findings} report @param {Findings} found as it was before corrections, which keep the colors */
  constructor(text, report, found = report) {
    this.text = text;
    this.report = report;
    this.paragraphs = report.paragraphs;
    for (const entity of report.entities) this.entities.set(entity.id, person(text, entity));
    /** @type {Said[]} all acts in the report's order, which is that of ids */
    this.acts = report.quotations.map((quotation) => said(quotation, report.unsureBelow));
    const inOrder = [...this.acts].sort((a, b) => a.start - b.start || b.end - a.end);
    /** @type {Said[]} what somebody states, in reading order */
    this.inOrder = inOrder.filter(isStatement);
    /** @type {Said[]} topics and beliefs, in reading order; they enter no count */
    this.asides = inOrder.filter((one) => !isStatement(one));
    this.inOrder.forEach((quotation, idx) => (quotation.nr = idx));
    this.voices = voicesOf(report.entities);
    this.#giveColors(found);
    const { sources, total, unattributed } = countsOf(report, text);
    for (const source of sources) {
      const who = this.entities.get(source.entity);
      if (who) Object.assign(who, { source, printedWords: source.wordsQuoted + source.wordsSpoken, plainWords: source.wordsReported });
    }
    this.sources = this.speakers.filter(({ source }) => source);
    this.total = total;
    this.unattributed = unattributed;
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

  /** Who says it: of several who speak together each. @returns {Person[]} */
  voicesIn(quotation) {
    const who = this.who(quotation);
    return who ? this.voices(who.id).map((id) => /** @type {Person} */ (this.entities.get(id))) : [];
  }

  slot(quotation) {
    return this.who(quotation)?.slot ?? 0;
  }

  /** Its name in the margin: "Peake", unsure "Peake?", as the reader said "[Peake]". */
  shortOf(quotation) {
    const short = this.who(quotation)?.short ?? (quotation.yours ? "Nobody" : "");
    return quotation.yours ? `[${short}]` : `${short}${quotation.unsure ? "?" : ""}`;
  }

  nameOf(quotation) {
    const who = this.who(quotation);
    const name = who ? `${who.label}${quotation.unsure ? "?" : ""}` : "Nobody named";
    return quotation.yours ? `[${name}]` : name;
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

  /**
   * Those who say most have the colors, in order of first speaking; all others are grey. Who had one before corrections
   * keeps it.
   * @param {Findings} found
   */
  #giveColors(found) {
    const said = new Map(countsOf(found, this.text).sources.map((one) => [one.entity, one.wordsQuoted + one.wordsSpoken + one.wordsReported]));
    const before = [...found.quotations].sort((a, b) => a.content[0]?.[0] - b.content[0]?.[0]).filter(isStatement);
    const first = before.map(({ speaker, candidates }) => speaker ?? candidates[0]?.speaker ?? null).filter((id) => id !== null);
    const named = [...new Set(first.flatMap(this.voices))].filter((id) => this.entities.get(id)?.named ?? true);
    const most = new Set([...named].sort((a, b) => (said.get(b) ?? 0) - (said.get(a) ?? 0)).slice(0, COLORS));
    const slots = new Map(named.filter((id) => most.has(id)).map((id, idx) => [id, idx + 1]));
    const known = new Set();
    for (const quotation of this.inOrder) {
      const who = this.who(quotation);
      if (!who) continue;
      const voices = this.voicesIn(quotation);
      for (const voice of voices) {
        if (!known.has(voice)) {
          known.add(voice);
          this.speakers.push(voice);
          if (voice.named && slots.size < COLORS && !slots.has(voice.id)) slots.set(voice.id, slots.size + 1);
          voice.slot = slots.get(voice.id) ?? 0;
        }
        if (!quotation.unsure) voice.speaks.push(quotation.id);
      }
      // Several who speak together have the color of the first.
      who.slot = voices[0].slot;
    }
  }

  /** Of two with one surname each gets an initial. */
  #giveShortNames() {
    const bearers = new Map();
    for (const { short } of this.speakers) bearers.set(short, (bearers.get(short) ?? 0) + 1);
    const shared = this.speakers.filter(({ short }) => 1 < bearers.get(short));
    for (const one of shared) if (one.type === "person" && one.label.includes(" ")) one.short = `${one.label[0]}. ${one.short}`;
    for (const who of this.entities.values()) {
      const [first, second, ...more] = this.voices(who.id).map((id) => this.entities.get(id)?.short);
      if (second) who.short = `${first} and ${more.length ? `${more.length + 1} others` : second}`;
    }
  }
}
