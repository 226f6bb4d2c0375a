// The margin that reads like a play: beside each paragraph the speakers' names and a rule along their words.

/**
 * Draws the rules of one block from the boxes of its quotations. It uses nothing but the block's own elements, so
 * that the one-file report can carry this very function. Reads first, writes afterwards.
 * @param {HTMLElement} block a `.block` with a `.gutter` and a `p` or heading
 * @returns {() => void} the writing half
 */
export function measureBlock(block) {
  /** @type {any} */
  const gutter = block.querySelector(".gutter");
  const top = block.getBoundingClientRect().top;
  const half = (parseFloat(getComputedStyle(block).getPropertyValue("--tint-height")) || 28) / 2;
  /** @type {Map<string, Voice>} */
  const voices = new Map();
  /** @type {{ top: number, bottom: number }[]} */
  const lines = [];
  const lineOf = (rect) => {
    const middle = (rect.top + rect.bottom) / 2 - top;
    let idx = lines.findIndex((line) => Math.abs((line.top + line.bottom) / 2 - middle) < rect.height / 2);
    if (idx < 0) idx = lines.push({ top: middle - half, bottom: middle + half }) - 1;
    return idx;
  };
  for (const mark of /** @type {NodeListOf<HTMLElement>} */ (block.querySelectorAll("mark.q"))) {
    const id = mark.dataset.q ?? "";
    const voice = voices.get(id) ?? { id, mark, width: new Map() };
    voices.set(id, voice);
    for (const rect of mark.getClientRects()) {
      if (rect.width < 1) continue;
      const line = lineOf(rect);
      voice.width.set(line, (voice.width.get(line) ?? 0) + rect.width);
    }
  }
  // A line goes to whoever has more of it; a voice left without a line takes one from a voice that has several.
  /** @type {Map<number, Voice>} */
  const owner = new Map();
  for (const voice of voices.values()) {
    for (const [line, width] of voice.width) {
      const rival = owner.get(line);
      if (!rival || (rival.width.get(line) ?? 0) < width) owner.set(line, voice);
    }
  }
  const owned = (voice) => [...owner].filter(([, who]) => who === voice).map(([line]) => line);
  for (const voice of voices.values()) {
    if (owned(voice).length) continue;
    for (const [line] of [...voice.width].sort((a, b) => b[1] - a[1])) {
      const rival = owner.get(line);
      if (rival && owned(rival).length < 2) continue;
      owner.set(line, voice);
      break;
    }
  }
  // Between two lines of one voice the rule runs on, where nobody else speaks.
  const order = lines.map((line, idx) => ({ ...line, voice: owner.get(idx) })).sort((a, b) => a.top - b.top);
  /** @type {{ voice: Voice, top: number, bottom: number }[]} */
  const runs = [];
  for (const line of order) {
    if (!line.voice) continue;
    const last = runs[runs.length - 1];
    if (last && last.voice === line.voice) last.bottom = line.bottom;
    else runs.push({ voice: line.voice, top: line.top, bottom: line.bottom });
  }
  return () => {
    const names = document.createElement("div");
    names.className = "names";
    gutter.replaceChildren(names);
    let speaker = "";
    const seen = new Set();
    for (const { voice, top, bottom } of runs) {
      const { mark } = voice;
      const rule = document.createElement("i");
      rule.className = `rule ${mark.className.replace(/^q | selected/g, "")}`;
      rule.dataset.q = voice.id;
      rule.dataset.who = mark.dataset.who;
      rule.style.top = `${top}px`;
      rule.style.height = `${bottom - top}px`;
      gutter.append(rule);
      const name = mark.dataset.name ?? "";
      const again = seen.has(voice.id) || (speaker === name && !mark.classList.contains("unsure"));
      if (!again) {
        const label = document.createElement("b");
        label.className = rule.className.replace("rule", "who");
        label.textContent = name;
        label.title = mark.dataset.full ?? name;
        label.dataset.q = voice.id;
        label.dataset.who = mark.dataset.who;
        label.style.setProperty("--y", `${top}px`);
        names.append(label);
      }
      speaker = name;
      seen.add(voice.id);
    }
  };
}

/** Draws many blocks with one layout. @param {Iterable<HTMLElement>} blocks */
export function drawMargin(blocks) {
  const writes = [];
  for (const block of blocks) if (block.querySelector("mark.q")) writes.push(measureBlock(block));
  for (const write of writes) write();
}
