// The card that mends a quotation: each row changes one thing at once, and each change can be undone.
import { button, emit, h, moveAmong } from "../dom.js";
import { quotationAt } from "../corrections/quotations.js";
import { swatch } from "../rail/signs.js";
import { capital, clip, count, countWords, KINDS } from "../reading/words.js";
import { picker, placeOf } from "./picker.js";
import { endOf, moveEdge, withEdges, wordsBefore, wordsBehind } from "./words.js";

const ITS = { statement: "a statement", topic: "only a topic", stance: "a belief or plan" };
/** Words shown on each side of an edge. */
const SIDE = 3;
/** Other quotations listed by name before the rest is a number. */
const LISTED = 6;

/**
 * @param {{ reading: Reading, original: Findings, quotation: Said, said: string, choose: boolean, target: HTMLElement,
 *   act: (step: any, said: string, focus: string, spoken?: string) => void, undo: () => void }} given `said` is what was changed last
 */
export function mendCard({ reading, original, quotation, said, choose, target, act, undo }) {
  const { text } = reading;
  const content = quotation.content[0];
  const label = reading.nameOf(quotation);
  const who = reading.who(quotation);
  const found = quotation.corrected ? quotationAt(original, content) : null;
  const rowOf = (term, ...parts) => h("div.mend-row", h("span.term", term), parts);

  const pick = () => {
    const { element, field } = picker(reading, quotation.start, (choice) => act({ do: "speaker", content, ...choice }, "Speaker changed", "speaker"), "");
    speaker.replaceChildren(h("span.term", "Speaker"), element);
    field.focus();
  };
  const name = who ? [swatch(who), h("b", who.label), " ", who.tail && h("i.role", who.tail)] : [h("i.swatch.hollow.s0", { "aria-hidden": "true" }), "Nobody named"];
  const speaker = rowOf("Speaker", h("span.mend-who", name), button("Change", pick, { class: "link", "data-key": "speaker" }));

  /** @type {Span} */
  const span = [quotation.start, quotation.end];
  /** @param {"begins" | "ends"} side */
  const edge = (side) => {
    const begins = side === "begins";
    const at = begins ? span[0] : span[1];
    const to = (place) => {
      /** @type {Span} */
      const next = begins ? [place, span[1]] : [span[0], place];
      if (place === at || next[1] <= next[0] || next[0] < 0 || text.length < next[1]) return;
      const pieces = withEdges(quotation.content, next);
      const near = begins ? wordsBehind(text, next[0], SIDE) : wordsBefore(text, next[1], SIDE);
      const spoken = `${capital(side)} ${begins ? "with" : "after"} ${near.map((word) => text.slice(...word)).join(" ")}, ${count(pieces.reduce((sum, piece) => sum + countWords(text.slice(...piece)), 0), "word")}`;
      act({ do: "edges", content, to: pieces }, begins ? "Begin moved" : "End moved", side, spoken);
    };
    const step = (by, letters = false) => to(moveEdge(text, span, side, by, letters));
    const keydown = (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!by || event.target !== group) return;
      event.preventDefault();
      event.stopPropagation();
      step(by, event.altKey);
    };
    const word = ([start, end], inside) => button(text.slice(start, end), () => to(begins ? start : endOf(text, [start, end])), { class: `word ${inside ? "in" : ""}`, tabindex: -1 });
    const before = wordsBefore(text, at, SIDE).filter(([start]) => begins || span[0] <= start);
    const behind = wordsBehind(text, at, SIDE).filter(([, end]) => !begins || end <= span[1] + 2);
    const inner = (begins ? behind : before).map(([start, end]) => text.slice(start, Math.min(end, span[1]))).join(" ");
    const group = h(
      "span.edge-words",
      { tabindex: 0, role: "group", "data-key": side, "aria-label": `${capital(side)} ${begins ? "with" : "after"} “${inner}”. Arrow keys move it by a word, with Alt by a letter`, keydown },
      before.map((one) => word(one, !begins)),
      h(`i.bracket.${side}`, { "aria-hidden": "true" }),
      behind.map((one) => word(one, begins)),
    );
    const nudge = (by, sign) => button(sign, () => step(by), { class: "step nudge", "aria-label": `${capital(side)} a word ${by < 0 ? "earlier" : "later"}` });
    return rowOf(capital(side), group, h("span.nudges", nudge(-1, "‹"), nudge(1, "›")));
  };

  const kinds = h("select", { "aria-label": "Kind", "data-key": "kind", change: () => act({ do: "kind", content, kind: kinds.value }, "Kind changed", "kind") }, Object.entries(KINDS).map(([kind, words]) => h("option", { value: kind, selected: kind === quotation.kind }, words)));
  const its = Object.entries(ITS).map(([one, words]) =>
    button(words, () => one !== quotation.act && act({ do: "act", content, act: one }, "Changed", one), { role: "radio", "aria-checked": String(one === quotation.act), tabindex: one === quotation.act ? 0 : -1, "data-key": one }),
  );
  const acts = h("span.types", { role: "radiogroup", "aria-label": "It is", keydown: (event) => moveAmong(event, its) && event.stopPropagation() }, its);
  const [source, cue] = [reading.slice(quotation.source), reading.slice(quotation.cue)];
  const printed = [source && h("span.words-of", `“${source}”`), source && cue && ", ", cue && h("span.dim", "cue "), cue && h("span.words-of", `“${cue}”`)];
  const body = [
    h("h2.title", label),
    quotation.corrected && h("p.reason", sayBefore(original, found), " ", button("Take back", () => act({ do: "back", content }, "Taken back", "speaker"), { class: "link" })),
    h(
      "div.mend-rows",
      speaker,
      edge("begins"),
      edge("ends"),
      rowOf("Kind", kinds),
      rowOf("It is", acts),
      (source || cue) && rowOf("Printed", h("span", printed)),
    ),
    alike({ reading, original, quotation, act }),
    h("p.mend-foot", button("Nobody says this", () => emit(target, "corrected", { do: "unsay", content }), { class: "link unsay" }), said && h("span.dim", said), said && button("Undo", undo, { class: "link", "data-key": "undo" })),
  ];
  if (choose) queueMicrotask(pick);
  return { content: body.filter(Boolean), focus: null, label: `Correct: ${label}` };
}

