// Shows in the article what is chosen: tints, the one speaker alone, and the way there.
import { isWide } from "./dom.js";

export class Spotlight {
  constructor(root, article) {
    this.root = root;
    this.article = article;
  }

  /** Puts the classes on; called again whenever more of the article is in the page. */
  update({ entity, quotation, only, mention }) {
    for (const old of this.root.querySelectorAll(".selected")) old.classList.remove("selected", "current");
    if (entity !== null) {
      for (const mark of this.root.querySelectorAll(`mark.n[data-e="${entity}"]`)) {
        mark.classList.add("selected");
        mark.classList.toggle("current", mark.dataset.m === String(mention));
      }
    }
    if (quotation !== null) {
      for (const mark of this.root.querySelectorAll(`mark.q[data-q="${quotation}"], .printed[data-p="${quotation}"], .rule[data-q="${quotation}"]`)) mark.classList.add("selected");
    }
    this.root.classList.toggle("only", only !== null);
    for (const old of this.root.querySelectorAll(".kept")) old.classList.remove("kept");
    if (only !== null) {
      for (const mark of this.root.querySelectorAll(`[data-e="${only}"], [data-who="${only}"]`)) mark.classList.add("kept");
    }
  }

  /** The first element of a quotation. */
  quotation(quotation) {
    this.article.ensure(quotation.start);
    return this.root.querySelector(`mark.q[data-q="${quotation.id}"]`);
  }

  mention(entity, mention) {
    this.article.ensure(entity.mentions[mention]?.start ?? 0);
    return this.root.querySelector(`mark.n[data-e="${entity.id}"][data-m="${mention}"]`);
  }

  /**
   * Scrolls so that an element stands in the upper part of what is free of bars and sheets.
   * @param {Element | null} element @param {boolean} [sheet] a sheet covers the lower half
   * @returns {Promise<void>} when it stands there
   */
  async goTo(element, sheet = false) {
    const rect = element?.getClientRects()[0];
    if (!rect) return;
    const bars = isWide() ? 120 : 72;
    const free = (sheet ? innerHeight * 0.45 : innerHeight) - 40;
    if (bars <= rect.top && rect.bottom <= (sheet ? free : free * 0.6)) return;
    await glide(scrollY + rect.top - bars - (sheet ? 24 : free * 0.1));
  }
}

const GLIDE = 160;
let turn = 0;

/** Scrolls there in 160 ms; far away, or where the reader wants no motion, at once. */
function glide(top) {
  const from = scrollY;
  const mine = (turn += 1);
  if (matchMedia("(prefers-reduced-motion: reduce)").matches || 4000 < Math.abs(top - from)) {
    scrollTo({ top, behavior: "instant" });
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const began = performance.now();
    const move = () => {
      const part = Math.min(1, (performance.now() - began) / GLIDE);
      if (mine === turn) scrollTo({ top: from + (top - from) * (1 - (1 - part) ** 3), behavior: "instant" });
      if (part < 1 && mine === turn) requestAnimationFrame(move);
      else resolve(undefined);
    };
    move();
  });
}
