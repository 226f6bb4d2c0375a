// The popover of a quotation: who probably speaks, why, and who else it might be.
import { button, emit, h } from "./dom.js";
import { percent } from "./words.js";

/** @type {Record<string, string>} */
const KINDS = { direct: "Direct, in quotation marks", mixed: "Mixed, partly in quotation marks", indirect: "Indirect, no quotation marks" };
const MOST = 3;

/**
 * @param {Reading} reading @param {Said} quotation
 * @param {HTMLElement} target where events go
 * @returns {{ content: Node[], focus: HTMLElement | null, label: string }}
 */
export function quotationCard(reading, quotation, target) {
  const who = reading.who(quotation);
  const label = who ? (quotation.unsure ? `Probably ${who.label}` : who.label) : "Nobody named";
  const choose = (speaker) => emit(target, "speaker", { id: quotation.id, speaker });
  const candidates = (quotation.unsure ? quotation.candidates.slice(0, MOST) : quotation.candidates.slice(0, 2)).filter(
    ({ speaker }) => speaker === null || reading.entities.has(speaker),
  );
  const rows = candidates.map(({ speaker, score }) => {
    const entity = speaker === null ? null : reading.entities.get(speaker);
    return h(
      "li",
      {},
      h("span.candidate", {}, entity ? entity.label : "Nobody named here"),
      h(`i.amount.s${entity?.slot ?? 0}`, { "--filled": score, "aria-hidden": "true" }),
      h("span.number", {}, percent(score)),
    );
  });
  const facts = h("dl.facts", {}, h("dt", {}, "Kind"), h("dd", {}, `${KINDS[quotation.kind]}${quotation.speech ? "" : "; a thought or an act, not speech"}`));
  const source = reading.slice(quotation.source);
  const cue = reading.slice(quotation.cue);
  if (source || cue) {
    facts.append(
      h("dt", {}, "Printed"),
      h("dd", {}, source ? h("span.words-of", {}, `“${source}”`) : "", source && cue ? h("span.dim", {}, ", ") : "", cue ? h("span.dim", {}, "cue ") : "", cue ? h("span.words-of", {}, `“${cue}”`) : ""),
    );
  }
  const someone = button("Someone else", () => emit(target, "someone", { id: quotation.id }), { class: "box" });
  /** @type {any} */
  let focus = null;
  const actions = h("p.actions");
  if (quotation.unsure) {
    const likely = candidates.filter(({ speaker }) => speaker !== null).slice(0, 2);
    likely.forEach(({ speaker }, idx) => {
      const entity = /** @type {Person} */ (reading.entities.get(/** @type {number} */ (speaker)));
      const it = button(`It is ${entity.short}`, () => choose(speaker), { class: idx ? "box" : "box primary" });
      focus ??= it;
      actions.append(it);
    });
    actions.append(someone);
    focus ??= someone;
  } else {
    focus = button("Correct", () => emit(target, "someone", { id: quotation.id }), { class: "link" });
    actions.append(focus);
    if (quotation.corrected) actions.append(h("span.dim", {}, "Corrected by you"));
  }
  const step = (by) => emit(target, "step", { by });
  const content = [
    h("h2.title", {}, label),
    quotation.reason ? h("p.reason", {}, sentence(quotation.reason)) : "",
    rows.length ? h("ul.candidates", {}, ...rows) : "",
    facts,
    actions,
    h(
      "p.stepper",
      {},
      button("‹ Previous", () => step(-1), { class: "plain" }),
      h("span.dim", {}, `${quotation.nr + 1} of ${reading.quotations.length}`),
      button("Next ›", () => step(1), { class: "plain" }),
    ),
  ].filter((node) => node !== "");
  return { content: content, focus, label };
}

export function someoneCard(reading, quotation, target) {
  const people = [...reading.entities.values()]
    .filter((entity) => entity.named || entity.speaks.length || entity.mentions.some(({ kind }) => kind === "role"))
    .sort((a, b) => b.speaks.length - a.speaks.length || Number(b.layer === "person") - Number(a.layer === "person") || a.first - b.first);
  const list = h("select", { id: "someone", size: Math.min(8, people.length + 1) });
  for (const entity of people) list.append(h("option", { value: entity.id, selected: entity.id === quotation.proposed }, entity.label));
  list.append(h("option", { value: "" }, "Nobody named here"));
  const save = () => {
    const value = list.value;
    emit(target, "speaker", { id: quotation.id, speaker: value === "" ? null : Number(value) });
  };
  list.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      save();
    }
  });
  list.addEventListener("dblclick", save);
  const content = [
    h("h2.title", {}, "Who says this?"),
    h("p.reason", {}, reading.quote(quotation.content).slice(0, 160)),
    h("label.vh", { for: "someone" }, "Speaker"),
    list,
    h(
      "p.actions",
      {},
      button("Save", save, { class: "box primary" }),
      button("Cancel", () => emit(target, "closepopover"), { class: "box" }),
      h("span.dim.kept", {}, "Kept in this browser only"),
    ),
  ];
  return { content, focus: list, label: "Who says this?" };
}
const sentence = (text) => {
  const first = text.charAt(0).toLocaleUpperCase("en") + text.slice(1);
  return /[.!?”]$/.test(first) ? first : `${first}.`;
};
