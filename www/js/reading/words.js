// Figures, names of kinds and pieces of text as the page prints them.

const NUMBER = new Intl.NumberFormat("en-US");

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

/** What a reader who checks a quotation may say of it. */
export const CHECKS = ["checked", "called-back", "wrong"];

export const isStatement = ({ act }) => act === "statement";

/** "direct", or what it is if no statement. */
export const kindOf = ({ kind, act }) => (act === "statement" ? kind : ACTS[act][0].toLowerCase());

/** What is no statement, as a reader calls it, and what that means. */
export const ACTS = { topic: ["Topic", "spoken about, words not told"], stance: ["Belief or plan", "not told as spoken"] };

export const KINDS = { direct: "Direct, in quotation marks", mixed: "Mixed, partly in quotation marks", indirect: "Indirect, no quotation marks" };
