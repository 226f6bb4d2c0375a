// The cards of a quotation: who probably speaks and why, and whom else to choose.
import { button, emit, h } from "../dom.js";
import { ACTS, capital, clip, KINDS, percent } from "../reading/words.js";
import { MAX_CHOICES, saveRow } from "./choices.js";

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
