// The page's sentences that depend on figures.

const SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** "seven", "1,214". @param {number} n */
export const spell = (n) => SMALL[n] ?? figure(n);

/** "1,214". @param {number} n */
export const figure = (n) => String(n).replace(/\B(?=(?:\d{3})+$)/g, ",");

/** "1.4k" from a thousand on. @param {number} n */
export const short = (n) => (n < 1000 ? String(n) : `${(n / 1000).toFixed(n < 10000 ? 1 : 0).replace(/\.0$/, "")}k`);

/** "1 quotation", "2 quotations". @param {number} n @param {string} one @param {string} [many] */
export const count = (n, one, many = `${one}s`) => `${figure(n)} ${n === 1 ? one : many}`;

/** "34%". @param {number} part of one */
export const percent = (part) => `${Math.round(part * 100)}%`;
export const capital = (text) => text.charAt(0).toLocaleUpperCase("en") + text.slice(1);

/** Cuts at a word and adds an ellipsis. */
export function clip(text, limit) {
  if (text.length <= limit) return text;
  const cut = text.lastIndexOf(" ", limit);
  return `${text.slice(0, cut > limit / 2 ? cut : limit).replace(/[\s,;:]+$/, "")}…`;
}

/** Line breaks and runs of spaces as one space. */
export const flat = (text) => text.replace(/\u00ad/g, "").replace(/\s+/g, " ").trim();

/** Number of words. */
export function countWords(text) {
  let n = 0;
  for (const _ of text.matchAll(/[\p{L}\p{N}]+(?:[-'’.,&][\p{L}\p{N}]+)*/gu)) n += 1;
  return n;
}

/** Types as a reader calls them. @type {Record<string, [string, string]>} */
export const TYPES = {
  person: ["Person", "People"],
  organization: ["Organization", "Organizations"],
  place: ["Place", "Places"],
  group: ["Group", "Groups"],
  other: ["Other", "Other"],
};

/** The layer that a report's type belongs to. */
export const layerOf = (type) =>
  ({ person: "person", organization: "organization", location: "place", facility: "place", norp: "group" })[type] ?? "other";

/** "Seven sources are quoted, two of them unnamed. …" @param {Reading} reading */
export function summary(reading) {
  const speakers = (reading.speakers ?? []).filter((speaker) => speaker.speaks.some((id) => reading.quotations[id].speech));
  if (speakers.length === 0) {
    if (reading.quotations.length === 0) return "Nobody is quoted in this text.";
    const n = reading.quotations.length;
    return `${capital(spell(n))} ${n === 1 ? "quotation" : "quotations"}, and no speaker named with certainty.`;
  }
  const unnamed = speakers.filter((speaker) => !speaker.named).length;
  const n = speakers.length;
  let first = `${capital(spell(n))} ${n === 1 ? "source is" : "sources are"} quoted`;
  if (unnamed && n === 1) first += ", unnamed";
  else if (unnamed) first += `, ${unnamed === n ? (n === 2 ? "both" : "all") : spell(unnamed)} of them unnamed`;
  const all = speakers.reduce((sum, speaker) => sum + speaker.printedWords, 0);
  const top = speakers.reduce((best, speaker) => (best.printedWords < speaker.printedWords ? speaker : best));
  if (all === 0) return `${first}. None of their words stand in quotation marks.`;
  if (n === 1) return `${first}.`;
  return `${first}. ${top.label} has ${percent(top.printedWords / all)} of the words in quotation marks.`;
}

export const kindOf = (quotation) => (quotation.speech ? quotation.kind : `${quotation.kind}, not speech`);
