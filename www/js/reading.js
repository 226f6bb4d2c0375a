// A report made ready for the page: who speaks in which color, what each row says.
// It only counts and arranges; what is true stands in the report.

const COLORS = 8;
/** What follows the noun of an unnamed source: "at the ministry", "familiar with the talks". */
const TAIL = /\s((?:at|of|in|for|from|with|close|near|familiar|briefed|involved|who|on|to)\s.*)$/u;

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

/** An entity with what the page says of it. @returns {Person} */
function person(text, entity) {
  const name = flat(entity.name);
  const split = entity.named ? null : TAIL.exec(name);
  // A tail with a name in it stays with the noun.
  const tail = split && !/\p{Lu}/u.test(split[1]) ? split[1] : "";
  const label = capital(tail ? name.slice(0, split?.index) : name);
  return {
    ...entity,
    label,
    tail: tail || (entity.roles[0] ?? ""),
    short: shortName(text, entity, label),
    layer: layerOf(entity.type),
    slot: 0,
    speaks: [],
    printedWords: 0,
    plainWords: 0,
    count: entity.mentions.filter(({ kind }) => kind !== "pronoun").length || entity.mentions.length,
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
  // "Army Corps of Engineers" is no "of Engineers".
  return two.length <= 16 && /^\p{Lu}/u.test(two) ? two : words[words.length - 1];
}

/** A quotation with what the page says of it. @returns {Said} */
function said(text, quotation, unsureBelow) {
  const { candidates, confidence, content, printed, speaker } = quotation;
  return {
    ...quotation,
    unsure: speaker === null || confidence < unsureBelow,
    proposed: speaker ?? candidates[0]?.speaker ?? null,
    start: content[0]?.[0] ?? 0,
    end: content[content.length - 1]?.[1] ?? 0,
    printedWords: printed.reduce((sum, range) => sum + countWords(text.slice(...range)), 0),
    nr: 0,
  };
}

// Figures and words.

export const DAY = 86_400_000;
const NUMBER = new Intl.NumberFormat("en-US");
const SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** "seven", "1,214" */
const spell = (n) => SMALL[n] ?? figure(n);

/** "1,214" */
export const figure = (n) => NUMBER.format(n);

/** "1.4k" from a thousand on. */
export const short = (n) => (n < 1000 ? String(n) : `${(n / 1000).toFixed(n < 10000 ? 1 : 0).replace(/\.0$/, "")}k`);

/** "1 quotation", "2 quotations" */
export const count = (n, one) => `${figure(n)} ${one}${n === 1 ? "" : "s"}`;

/** "34%", of a part of one */
export const percent = (part) => `${Math.round(part * 100)}%`;

/** "15 December 2017" */
export const dayOf = (date) => date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

export const capital = (text) => text.charAt(0).toLocaleUpperCase("en") + text.slice(1);

export function clip(text, limit) {
  if (text.length <= limit) return text;
  const cut = text.lastIndexOf(" ", limit);
  return `${text.slice(0, cut > limit / 2 ? cut : limit).replace(/[\s,;:]+$/, "")}…`;
}

export const flat = (text) => text.replace(/\u00ad/g, "").replace(/\s+/g, " ").trim();

/** Words as they may stand in a sheet: no cell begins like a formula, nor does what a sheet may split off it. */
export const forSheet = (text) => text.replace(/^(?=\s*[=+\-@＝＋－＠])|(?<=[;\t\r\n]"?)(?=[=+\-@＝＋－＠])/g, "'");

export const countWords = (text) => text.match(/[\p{L}\p{N}]+(?:[-'’.,&][\p{L}\p{N}]+)*/gu)?.length ?? 0;

/** Types as a reader calls them. */
export const TYPES = {
  person: ["Person", "People"],
  organization: ["Organization", "Organizations"],
  place: ["Place", "Places"],
  group: ["Group", "Groups"],
  other: ["Other", "Other"],
};

/** The layer that a report's type belongs to. */
export const layerOf = (type) => ({ person: "person", organization: "organization", location: "place", facility: "place", norp: "group" })[type] ?? "other";

/** "Seven sources are quoted, two of them unnamed. …" @param {Reading} reading */
export function summary({ inOrder, speakers }) {
  const n = speakers.length;
  if (n === 0) {
    const all = inOrder.length;
    return all ? `${capital(spell(all))} ${all === 1 ? "quotation" : "quotations"}, and no speaker named with certainty.` : "Nobody is quoted in this text.";
  }
  const unnamed = speakers.filter(({ named }) => !named).length;
  const some = unnamed < n ? spell(unnamed) : n === 2 ? "both" : "all";
  const first = `${capital(spell(n))} ${n === 1 ? "source is" : "sources are"} quoted${unnamed ? (n === 1 ? ", unnamed" : `, ${some} of them unnamed`) : ""}.`;
  const words = speakers.reduce((sum, { printedWords }) => sum + printedWords, 0);
  if (words === 0) return `${first} None of their words stand in quotation marks.`;
  if (n === 1) return first;
  const top = speakers.reduce((best, speaker) => (best.printedWords < speaker.printedWords ? speaker : best));
  return `${first} ${top.label} has ${percent(top.printedWords / words)} of the words in quotation marks.`;
}

export const isStatement = ({ act }) => act === "statement";

/** "direct", or what it is if no statement. */
export const kindOf = ({ kind, act }) => (act === "statement" ? kind : ACTS[act][0].toLowerCase());

/** What is no statement, as a reader calls it, and what that means. */
export const ACTS = { topic: ["Topic", "spoken about, words not told"], stance: ["Belief or plan", "not told as spoken"] };

export const KINDS = { direct: "Direct, in quotation marks", mixed: "Mixed, partly in quotation marks", indirect: "Indirect, no quotation marks" };

/** What the reader calls each type. */
const FIGURES = { duration: "duration", money: "money", percent: "percentage", quantity: "quantity", time: "time" };
const MONTHS = "January February March April May June July August September October November December".split(" ");
const DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");
const SEASONS = { SP: "spring", SU: "summer", FA: "autumn", WI: "winter" };
const PARTS = { MO: "morning", AF: "afternoon", EV: "evening", NI: "night" };
/** TIMEX3's words for what has no day. @type {Record<string, string>} */
const VAGUE = { PAST_REF: "in the past", PRESENT_REF: "now", FUTURE_REF: "in the future" };
const EDGES = { before: "until", after: "from", about: "about" };
const UNITS = { Y: "year", M: "month", W: "week", D: "day", TH: "hour", TM: "minute", TS: "second" };

/** "Date: 15 December 2017", "Money: 1,200,000 USD" @param {Value} value */
export const sayValue = (value) => [capital(FIGURES[value.type] ?? "date"), normal(value)].filter(Boolean).join(": ");

export const isDate = ({ type }) => ["date", "relative", "time"].includes(type);

/** The normal form in words. @param {Value} value */
export function normal(value) {
  const { value: form, unit, low, high, edge } = value;
  if (isDate(value)) {
    if (form && VAGUE[form]) return VAGUE[form];
    // "the past two weeks" has a length, and days if the article's date is known.
    if (low && high && form?.startsWith("P")) return `${sayDate(low)} to ${sayDate(high)}`;
    if (!form || /P[\dX]/.test(form)) return "no fixed date";
    if (edge) return `${EDGES[edge]} ${sayDate(form)}`;
    // "10/11/2017" can be read two ways.
    return low === form && high ? `${sayDate(low)} or ${sayDate(high)}` : form.split("/").map(sayDate).join(" to ");
  }
  if (value.type === "duration") return (form ? [form] : [low, high]).filter(Boolean).map(sayDuration).join(" to ");
  const amount = (form ? [form] : [low, high]).filter(Boolean).map(figure).join(" to ") || "some";
  return `${amount}${unit === "%" ? "" : " "}${unit ?? ""}`.trim();
}

/** A TIMEX value in words; what it does not know stays as it is. */
function sayDate(form) {
  const [date, time = ""] = form.split(/(?<!^)[T ]|^T/).map((part) => part.replace(/:00$/, ""));
  const [, year, month, day] = /^(\d{4}|XXXX)-(\d\d)(?:-(\d\d))?$/.exec(date) ?? [];
  const said = month
    ? [Number(day) || "", MONTHS[Number(month) - 1], year !== "XXXX" && year].filter(Boolean).join(" ")
    : date
        .replace(/^XXXX-WXX-(\d)$/, (_, nr) => DAYS[nr - 1])
        .replace(/^(\d{4})-W(\d\d)$/, "week $2 of $1")
        .replace(/^(\d{4})-W(\d\d)-WE$/, "weekend of week $2 of $1")
        .replace(/^(\d{4})-Q(\d)$/, "quarter $2 of $1")
        .replace(/^(\d{4})-H(\d)$/, "half $2 of $1")
        .replace(/^(?:(\d{4})-)?(SP|SU|FA|WI)$/, (_, year, season) => [SEASONS[season], year].filter(Boolean).join(" "))
        .replace(/^(\d{3})X$/, "$10s");
  return [said, (PARTS[time] ?? time).replace(/^\d\d(?!:)/, "$&:00").replace("Z", " UTC")].filter(Boolean).join(", ");
}

/** "P3Y2M" as "3 years, 2 months" */
function sayDuration(form) {
  const [days, hours = ""] = form.slice(1).split("T");
  const parts = `${days}${hours.replace(/[HMS]/g, "T$&")}`.matchAll(/([\d.]+|X)(T?[YMWDHS])/g);
  return [...parts].map(([, n, unit]) => `${n === "X" ? "some" : n} ${UNITS[unit]}${n === "1" ? "" : "s"}`).join(", ") || form;
}

/** The days that a date covers, as times, or null where it has no place in the calendar. @param {Value} value */
export function placeInCalendar({ value, low, high }) {
  const [from, to = from] = (value ?? "").split("/").map((end) => /^\d{4}-\d\d-\d\d/.exec(end)?.[0]);
  const start = Date.parse(from ?? low ?? "");
  // The upper end of a period is the day after it.
  const end = to ? Date.parse(to) : high ? Date.parse(high.slice(0, 10)) - DAY : start;
  return Number.isNaN(start + end) ? null : [start, Math.max(start, end)];
}