/** What the program said before the reader did. */
function sayBefore(original, found) {
  if (!found) return "You added this.";
  const name = original.entities.find(({ id }) => id === found.speaker)?.name;
  return `You said so. Saidby ${name ? `had ${clip(capital(name), 60)}` : "was not sure who speaks"}.`;
}

/** Other quotations with the same printed source and the speaker that this one had: listed before they change too. */
function alike({ reading, original, quotation, act }) {
  if (!quotation.yours || !quotation.source) return "";
  const was = quotationAt(original, quotation.content[0]);
  const words = reading.slice(quotation.source).toLowerCase();
  const isPronoun = reading.report.entities.some(({ mentions }) => mentions.some(({ start, kind }) => kind === "pronoun" && start === quotation.source[0]));
  const had = was?.speaker ?? was?.candidates[0]?.speaker ?? null;
  const others = isPronoun || had === null || had === quotation.speaker ? [] : reading.inOrder.filter((one) => one !== quotation && !one.corrected && one.proposed === had && reading.slice(one.source).toLowerCase() === words);
  const who = reading.who(quotation);
  if (!others.length || !who) return "";
  const boxes = others.map((one) => h("input", { type: "checkbox", checked: true, "aria-label": clip(reading.quote(one.content), 80), "data-q": one.id }));
  const rows = others.map((one, idx) => h("li", { hidden: LISTED <= idx }, h("label", boxes[idx], h("span.nr", reading.placeOf(one.start)), h("span.words-of", clip(reading.quote(one.content), 60)))));
  const give = () => {
    const also = others.filter((_, idx) => boxes[idx].checked).map(({ content }) => content[0]);
    if (also.length) act({ do: "speaker", content: also[0], also: also.slice(1), ...placeOf(who) }, `${count(also.length, "quotation")} given to ${who.short}`, "speaker");
  };
  const box = h(
    "div.alike",
    h("p", `“${reading.slice(quotation.source)}” is ${reading.entities.get(had)?.label ?? "somebody else"} in ${count(others.length, "other quotation")}.`),
    h("ul", rows),
    LISTED < others.length && h("p.dim", `and ${others.length - LISTED} more`),
    h("p.actions", button(`Give ${others.length === 1 ? "it" : `these ${others.length}`} to ${who.short}`, give, { class: "box primary" }), button("Leave them", () => box.remove(), { class: "box" })),
  );
  return box;
}
