// An entity and a quotation with what the page says of each: label, short name, counts.
import { capital, flat, layerOf } from "./words.js";

/** What follows the noun of an unnamed source: "at the ministry", "familiar with the talks". */
const TAIL = /\s((?:at|of|in|for|from|with|close|near|familiar|briefed|involved|who|on|to)\s.*)$/u;

/** An entity with what the page says of it. @returns {Person} */
export function person(text, entity) {
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
    source: null,
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
export function said(quotation, unsureBelow) {
  const { candidates, confidence, content, corrected, speaker } = quotation;
  const yours = Boolean(corrected) && confidence === 1;
  return {
    ...quotation,
    unsure: !yours && (speaker === null || confidence < unsureBelow),
    yours,
    proposed: yours ? speaker : (speaker ?? candidates[0]?.speaker ?? null),
    start: content[0]?.[0] ?? 0,
    end: content[content.length - 1]?.[1] ?? 0,
    nr: 0,
  };
}
