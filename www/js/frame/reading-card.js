// The card of a quotation: who says it and why; where that is unsure, who else it may be.
import { button, emit, h } from "../dom.js";
import { ACTS, capital, KINDS, percent } from "../reading/words.js";

/** @param {Reading} reading @param {Said} quotation @param {HTMLElement} target where events go */
export function readingCard(reading, quotation, target) {
  const who = reading.who(quotation);
  const aside = ACTS[quotation.act];
  const label = !who ? reading.nameOf(quotation) : quotation.unsure ? `Probably ${who.label}` : reading.nameOf(quotation);
  const entity = ({ speaker }) => reading.entities.get(speaker);
  const candidates = quotation.unsure ? quotation.candidates.slice(0, 3).filter((one) => one.speaker === null || entity(one)) : [];
  const rows = candidates.map((one) =>
    h("li", h("span.candidate", entity(one)?.label ?? "Nobody named here"), h(`i.amount.s${entity(one)?.slot ?? 0}`, { "--filled": one.score, "aria-hidden": "true" }), h("span.number", percent(one.score))),
  );
  const [source, cue] = [reading.slice(quotation.source), reading.slice(quotation.cue)];
  const words = (text) => h("span.words-of", `“${text}”`);
  const likely = candidates.filter(entity).slice(0, 2);
  const choices = likely.map((one, idx) => button(`It is ${entity(one)?.short}`, () => emit(target, "speaker", { id: quotation.id, speaker: one.speaker }), { class: idx ? "box" : "box primary" }));
  const mend = (label, kind) => button(label, () => emit(target, "mend", quotation.id), { class: kind });
  const unsay = button("Nobody says this", () => emit(target, "corrected", { do: "unsay", content: quotation.content[0] }), { class: "link unsay" });
  const actions = quotation.unsure ? [...choices, mend("Someone else", "box"), unsay] : [mend("Correct", "link"), unsay];
  const outer = quotation.parent === null ? null : reading.acts[quotation.parent];
  const outerSpeaker = outer && reading.who(outer);
  const reason = quotation.yours ? "You said so" : capital(quotation.reason);
  const within = outerSpeaker ? `Inside ${outerSpeaker.label}’s words; ` : "";
  const why = within ? `${within}${reason.charAt(0).toLowerCase()}${reason.slice(1)}` : reason;
  const relay = reading.entities.get(quotation.relay ?? -1);
  const facts = [
    outer && ["Inside", [button(outerSpeaker?.label ?? "a quotation", () => emit(target, "quotation", { id: outer.id, open: true }), { class: "link" }), h("span.dim", ` ${outer.kind}, ${reading.placeOf(outer.start)}`)]],
    relay && ["Passed on", [`by ${relay.label}`]],
    ["Kind", [aside ? aside.join(": ") : KINDS[quotation.kind]]],
    outerSpeaker && !aside && ["Counted", [`as ${who ? `${who.short}’s` : "a"} statement; the words are ${outerSpeaker.short}’s`]],
    (source || cue) && ["Printed", [source && words(source), h("span.dim", source && cue && ", ", cue && "cue "), cue && words(cue)]],
  ];
  const content = [
    h("h2.title", label),
    why ? h("p.reason", /[.!?”]$/.test(why) ? why : `${why}.`) : "",
    rows.length ? h("ul.candidates", rows) : "",
    h("dl.facts", facts.flatMap((fact) => (fact ? [h("dt", fact[0]), h("dd", fact[1])] : []))),
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
