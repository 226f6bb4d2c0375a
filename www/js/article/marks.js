// What the analyzer found, as marks: where each begins and ends, and how its element is made.
import { h } from "../dom.js";
import { sayValue } from "../reading/normal.js";
import { ACTS, capital, count, layerOf, TYPES } from "../reading/words.js";

/** All marks of a reading, sorted by start, the longer first. @param {Reading} reading @returns {Mark[]} */
export function marksOf(reading) {
  const sources = inside(reading.inOrder.flatMap(({ source }) => (source ? [source] : [])));
  const marks = [
    ...reading.inOrder.flatMap((quotation) => quotationMarks(reading, quotation)),
    ...reading.inOrder.flatMap((quotation) => turnMarks(reading, quotation)),
    ...reading.asides.flatMap((aside) => asideMarks(reading, aside)),
    ...reading.scare.map(({ start, end }) => ({ start, end, rank: 1, make: () => h("mark.scare.s0", { title: "Quoted words without a speaker" }) })),
    ...[...reading.entities.values()].flatMap((entity) => nameMarks(entity, sources)),
    ...reading.report.values.map((value) => {
      const { start, end } = value;
      const make = (first) => {
        const say = sayValue(value);
        return h("mark.value", { "data-v": first && `${start}-${end}`, "data-type": say, "aria-description": say, tabindex: first && -1 });
      };
      return { start, end, rank: 3, make };
    }),
  ];
  return marks.sort((a, b) => a.start - b.start || b.end - a.end || a.rank - b.rank);
}

/** The marks of a topic or a belief: seen only where the reader asks for them. */
function asideMarks(reading, { id, act, content, ...aside }) {
  const [say, means] = ACTS[act];
  const make = (first) => h(`mark.aside.${act}.s${reading.slot(aside)}`, { "data-q": id, "data-type": say, "aria-description": first && `${say}, ${means}: ${reading.nameOf(aside)}` });
  return content.map(([start, end]) => ({ start, end, rank: 1, make }));
}

function quotationMarks(reading, quotation) {
  const { check, content, id, kind, printed, unsure, words } = quotation;
  const voices = reading.voicesIn(quotation);
  const name = reading.nameOf(quotation);
  const slot = `s${reading.slot(quotation)}`;
  const piece = ([start, end], idx) => {
    const make = (first, last) => {
      const opens = idx === 0 && first;
      const closes = idx === content.length - 1 && last;
      return h(
        `mark.q.${kind}.${slot}`,
        {
          class: `${unsure ? "unsure" : quotation.yours ? "yours" : ""} ${check ?? ""} ${voices[1] ? "joint" : ""}`,
          "--s2": voices[1] && `var(--c${voices[1].slot})`,
          "data-q": id,
          "data-who": [...new Set([reading.who(quotation), ...voices].map((who) => who?.id))].join(" "),
          "data-name": reading.shortOf(quotation),
          "data-full": name,
          "data-closes": closes,
          tabindex: opens && -1,
        },
        opens && h("span.vh", `${capital(kind)} quotation, ${name}, ${count(words, "word")}${check ? `, ${check.replace("-", " ")}` : ""}: `),
      );
    };
    return { start, end, rank: 0, make };
  };
  const full = kind === "mixed" ? printed : [];
  return [...content.map(piece), ...full.map(([start, end]) => ({ start, end, rank: 1, make: () => h(`span.printed.${slot}`, { "data-p": id }) }))];
}

/** Of a turn in a transcript or interview the label before it: who speaks, at the line. */
function turnMarks(reading, quotation) {
  const { cue, kind, printed, source, start } = quotation;
  const isLabel = source && cue && source[1] <= cue[0] && cue[1] <= start && /^[:.]$/.test(reading.slice(cue));
  if (kind !== "direct" || printed.length || !isLabel) return [];
  return [{ start: source[0], end: cue[1], rank: -1, make: () => h(`b.turn.s${reading.slot(quotation)}`) }];
}

function nameMarks({ id, label, layer: own, mentions, named, slot, speaks }, isSource) {
  const color = speaks.length || slot ? `s${slot} speaks` : "";
  return mentions.map(({ start, end, kind, type }, idx) => {
    const isName = kind !== "pronoun" && kind !== "role";
    const quiet = !isName && !(color && isSource(start, end));
    const shape = isName && named ? "named" : quiet ? "quiet" : "plain";
    const layer = type ? layerOf(type) : own;
    const say = quiet ? null : `${TYPES[layer][0]}${isName ? "" : `: ${label}`}`;
    const make = (first) => h(`mark.n.${layer}.${shape}`, { class: `${color} ${first ? "" : "goes-on"}`, "data-e": id, "data-m": idx, "data-type": say, "aria-description": say, tabindex: first && -1 });
    return { start, end, rank: 2, make };
  });
}

/** Tells whether a span lies in one of the sources, in logarithmic time. */
function inside(spans) {
  spans.sort((a, b) => a[0] - b[0]);
  return (start, end) => {
    let low = 0;
    let high = spans.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (spans[middle][0] <= start) low = middle + 1;
      else high = middle - 1;
    }
    return high >= 0 && spans[high][0] <= start && end <= spans[high][1];
  };
}
