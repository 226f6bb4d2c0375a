// Figures, names of kinds and pieces of text as the page prints them.

const NUMBER = new Intl.NumberFormat("en-US");

/** "1,214" */
export const figure = (n) => NUMBER.format(n);

/** "1.4k" from a thousand on. */
export const short = (n) => (n < 1000 ? String(n) : `${(n / 1000).toFixed(n < 10000 ? 1 : 0).replace(/\.0$/, "")}k`);

/** "1 quotation", "2 quotations" */
export const count = (n, one) => `${figure(n)} ${one}${n === 1 ? "" : "s"}`;

/** How sure the speaker is, in words and only where it differs from what goes without saying. */
export function sayConfidence({ confidence, unsure, yours }, unsureBelow) {
  if (yours) return "you";
  if (unsure) return "unsure";
  return confidence < (1 + unsureBelow) / 2 ? "fairly sure" : "";
}

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
export const forSheet = (text) => text.replace(/^(?=\s*[=+\-@＝＋－＠﹢﹣﹦﹫])|(?<=[;\t\r\n]"?)(?=[=+\-@＝＋－＠﹢﹣﹦﹫])/g, "'");

const WORD = /[\p{Alphabetic}\p{N}\u0300-\u036f\u00ad]+(?:[-\u2011'’.,&@_][\p{Alphabetic}\p{N}\u0300-\u036f\u00ad]+)*/gu;

/** How many words a text has, as `src/report/count.rs` counts them. */
export const countWords = (text) => text.match(WORD)?.length ?? 0;

/**
 * Who says how much, counted as `src/report/count.rs` counts it, for reports that a reader corrected.
 * @param {Findings} report @param {string} text @returns {Pick<Findings, "sources" | "unattributed" | "total">}
 */
export function countSources({ entities, quotations, sources: before }, text) {
  const none = () => ({ statements: 0, wordsQuoted: 0, wordsSpoken: 0, wordsReported: 0 });
  const byId = new Map(quotations.map((one) => [one.id, one]));
  const tallies = new Map(entities.map(({ id }) => [id, none()]));
  const [unattributed, total] = [none(), none()];
  const together = voicesOf(entities);
  for (const { kind, parent, printed, speaker, words } of quotations.filter(isStatement)) {
    const outer = byId.get(/** @type {number} */ (parent));
    const { quoted, others } = wordsOf({ printed, words }, outer, text);
    const voices = speaker === null ? [unattributed] : together(speaker).map((id) => tallies.get(id) ?? unattributed);
    for (const tally of [total, ...voices]) {
      tally.statements += 1;
      tally.wordsQuoted += quoted;
      tally[kind === "direct" ? "wordsSpoken" : "wordsReported"] += others;
    }
  }
  // What the reader calls a source is described.
  const described = ({ id, named }) => named || (before?.find(({ entity }) => entity === id)?.described ?? true);
  const sources = entities.filter(({ id }) => tallies.get(id)?.statements).map((entity) => ({ entity: entity.id, named: entity.named, described: described(entity), ...(tallies.get(entity.id) ?? none()) }));
  return { sources, unattributed, total };
}

/** A statement's words in quotation marks, and its others; inside another statement they are the outer speaker's. */
export function wordsOf({ printed, words }, outer, text) {
  if (outer && isStatement(outer)) return { quoted: 0, others: 0 };
  const quoted = printed.reduce((sum, range) => sum + countWords(text.slice(...range)), 0);
  return { quoted, others: Math.max(0, words - quoted) };
}

/** Who speaks where an entity does: several who speak together, each; else that one. @param {Entity[]} entities */
export function voicesOf(entities) {
  const byId = new Map(entities.map(({ id, members }) => [id, members]));
  /** @param {number} id */
  return (id) => {
    const members = byId.get(id) ?? [];
    return members.length && members.every((id) => byId.has(id)) ? members : [id];
  };
}

/** "41 words in quotation marks, 12 without"; of a transcript "120 words spoken". */
export const saidWords = ({ printedWords, plainWords, source }) =>
  `${count(printedWords, "word")} ${source?.wordsSpoken ? "spoken" : "in quotation marks"}${plainWords ? `, ${plainWords} in the writer’s wording` : ""}`;

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

/** What a reader who checks a quotation may say of it. */
export const CHECKS = ["checked", "called-back", "wrong"];

export const isStatement = ({ act }) => act === "statement";

/** "direct", or what it is if no statement. */
export const kindOf = ({ kind, act }) => (act === "statement" ? kind : ACTS[act][0].toLowerCase());

/** What is no statement, as a reader calls it, and what that means. */
export const ACTS = { topic: ["Topic", "spoken about, words not told"], stance: ["Belief or plan", "not told as spoken"] };

export const KINDS = { direct: "Direct, in quotation marks", mixed: "Mixed, partly in quotation marks", indirect: "Indirect, no quotation marks" };
