// Corrections: the popovers that ask for them, and what they do to a report.
import { button, emit, h, moveAmong } from "./dom.js";
import { ACTS, capital, clip, count, flat, KINDS, layerOf, percent, TYPES } from "./reading.js";

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
  }
  fixed.entities = fixed.entities.filter((entity) => entity.mentions.length || fixed.quotations.some(({ speaker }) => speaker === entity.id));
  return fixed;
}

/** @param {Findings} report @param {Step & { do: "speaker" }} step */
function fixSpeaker(report, { content, speaker }) {
  const quotation = report.quotations.find((one) => one.content[0]?.[0] === content[0] && one.content[0]?.[1] === content[1]);
  if (!quotation) return;
  const entity = speaker && entityAt(report, speaker);
  quotation.speaker = entity ? entity.id : null;
  quotation.confidence = entity ? 1 : 0;
  quotation.candidates = [{ speaker: entity ? entity.id : null, score: 1 }];
  quotation.reason = entity ? "You said who speaks here" : "You said that nobody named here speaks";
  /** @type {any} */ (quotation).corrected = true;
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

/** Who probably speaks, why, and who else it might be. @param {HTMLElement} target where events go */
export function quotationCard(reading, quotation, target) {
  const who = reading.who(quotation);
  const aside = ACTS[quotation.act];
  const label = !who ? "Nobody named" : quotation.unsure ? `Probably ${who.label}` : who.label;
  const entity = ({ speaker }) => reading.entities.get(speaker);
  const candidates = quotation.candidates.slice(0, quotation.unsure ? 3 : 2).filter((one) => one.speaker === null || entity(one));
  const rows = candidates.map((one) =>
    h("li", h("span.candidate", entity(one)?.label ?? "Nobody named here"), h(`i.amount.s${entity(one)?.slot ?? 0}`, { "--filled": one.score, "aria-hidden": "true" }), h("span.number", percent(one.score))),
  );
  const [source, cue] = [reading.slice(quotation.source), reading.slice(quotation.cue)];
  const words = (text) => h("span.words-of", `“${text}”`);
  const another = (label, kind) => button(label, () => emit(target, "someone", quotation.id), { class: kind });
  const likely = candidates.filter(entity).slice(0, 2);
  const choices = likely.map((one, idx) => button(`It is ${entity(one).short}`, () => emit(target, "speaker", { id: quotation.id, speaker: one.speaker }), { class: idx ? "box" : "box primary" }));
  const actions = quotation.unsure ? [...choices, another("Someone else", "box")] : [another("Correct", "link"), quotation.corrected && h("span.dim", "Corrected by you")];
  const reason = capital(quotation.reason);
  const content = [
    h("h2.title", label),
    reason ? h("p.reason", /[.!?”]$/.test(reason) ? reason : `${reason}.`) : "",
    rows.length ? h("ul.candidates", rows) : "",
    h(
      "dl.facts",
      [h("dt", "Kind"), h("dd", aside ? aside.join(": ") : KINDS[quotation.kind])],
      (source || cue) && [h("dt", "Printed"), h("dd", source && words(source), h("span.dim", source && cue && ", ", cue && "cue "), cue && words(cue))],
    ),
    h("p.actions", actions),
    aside
      ? h("p.dim", "In no count of sources or quotations.")
      : h(
          "p.stepper",
          button("‹ Previous", () => emit(target, "step", -1)),
          h("span.dim", `${quotation.nr + 1} of ${reading.inOrder.length}`),
          button("Next ›", () => emit(target, "step", 1)),
        ),
  ];
  return { content, focus: actions[0], label };
}

/** The most names that a list to choose from holds. */
const MAX_CHOICES = 1000;

export function someoneCard(reading, quotation, target) {
  const label = "Who says this?";
  const people = [...reading.entities.values()].filter((entity) => entity.named || entity.speaks.length || entity.mentions.some(({ kind }) => kind === "role"));
  people.sort((a, b) => b.speaks.length - a.speaks.length || Number(b.layer === "person") - Number(a.layer === "person") || a.first - b.first);
  const save = () => emit(target, "speaker", { id: quotation.id, speaker: list.value === "" ? null : Number(list.value) });
  const enter = (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    save();
  };
  const options = people.slice(0, MAX_CHOICES).map((entity) => h("option", { value: entity.id, selected: entity.id === quotation.proposed }, entity.label));
  const list = h("select", { id: "someone", size: Math.min(8, people.length + 1), "aria-label": "Speaker", keydown: enter, dblclick: save }, options, h("option", { value: "" }, "Nobody named here"));
  return { content: [h("h2.title", label), h("p.reason", clip(reading.quote(quotation.content), 160)), list, saveRow(save, target)], focus: list, label };
}

/** The popover that corrects a name: its type, whom it belongs to, which words it covers. */
export class NameCard {
  /** @param {Reading} reading @param {Span} span @param {Person | undefined} entity none for words that are no name yet @param {HTMLElement} target */
  constructor(reading, span, entity, target) {
    this.text = reading.text;
    /** @type {Span} */
    this.span = [...span];
    this.type = /** @type {string | null} */ (entity ? entity.layer : "person");
    this.label = `What is ${reading.slice(span)}?`;
    this.heading = h("h2.title");
    this.words = h("span.grow", { tabindex: 0, role: "group", keydown: (event) => this.#arrows(event) });
    const types = [...Object.keys(TYPES), null].map((type) => this.#type(type));
    const choose = (event) => moveAmong(event, types) && /** @type {any} */ (document.activeElement).click();
    this.types = h("div.types", { role: "radiogroup", "aria-label": "Type", keydown: choose }, types);
    this.same = h("select", { id: "same-as" }, h("option", { value: "own" }, entity ? entity.label : "a new name"));
    if (entity && 1 < entity.mentions.length) this.same.append(h("option", { value: "new" }, "nobody else, a new name"));
    const others = [...reading.entities.values()].filter((other) => other !== entity && other.mentions.length);
    others.sort((a, b) => Number(b.layer === entity?.layer) - Number(a.layer === entity?.layer) || a.label.localeCompare(b.label, "en"));
    this.same.append(...others.slice(0, MAX_CHOICES).map((other) => h("option", { value: other.id }, other.label)));
    const more = entity ? entity.mentions.length - 1 : Math.max(0, this.text.split(this.#slice(span), 500).length - 2);
    const also = h("input", { type: "checkbox", id: "also", checked: 0 < more });
    const save = () => {
      const chosen = this.same.value;
      const to = reading.entities.get(Number(chosen))?.mentions[0];
      const same = to ? [to.start, to.end] : chosen;
      emit(target, "corrected", { do: "name", span: this.span, was: entity ? span : null, type: this.type, same, also: chosen !== "new" && also.checked });
    };
    this.content = [
      this.heading,
      this.types,
      h("div.fields", h("label", { for: "same-as" }, "Same as"), this.same, h("span", "Words"), this.words),
      h("p.also", { hidden: more < 1 }, also, h("label", { for: "also" }, `Also the ${more === 1 ? "other mention" : count(more, "other mention")}`)),
      saveRow(save, target),
    ];
    this.#draw();
    this.focus = this.types.querySelector("[aria-checked=true]");
  }

  #slice([start, end]) {
    return flat(this.text.slice(start, end));
  }

  #type(type) {
    const choose = () => {
      this.type = type;
      this.#draw();
    };
    return button([type && h(`i.shape.${type}`, { "aria-hidden": "true" }), type ? TYPES[type][0] : "Not a name"], choose, { role: "radio", "data-type": type ?? "" });
  }

  #draw() {
    const words = this.#slice(this.span);
    this.heading.textContent = `What is “${words}”?`;
    for (const choice of this.types.children) {
      const chosen = (choice.dataset.type || null) === this.type;
      choice.setAttribute("aria-checked", chosen);
      choice.tabIndex = chosen ? 0 : -1;
    }
    this.same.disabled = this.type === null;
    this.words.setAttribute("aria-label", `Words: ${words}. Arrow right and left move the end, with Shift the start`);
    const more = (side) => {
      const word = this.#beside(side);
      return word ? button(this.#slice(word), () => this.#grow(side, 1), { class: "word", "aria-label": `Add ${this.#slice(word)}` }) : "";
    };
    this.words.replaceChildren(more(-1), h("b.word.in", words), more(1), words.includes(" ") ? button("Fewer", () => this.#grow(1, -1), { class: "link" }) : "");
  }

  /** The word beside the span, within the paragraph. @returns {Span | null} */
  #beside(side) {
    const [start, end] = this.span;
    // The mark after a name goes with the word that follows it.
    const match = side < 0 ? /[\p{L}\p{N}]\S*[\s\p{P}]*$/u.exec(this.text.slice(Math.max(0, start - 80), start)) : /^[\s\p{P}]*[\p{L}\p{N}](?:\S*[\p{L}\p{N}])?/u.exec(this.text.slice(end, end + 80));
    if (!match || /\n\s*\n/.test(match[0])) return null;
    const [words] = match;
    return side < 0 ? [start - words.length, start - words.length + words.trimEnd().length] : [end, end + words.length];
  }

  /** Moves one side of the span by a word, out or in. */
  #grow(side, by) {
    const word = 0 < by ? this.#beside(side) : null;
    const words = this.text.slice(...this.span);
    if (word && side < 0) this.span[0] = word[0];
    else if (word) this.span[1] = word[1];
    else if (by < 0 && side < 0) this.span[0] += /^\S+\s+/.exec(words)?.[0].length ?? 0;
    else if (by < 0) this.span[1] -= /\s+\S+$/.exec(words)?.[0].length ?? 0;
    const focused = this.words.contains(document.activeElement);
    this.#draw();
    if (focused) this.words.focus();
  }

  #arrows(event) {
    const right = event.key === "ArrowRight";
    if (event.target !== this.words || !(right || event.key === "ArrowLeft")) return;
    event.preventDefault();
    const side = event.shiftKey ? -1 : 1;
    this.#grow(side, right ? side : -side);
  }
}

/** The last row of a correction. */
export const saveRow = (save, target) =>
  h("p.actions", button("Save", save, { class: "box primary" }), button("Cancel", () => emit(target, "closepopover"), { class: "box" }), h("span.dim.kept", "Kept in this browser only"));
