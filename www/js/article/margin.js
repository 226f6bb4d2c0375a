// The margin that reads like a play: beside a paragraph the speakers' names and a rule along their words.

/**
 * Measures a block's quotations, line by line; what it returns draws the margin. It uses nothing but the block's own
 * elements, so that the one-file report can carry it.
 * @param {HTMLElement} block
 */
function measureBlock(block) {
  const top = block.getBoundingClientRect().top;
  const half = (parseFloat(getComputedStyle(block).getPropertyValue("--tint-height")) || 28) / 2;
  /** @type {Map<string | undefined, Voice>} */
  const voices = new Map();
  /** @type {{ top: number, bottom: number, middle: number, owner: Voice | null }[]} */
  const lines = [];
  const lineOf = (rect) => {
    const middle = (rect.top + rect.bottom) / 2 - top;
    const known = lines.findIndex((line) => Math.abs(line.middle - middle) < rect.height / 2);
    return 0 <= known ? known : lines.push({ top: middle - half, bottom: middle + half, middle, owner: null }) - 1;
  };
  for (const mark of /** @type {NodeListOf<HTMLElement>} */ (block.querySelectorAll("mark.q"))) {
    const voice = voices.get(mark.dataset.q) ?? { mark, width: new Map() };
    voices.set(mark.dataset.q, voice);
    for (const rect of mark.getClientRects()) {
      if (rect.width < 1) continue;
      const line = lineOf(rect);
      voice.width.set(line, (voice.width.get(line) ?? 0) + rect.width);
    }
  }
  // A line goes to whoever has more of it; a voice left without a line takes one from a voice that has several.
  for (const voice of voices.values()) {
    for (const [line, width] of voice.width) if ((lines[line].owner?.width.get(line) ?? 0) < width) lines[line].owner = voice;
  }
  const owned = (voice) => lines.filter(({ owner }) => owner === voice).length;
  for (const voice of voices.values()) {
    if (owned(voice)) continue;
    const widths = [...voice.width];
    // Said within another quotation, it comes after who quotes it.
    const order = voice.mark.parentElement?.closest("mark.q") ? widths.reverse() : widths.sort((a, b) => b[1] - a[1]);
    const free = order.find(([line]) => owned(lines[line].owner) !== 1);
    if (free) lines[free[0]].owner = voice;
  }
  // Between two lines of one voice the rule runs on, where nobody else speaks.
  /** @type {{ owner: Voice, top: number, bottom: number }[]} */
  const runs = [];
  for (const { owner, top, bottom } of lines.sort((a, b) => a.top - b.top)) {
    const last = runs[runs.length - 1];
    if (owner && last?.owner === owner) last.bottom = bottom;
    else if (owner) runs.push({ owner, top, bottom });
  }
  return () => {
    const names = document.createElement("div");
    names.className = "names";
    block.querySelector(".gutter")?.replaceChildren(names);
    const part = (tag, { className, dataset }, kind) => {
      const element = document.createElement(tag);
      element.className = className.replace(/^q/, kind).replace(" selected", "");
      element.dataset.q = dataset.q;
      element.dataset.who = dataset.who;
      return element;
    };
    let speaker;
    const seen = new Set();
    for (const { owner, top, bottom } of runs) {
      const { mark } = owner;
      const rule = part("i", mark, "rule");
      rule.style.top = `${top}px`;
      rule.style.height = `${bottom - top}px`;
      names.after(rule);
      const { name, full } = mark.dataset;
      if (!seen.has(owner) && (speaker !== name || mark.classList.contains("unsure"))) {
        const label = part("b", mark, "who");
        label.textContent = name;
        label.title = full;
        label.style.setProperty("--y", `${top}px`);
        names.append(label);
      }
      speaker = name;
      seen.add(owner);
    }
  };
}

export function drawMargin(blocks) {
  const writes = [...blocks].filter((block) => block.querySelector("mark.q")).map((block) => measureBlock(block));
  for (const write of writes) write();
}

export const MARGIN = `${measureBlock}\n${drawMargin}`;
