// What corrections do to the names of a report.
import { layerOf } from "../reading/words.js";

const ROUGH = { person: "person", organization: "organization", place: "location", group: "norp", other: "misc" };

/** @param {Findings} report @param {Step & { do: "name" }} step @param {string} text */
export function fixName(report, { span, was, type, same, also }, text) {
  const owner = was && entityAt(report, was);
  if (was && !owner) return false;
  /** @type {Mention[]} */
  const moved = owner && was ? take(owner, was, span, also) : [{ start: span[0], end: span[1], kind: "name" }];
  if (!owner) moved.push(...(Array.isArray(also) ? also.map(mentionOf) : also ? sameWords(report, text, span).map(mentionOf) : []));
  if (owner) rename(owner, text);
  if (type === null) {
    if (owner) forget(report, owner);
    return true;
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
  return true;
}

/** What lost its fullest name is called by the longest that is left. */
function rename(owner, text) {
  const names = owner.mentions.filter(isNaming).map(({ start, end }) => text.slice(start, end));
  if (owner.named && names.length && !names.includes(owner.name)) owner.name = names.reduce((best, name) => (best.length < name.length ? name : best));
}

/** Whether a mention names, and does not only stand for a name. @param {Mention} mention */
const isNaming = ({ kind }) => kind !== "pronoun" && kind !== "role";

/** @returns {Mention} */
const mentionOf = ([start, end]) => ({ start, end, kind: "name" });

/** Takes one mention, or some or all, out of an entity; the one gets its new span. */
function take(owner, was, span, also) {
  const isIt = ({ start, end }, [from, to]) => start === from && end === to;
  const goes = (mention) => isIt(mention, was) || (Array.isArray(also) ? also.some((one) => isIt(mention, one)) : also);
  const moved = owner.mentions.filter(goes);
  owner.mentions = owner.mentions.filter((mention) => !moved.includes(mention));
  // Pronouns and roles stand for a name; without one they go where it went.
  if (owner.named && !owner.mentions.some(isNaming)) moved.push(...owner.mentions.splice(0));
  for (const mention of moved) {
    delete mention.type;
    if (isIt(mention, was)) [mention.start, mention.end] = span;
  }
  return moved;
}

/** Of what has no name left nothing stands: what is no name can say nothing. */
function forget(report, owner) {
  if (owner.mentions.some(({ kind }) => kind !== "pronoun")) return;
  owner.mentions = [];
  for (const quotation of report.quotations) {
    quotation.candidates = quotation.candidates.filter(({ speaker }) => speaker !== owner.id);
    if (quotation.speaker === owner.id) Object.assign(quotation, { speaker: null, confidence: 0, reason: "You said that who was given is no name" });
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

/** Other places with the same words that are no mention yet. @returns {Span[]} */
export function sameWords(report, text, span) {
  const words = text.slice(...span);
  const taken = report.entities.flatMap((entity) => entity.mentions);
  /** @type {Span[]} */
  const found = [];
  for (let at = text.indexOf(words); 0 <= at && found.length < 500; at = text.indexOf(words, at + words.length)) {
    const end = at + words.length;
    const whole = !/[\p{L}\p{N}]/u.test(text.charAt(at - 1)) && !/[\p{L}\p{N}]/u.test(text.charAt(end));
    if (whole && at !== span[0] && !taken.some((mention) => mention.start < end && at < mention.end)) found.push([at, end]);
  }
  return found;
}

/** A new entity. @param {Findings} report @param {string} name */
function add(report, name) {
  const id = report.entities.reduce((most, entity) => Math.max(most, entity.id), -1) + 1;
  /** @type {Entity} */
  const entity = { id, type: "misc", name, named: true, roles: [], affiliation: null, members: [], mentions: [] };
  report.entities.push(entity);
  return entity;
}

/** Somebody whom the text does not name. @param {Findings} report @param {string} name @returns {Entity} */
export function outsider(report, name) {
  const known = report.entities.find((entity) => entity.name === name);
  if (known) return known;
  return Object.assign(add(report, name), { type: "person" });
}

/** The entity with a mention at, or else over, a span. @param {Findings} report @param {Span} span */
export function entityAt(report, [start, end], exactly = false) {
  const has = (test) => report.entities.find((entity) => entity.mentions.some(test));
  return has((mention) => mention.start === start && mention.end === end) ?? (exactly ? null : has((mention) => mention.start < end && start < mention.end)) ?? null;
}
