// Selecting words of the article by key: a word, the next, more of them, and the bar.
import { all, live } from "../dom.js";
import { bringIntoView, firstInView, rangeOf } from "../article/selection.js";
import { wordsBefore, wordsBehind } from "./words.js";

export class SelectWords {
  /** The words from one to the other, whichever is first; null while none are selected by key. @type {{ from: Span, to: Span } | null} */
  chosen = null;

  constructor(parts) {
    this.parts = parts;
    document.addEventListener("keydown", (event) => this.#keys(event), true);
    document.addEventListener("pointerdown", () => (this.chosen = null));
  }

  /** Begins with the chosen quotation, the focused mark or the first words in view. */
  begin() {
    const { article, paper, store } = this.parts;
    const { quotation, reading } = store.state;
    const inView = firstInView(all(".words", paper));
    const start = reading?.acts[quotation ?? -1]?.start ?? Number(inView?.dataset.start ?? 0);
    const [word] = wordsBehind(article.text, start, 1);
    if (!word) return;
    this.chosen = { from: word, to: word };
    paper.focus({ preventScroll: true });
    this.#select();
  }

  #select() {
    if (!this.chosen) return;
    const { from, to } = this.chosen;
    const range = rangeOf(Math.min(from[0], to[0]), Math.max(from[1], to[1]));
    const selection = getSelection();
    if (!range || !selection) return;
    selection.removeAllRanges();
    selection.addRange(range);
    bringIntoView(range.getBoundingClientRect(), 112, 160);
    live(range.toString());
  }

  #keys(event) {
    if (event.target !== this.parts.paper && !event.target.closest?.(".select-bar, .popover")) this.chosen = null;
    if (!this.chosen || event.target.closest?.(".select-bar, .popover, input, textarea, select")) return;
    const { text } = this.parts.article;
    const { from, to } = this.chosen;
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
    if (by) {
      const words = 0 < by ? wordsBehind(text, to[1], by) : wordsBefore(text, to[0], -by);
      const next = (0 < by ? words[words.length - 1] : words[0]) ?? this.#across(to, by);
      if (next) this.chosen = event.shiftKey ? { from, to: next } : { from: next, to: next };
      this.#select();
    } else if (event.key === "Enter") this.parts.selectBar.enterSoon();
    else if (event.key === "Escape") {
      this.chosen = null;
      getSelection()?.removeAllRanges();
      this.parts.selectBar.hide();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The first or last word of the paragraph beside that of a word. @param {Span} word @returns {Span | undefined} */
  #across([start, end], by) {
    const { text } = this.parts.article;
    if (0 < by) {
      const at = end + text.slice(end).search(/\S/);
      return end <= at ? wordsBehind(text, at, 1)[0] : undefined;
    }
    return wordsBefore(text, text.slice(0, start).trimEnd().length, 1)[0];
  }
}
