// From a reading to nested elements: which marks a stretch of text carries, and the tree they make.
import { h } from "./dom.js";
import { count, layerOf, TYPES } from "./words.js";

const KINDS = { direct: "Direct", mixed: "Mixed", indirect: "Indirect" };

/** All marks of a reading, sorted by start, the longer first. @param {Reading} reading @returns {Mark[]} */
export function marksOf(reading) {
  /** @type {Mark[]} */
  const marks = [];
  for (const quotation of reading.quotations) addQuotation(marks, reading, quotation);
  for (const { start, end } of reading.scare) {
    marks.push({ start, end, rank: 1, make: () => h("mark.scare", { title: "Quoted words without a speaker" }) });
  }
  const sources = new Set(reading.quotations.flatMap(({ source }) => (source ? [source] : [])));
  const named = sortedEnds([...sources]);
  for (const entity of reading.entities.values()) addNames(marks, entity, named);
  for (const value of reading.report.values) {
    const title = value.value && value.value !== reading.text.slice(value.start, value.end) ? `: ${value.value}${value.unit ? ` ${value.unit}` : ""}` : "";
    marks.push({
      start: value.start,
      end: value.end,
      rank: 3,
      make: () => h("mark.value", { title: `Value, ${value.type}${title}` }),
    });
  }
  return marks.sort((a, b) => a.start - b.start || b.end - a.end || a.rank - b.rank);
}

function addQuotation(marks, reading, quotation) {
  const who = reading.who(quotation);
  const name = reading.nameOf(quotation);
  const say = `${KINDS[quotation.kind]} quotation, ${name}, ${count(quotation.words, "word")}`;
  const slot = `s${who?.slot ?? 0}`;
  const content = quotation.content;
  content.forEach(([start, end], idx) => {
    marks.push({
      start,
      end,
      rank: 0,
      make(first, last) {
        const opens = idx === 0 && first;
        const mark = h(`mark.q.${quotation.kind}.${slot}`, {
          class: quotation.unsure ? "unsure" : "",
          "data-q": quotation.id,
          "data-who": who?.id ?? "",
          "data-name": `${who ? who.short : ""}${quotation.unsure ? "?" : ""}`,
          "data-full": name,
          tabindex: opens ? -1 : null,
        });
        if (opens) mark.append(h("span.vh", {}, `${say}: `));
        if (idx === content.length - 1 && last) mark.dataset.closes = "";
        return mark;
      },
    });
  });
  if (quotation.kind !== "mixed") return;
  for (const [start, end] of quotation.printed) {
    marks.push({ start, end, rank: 1, make: () => h(`span.printed.${slot}`, { "data-p": quotation.id }) });
  }
}

function addNames(marks, entity, isSource) {
  const speaks = entity.speaks.length > 0;
  entity.mentions.forEach((mention, idx) => {
    const isName = mention.kind !== "pronoun" && mention.kind !== "role";
    const quiet = !isName && !(speaks && isSource(mention.start, mention.end));
    const shape = isName && entity.named ? "named" : quiet ? "quiet" : "plain";
    const slot = speaks ? `s${entity.slot} speaks` : "";
    const layer = mention.type ? layerOf(mention.type) : entity.layer;
    const title = quiet ? null : `${TYPES[layer][0]}${isName ? "" : `: ${entity.label}`}`;
    marks.push({
      start: mention.start,
      end: mention.end,
      rank: 2,
      make: (first) =>
        h(`mark.n.${layer}.${shape}`, {
          class: first ? slot : `${slot} goes-on`,
          "data-e": entity.id,
          "data-m": idx,
          "data-type": title,
          "aria-description": title,
          tabindex: first ? -1 : null,
        }),
    });
  });
}

/** Tells whether a span lies in one of the sources, in logarithmic time. */
function sortedEnds(spans) {
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

/**
 * Puts `text[start..end]` into `parent` with the marks that fall in it, properly nested: of two that cross, the
 * later one is cut in two where the earlier ends.
 * @param {HTMLElement} parent @param {string} text @param {number} start @param {number} end @param {Mark[]} marks sorted
 */
export function fill(parent, text, start, end, marks) {
  const queue = marks.map((mark) => ({ mark, start: Math.max(mark.start, start), end: Math.min(mark.end, end) }));
  /** @type {{ node: HTMLElement, end: number }[]} */
  const stack = [{ node: parent, end }];
  let at = start;
  const write = (to) => {
    if (at < to) stack[stack.length - 1].node.append(text.slice(at, to));
    at = Math.max(at, to);
  };
  const close = (to) => {
    while (1 < stack.length && stack[stack.length - 1].end <= to) {
      write(stack[stack.length - 1].end);
      const { node } = /** @type {{ node: HTMLElement }} */ (stack.pop());
      if (node.dataset.closes !== undefined) node.append(h("span.vh", {}, " (end of quotation) "));
    }
  };
  for (let idx = 0; idx < queue.length; idx++) {
    const piece = queue[idx];
    if (piece.end <= piece.start) continue;
    close(piece.start);
    write(piece.start);
    const outer = stack[stack.length - 1];
    if (outer.end < piece.end) {
      const rest = { mark: piece.mark, start: outer.end, end: piece.end };
      let to = idx + 1;
      while (to < queue.length && queue[to].start < rest.start) to += 1;
      queue.splice(to, 0, rest);
      piece.end = outer.end;
    }
    const node = piece.mark.make(piece.start === piece.mark.start, piece.end === piece.mark.end);
    outer.node.append(node);
    stack.push({ node, end: piece.end });
  }
  close(end);
  write(end);
}
