// What the reader selected with mouse or keyboard, as a place in the text.
import { all } from "../dom.js";

/** The offsets of what the reader selected in a text. @param {string} text @returns {Span | null} */
export function selectedSpan(text) {
  const selection = getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  if (start === null || end === null) return null;
  const slice = text.slice(start, end);
  return slice.trim() ? [start + slice.length - slice.trimStart().length, end - slice.length + slice.trimEnd().length] : null;
}

/** Where a place in the page stands in the text; null outside it. @returns {number | null} */
export function offsetOf(node, offset) {
  const words = (node instanceof Element ? node : node.parentElement)?.closest(".words");
  if (!words) return null;
  const range = new Range();
  range.setStart(words, 0);
  range.setEnd(node, offset);
  const before = range.cloneContents();
  for (const hidden of all(".vh", before)) hidden.remove();
  return Number(words.dataset.start) + before.textContent.length;
}

/** What is laid out, in order: its words, each with where it starts. */
export const blocksShown = () => all(".paper .words");

/** The first of the blocks that one sees below the bars. */
export const firstInView = (blocks) => blocks.find((block) => 96 < block.getBoundingClientRect().bottom);

/** Scrolls to a box unless it stands so far from the window's top and bottom, in pixels. */
export function bringIntoView(box, top, bottom) {
  if (box.top < top || innerHeight - bottom < box.bottom) scrollBy({ top: box.top - innerHeight / 3, behavior: "instant" });
}

/** A span of the text as a range of the page; null where it is not laid out. @param {number} start @param {number} end */
export function rangeOf(start, end, blocks = blocksShown()) {
  const [from, to] = [placeOf(blocks, start, false), placeOf(blocks, end, true)];
  if (!from || !to) return null;
  const range = new Range();
  range.setStart(from.node, from.at);
  range.setEnd(to.node, to.at);
  return range;
}

function placeOf(blocks, offset, isEnd) {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const start = Number(blocks[middle].dataset.start);
    if (isEnd ? start < offset : start <= offset) low = middle + 1;
    else high = middle;
  }
  const block = blocks[low - 1];
  if (!block) return null;
  let left = offset - Number(block.dataset.start);
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) => (node.parentElement?.closest(".vh") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  let last = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { length } = /** @type {Text} */ (node);
    if (isEnd ? left <= length : left < length) return { node, at: left };
    left -= length;
    last = { node, at: length };
  }
  // Between two paragraphs.
  return last;
}

/** Shows words as selected though the focus is elsewhere. @param {Span | null} span */
export function keepShown(span) {
  if (!CSS.highlights) return;
  const range = span && rangeOf(...span);
  if (range) CSS.highlights.set("chosen-words", new Highlight(range));
  else CSS.highlights.delete("chosen-words");
}
