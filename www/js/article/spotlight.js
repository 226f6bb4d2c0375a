// What is chosen, shown in the article: tints, the one speaker alone, and the way there.
import { all, isWide, one } from "../dom.js";

/** How long the way there takes, in milliseconds. */
const GLIDE = 160;

/** Shows in the article what is chosen: tints, the one speaker alone, and the way there. */
export class Spotlight {
  #turn = 0;

  constructor(root, article) {
    this.root = root;
    this.article = article;
  }

  /** Puts the classes on; called again whenever more of the article is in the page. */
  update({ entity, quotation, only, mention }) {
    const put = (name, selector) => {
      for (const old of all(`.${name}`, this.root)) old.classList.remove(name);
      for (const mark of selector ? all(selector, this.root) : []) mark.classList.add(name);
    };
    const names = entity === null ? "" : `mark.n[data-e="${entity}"]`;
    put("selected", [names, quotation === null ? "" : `mark[data-q="${quotation}"], [data-p="${quotation}"], .rule[data-q="${quotation}"], .who[data-q="${quotation}"]`].filter(Boolean).join());
    put("current", names && `${names}[data-m="${mention}"]`);
    put("kept", only === null ? "" : `[data-e="${only}"], [data-who~="${only}"]`);
    this.root.classList.toggle("only", only !== null);
  }

  quotation({ id, start }) {
    this.article.ensure(start);
    return one(`mark[data-q="${id}"]`, this.root);
  }

  mention({ id, mentions }, idx) {
    this.article.ensure(mentions[idx]?.start ?? 0);
    return one(`mark.n[data-e="${id}"][data-m="${idx}"]`, this.root);
  }

  /** Scrolls so that an element stands in the upper part of what is free of bars, and of a sheet. */
  async goTo(element, sheet = false) {
    const rect = element?.getClientRects()[0];
    if (!rect) return;
    const bars = isWide() ? 120 : 72;
    const free = (sheet ? innerHeight * 0.45 : innerHeight) - 40;
    if (rect.top < bars || (sheet ? free : free * 0.6) < rect.bottom) await this.#glide(scrollY + rect.top - bars - (sheet ? 24 : free * 0.1));
  }

  /** Scrolls there in 160 ms; far away, or where the reader wants no motion, at once. */
  #glide(top) {
    const from = scrollY;
    const mine = (this.#turn += 1);
    const began = matchMedia("(prefers-reduced-motion: reduce)").matches || 4000 < Math.abs(top - from) ? -Infinity : performance.now();
    return new Promise((resolve) => {
      const move = () => {
        if (mine !== this.#turn) return resolve(undefined);
        const part = Math.min(1, (performance.now() - began) / GLIDE);
        scrollTo({ top: from + (top - from) * (1 - (1 - part) ** 3), behavior: "instant" });
        if (part < 1) requestAnimationFrame(move);
        else resolve(undefined);
      };
      move();
    });
  }
}
