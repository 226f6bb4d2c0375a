// A report made ready for the page: who speaks in which color, what each row says.
// It only counts and arranges; what is true stands in the report.
import { capital, countWords, flat, layerOf } from "./words.js";

const COLORS = 8;
/** What follows the noun of an unnamed source: "at the ministry", "familiar with the talks". */
const TAIL = /\s((?:at|of|in|for|from|with|close|near|familiar|briefed|involved|who|on|to)\s.*)$/u;

export class Reading {
  constructor(text, report) {
    this.text = text;
    this.report = report;
    this.paragraphs = report.paragraphs;
    /** @type {Map<number, Person>} */
    this.entities = new Map();
    for (const entity of report.entities) this.entities.set(entity.id, person(text, entity));
    /** @type {Said[]} in the report's order, which is that of ids */
    this.quotations = report.quotations.map((quotation) => said(text, quotation, report.unsureBelow));
    /** @type {Said[]} in reading order */
    this.inOrder = [...this.quotations].sort((a, b) => a.start - b.start || b.end - a.end);
    this.inOrder.forEach((quotation, idx) => (quotation.nr = idx));
    this.#giveColors();
    this.#giveShortNames();
    this.scare = report.quotedWords.filter((words) => words.type === "scare");
    this.numbers = numberParagraphs(report.paragraphs);
  }

  quote(ranges) {
    return ranges.map(([start, end]) => flat(this.text.slice(start, end))).join(" … ");
  }

  slice(range) {
    return range ? flat(this.text.slice(range[0], range[1])) : "";
  }

  /** The entity shown with a quotation: the speaker, or who it probably is. @param {Said} quotation */
  who(quotation) {
    return quotation.proposed === null ? null : (this.entities.get(quotation.proposed) ?? null);
  }

  nameOf(quotation) {
    const who = this.who(quotation);
    return who ? `${who.label}${quotation.unsure ? "?" : ""}` : "Nobody named";
  }

  /** The printed number of the paragraph that holds an offset. @param {number} offset */
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

  /** "¶ 4", or where there is no number the headline. @param {number} offset */
  placeOf(offset) {
    const nr = this.paragraphAt(offset);
    return nr ? `¶ ${nr}` : "Headline";
  }

  /** How many different names, values and quotations each layer holds. */
  counts() {
    /** @type {Record<string, number>} */
    const counts = { person: 0, organization: 0, place: 0, group: 0, other: 0 };
    for (const entity of this.entities.values()) if (entity.named) counts[entity.layer] += 1;
    return { ...counts, value: this.report.values.length, quotation: this.quotations.length };
  }

  #giveColors() {
    /** @type {Person[]} */
    this.speakers = [];
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

  #giveShortNames() {
    /** @type {Map<string, Person[]>} */
    const same = new Map();
    for (const speaker of this.speakers ?? []) {
      const others = same.get(speaker.short) ?? [];
      same.set(speaker.short, [...others, speaker]);
    }
    for (const group of same.values()) {
      if (group.length < 2) continue;
      for (const speaker of group) {
        if (speaker.type === "person" && speaker.label.includes(" ")) speaker.short = `${speaker.label[0]}. ${speaker.short}`;
      }
    }
  }
}

function person(text, entity) {
  const name = flat(entity.name);
  const split = entity.named ? null : TAIL.exec(name);
  // A tail with a name in it stays with the noun.
  const cut = split && !/\p{Lu}/u.test(split[1]);
  const label = capital(cut ? name.slice(0, split.index) : name);
  const names = entity.mentions.filter((mention) => mention.kind !== "pronoun");
  return {
    ...entity,
    label,
    tail: cut ? split[1] : (entity.roles[0] ?? ""),
    short: shortName(text, entity, label),
    layer: layerOf(entity.type),
    slot: 0,
    speaks: [],
    printedWords: 0,
    plainWords: 0,
    count: names.length || entity.mentions.length,
    first: entity.mentions[0]?.start ?? 0,
  };
}

/** The surname, the acronym, or the last word of an unnamed source. */
function shortName(text, entity, label) {
  const words = label.split(" ");
  if (!entity.named) {
    const head = label.replace(TAIL, "").replace(/,.*/, "").split(" ");
    return capital(head[head.length - 1]);
  }
  if (entity.type === "person") {
    const last = words.filter((word) => !/^(?:jr|sr|ii|iii|iv|phd|md|qc|kc|obe|mbe)\.?$/i.test(word.replace(",", "")));
    return (last[last.length - 1] ?? label).replace(/,$/, "");
  }
  const acronym = entity.mentions.find((mention) => mention.kind === "acronym");
  if (acronym && label.length > 12) return flat(text.slice(acronym.start, acronym.end));
  if (label.length <= 15 || words.length < 3) return label;
  const two = words.slice(-2).join(" ");
  return two.length <= 16 ? two : words[words.length - 1];
}

function said(text, quotation, unsureBelow) {
  const unsure = quotation.speaker === null || quotation.confidence < unsureBelow;
  const start = quotation.content[0]?.[0] ?? 0;
  const end = quotation.content[quotation.content.length - 1]?.[1] ?? start;
  const printedWords = quotation.printed.reduce((sum, [from, to]) => sum + countWords(text.slice(from, to)), 0);
  const proposed = quotation.speaker ?? quotation.candidates[0]?.speaker ?? null;
  return { ...quotation, unsure, proposed, start, end, printedWords, nr: 0 };
}

/** Numbers the paragraphs from 1, without the headline and what is set aside. */
function numberParagraphs(paragraphs) {
  let nr = 0;
  return paragraphs.map((paragraph) => (paragraph.kind === "text" ? (nr += 1) : nr));
}
