// What the reader's corrections do to a report.
import { flat, layerOf } from "../reading/words.js";

const ROUGH = { person: "person", organization: "organization", place: "location", group: "norp", other: "misc" };

/** The passages put back. @param {Step[]} steps @returns {Span[]} */
export const keptSpans = (steps) => steps.flatMap((step) => (step.do === "keep" ? [step.span] : []));

/**
 * A new report with the steps applied, in their order.
 * @param {Findings} report @param {Step[]} steps @param {string} text
 * @returns {Findings}
 */
export function applySteps(report, steps, text) {
  const wanted = steps.filter((step) => step.do !== "keep");
  if (wanted.length === 0) return report;
  const fixed = structuredClone(report);
  for (const step of wanted) {
    if (step.do === "speaker") fixSpeaker(fixed, step);
    else if (step.do === "name") fixName(fixed, step, text);
    else if (step.do === "check") fixCheck(fixed, step, text);
  }
  fixed.entities = fixed.entities.filter((entity) => entity.mentions.length || fixed.quotations.some(({ speaker }) => speaker === entity.id));
  return fixed;
}

const quotationAt = (report, [start, end]) => report.quotations.find(({ content }) => content[0]?.[0] === start && content[0]?.[1] === end);

/** A check holds for the words that were checked. @param {Findings} report @param {Step & { do: "check" }} step @param {string} text */
function fixCheck(report, { content, also = [], words, check, note }, text) {
  for (const span of [content, ...also]) {
    const quotation = quotationAt(report, span);
    if (!quotation) continue;
    const same = words.includes(quotation.content.map((piece) => flat(text.slice(...piece))).join(" … "));
    quotation.check = (same && check) || undefined;
    if (!also.length) quotation.note = note || undefined;
    quotation.stale = (!same && check !== null) || undefined;
  }
}

/** @param {Findings} report @param {Step & { do: "speaker" }} step */
function fixSpeaker(report, { content, speaker }) {
  const quotation = quotationAt(report, content);
  if (!quotation) return;
  const entity = speaker && entityAt(report, speaker);
  quotation.speaker = entity ? entity.id : null;
  quotation.confidence = entity ? 1 : 0;
  quotation.candidates = [{ speaker: entity ? entity.id : null, score: 1 }];
  quotation.reason = entity ? "You said who speaks here" : "You said that nobody named here speaks";
  quotation.corrected = true;
}

/** @param {Findings} report @param {Step & { do: "name" }} step @param {string} text */
function fixName(report, { span, was, type, same, also }, text) {
  const owner = was && entityAt(report, was);
  /** @type {Mention[]} */
  const moved = owner && was ? take(owner, was, span, also) : [{ start: span[0], end: span[1], kind: "name" }];
  if (!owner && also) moved.push(...others(report, text, span));
  if (type === null) {
    if (owner && also) forget(report, owner.id);
    return;
  }
  const whole = owner && owner.mentions.length === 0;
  const target = Array.isArray(same) ? entityAt(report, same) : same === "own" ? owner : null;
  const entity = target ?? (whole ? owner : add(report, text.slice(...span)));
  const rough = /** @type {any} */ (ROUGH)[type];
  // One mention of several may be of another type than its entity: a city that stands for its team.
  if (entity === owner && !whole) {
    for (const mention of moved) if (layerOf(entity.type) !== type) mention.type = rough;
  } else if (layerOf(entity.type) !== type) entity.type = rough;
  entity.mentions = [...entity.mentions, ...moved].sort((a, b) => a.start - b.start);
  if (entity === owner && was && entity.name === text.slice(...was)) entity.name = text.slice(...span);
  if (owner && whole && entity !== owner) join(report, owner, entity);
}

/** Takes one mention, or all, out of an entity; the one gets its new span. */
function take(owner, was, span, also) {
  const isIt = (mention) => mention.start === was[0] && mention.end === was[1];
  const moved = owner.mentions.filter((mention) => also || isIt(mention));
  owner.mentions = owner.mentions.filter((mention) => !moved.includes(mention));
  for (const mention of moved) {
    delete mention.type;
    if (isIt(mention)) [mention.start, mention.end] = span;
  }
  return moved;
}

/** What is no name can say nothing. */
function forget(report, id) {
  for (const quotation of report.quotations) {
    quotation.candidates = quotation.candidates.filter(({ speaker }) => speaker !== id);
    if (quotation.speaker === id) quotation.speaker = null;
  }
}

/** Two entities are one: what the first says, the second says. */
function join(report, from, to) {
  for (const quotation of report.quotations) {
    if (quotation.speaker === from.id) quotation.speaker = to.id;
    for (const candidate of quotation.candidates) if (candidate.speaker === from.id) candidate.speaker = to.id;
  }
  for (const role of from.roles) if (!to.roles.includes(role)) to.roles.push(role);
}

/** Other places with the same words that are no mention yet. */
function others(report, text, span) {
  const words = text.slice(...span);
  const taken = report.entities.flatMap((entity) => entity.mentions);
  /** @type {Mention[]} */
  const found = [];
  for (let at = text.indexOf(words); 0 <= at && found.length < 500; at = text.indexOf(words, at + words.length)) {
    const end = at + words.length;
    const whole = !/[\p{L}\p{N}]/u.test(text.charAt(at - 1)) && !/[\p{L}\p{N}]/u.test(text.charAt(end));
    if (whole && at !== span[0] && !taken.some((mention) => mention.start < end && at < mention.end)) {
      found.push({ start: at, end, kind: "name" });
    }
  }
  return found;
}

/** @param {Findings} report @param {string} name */
function add(report, name) {
  const id = report.entities.reduce((most, entity) => Math.max(most, entity.id), -1) + 1;
  /** @type {Entity} */
  const entity = { id, type: "misc", name, named: true, roles: [], affiliation: null, members: [], mentions: [] };
  report.entities.push(entity);
  return entity;
}

/** The entity with a mention at, or else over, a span. @param {Findings} report @param {Span} span */
export function entityAt(report, [start, end], exactly = false) {
  const has = (test) => report.entities.find((entity) => entity.mentions.some(test));
  return has((mention) => mention.start === start && mention.end === end) ?? (exactly ? null : has((mention) => mention.start < end && start < mention.end)) ?? null;
}
