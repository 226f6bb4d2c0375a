// Marks that cross or hold each other, as elements properly nested in the text.
import { h } from "../dom.js";

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
      if (node.dataset.closes !== undefined) node.append(h("span.vh", " (end of quotation) "));
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
