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
function offsetOf(node, offset) {
  const words = (node instanceof Element ? node : node.parentElement)?.closest(".words");
  if (!words) return null;
  const range = new Range();
  range.setStart(words, 0);
  range.setEnd(node, offset);
  const before = range.cloneContents();
  for (const hidden of all(".vh", before)) hidden.remove();
  return Number(words.dataset.start) + before.textContent.length;
}
