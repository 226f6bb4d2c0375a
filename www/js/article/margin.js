// The margin that reads like a play: beside a paragraph the speakers' names and a rule along their words.

/** Draws the margin beside some blocks. It is one function, so that the one-file report can carry it. */
export function drawMargin(blocks) {
  /**
   * Measures a block's quotations, line by line; what it returns draws the margin. It uses nothing but the block's own
   * elements.
   * @param {HTMLElement} block
   */
  function measureBlock(block) {
    const top = block.getBoundingClientRect().top;
    const half = (parseFloat(getComputedStyle(block).getPropertyValue("--tint-height")) || 28) / 2;
    /** Who speaks, and who is quoted within: each has a lane of its own. @type {Map<string | undefined, Voice>[]} */
    const lanes = [new Map(), new Map()];
    /** @type {{ top: number, bottom: number, middle: number, owners: (Voice | undefined)[] }[]} */
    const lines = [];
    const lineOf = (rect) => {
      const middle = (rect.top + rect.bottom) / 2 - top;
      const known = lines.findIndex((line) => Math.abs(line.middle - middle) < rect.height / 2);
      return 0 <= known ? known : lines.push({ top: middle - half, bottom: middle + half, middle, owners: [] }) - 1;
    };
    for (const mark of /** @type {NodeListOf<HTMLElement>} */ (block.querySelectorAll("mark.q"))) {
      const outer = mark.parentElement?.closest("mark.q");
      // Within what is said within another's words there is no room for a rule.
      if (outer?.parentElement?.closest("mark.q")) continue;
      const voices = lanes[outer ? 1 : 0];
      const voice = voices.get(mark.dataset.q) ?? { mark, width: new Map() };
      voices.set(mark.dataset.q, voice);
      for (const rect of mark.getClientRects()) {
        if (rect.width < 1) continue;
        const line = lineOf(rect);
        voice.width.set(line, (voice.width.get(line) ?? 0) + rect.width);
      }
    }
    /** @type {{ owner: Voice, lane: number, top: number, bottom: number }[]} */
    const runs = [];
    lanes.forEach((voices, lane) => {
      // A line goes to whoever has more of it; a voice left without a line takes one from a voice that has several.
      for (const voice of voices.values()) {
        for (const [line, width] of voice.width) if ((lines[line].owners[lane]?.width.get(line) ?? 0) < width) lines[line].owners[lane] = voice;
      }
      const owned = (voice) => lines.filter(({ owners }) => owners[lane] === voice).length;
      for (const voice of voices.values()) {
        if (owned(voice)) continue;
        const free = [...voice.width].sort((a, b) => b[1] - a[1]).find(([line]) => owned(lines[line].owners[lane]) !== 1);
        if (free) lines[free[0]].owners[lane] = voice;
      }
      // Between two lines of one voice the rule runs on, where nobody else speaks.
      /** @type {any} */
      let last;
      for (const { owners, top, bottom } of [...lines].sort((a, b) => a.top - b.top)) {
        const owner = owners[lane];
        if (!owner) {
          // What is quoted ends; what quotes it goes on.
          if (lane) last = undefined;
        } else if (last?.owner === owner) last.bottom = bottom;
        else runs.push((last = { owner, lane, top, bottom }));
      }
    });
    runs.sort((a, b) => a.top - b.top || a.lane - b.lane);
    return () => {
      const names = document.createElement("div");
      names.className = "names";
      block.querySelector(".gutter")?.replaceChildren(names);
      const part = (tag, { className, dataset, style }, kind) => {
        const element = document.createElement(tag);
        element.className = className.replace(/^q/, kind).replace(" selected", "");
        element.dataset.q = dataset.q;
        element.dataset.who = dataset.who;
        element.style.cssText = style.cssText;
        return element;
      };
      let speaker;
      /** @type {{ label: HTMLElement, top: number } | undefined} */
      let above;
      const seen = new Set();
      for (const { owner, lane, top, bottom } of runs) {
        const { mark } = owner;
        const rule = part("i", mark, "rule");
        rule.style.top = `${top}px`;
        rule.style.height = `${bottom - top}px`;
        if (lane) rule.classList.add("inner");
        names.after(rule);
        const { name, full } = mark.dataset;
        const isMarked = mark.matches(".unsure, .yours");
        if (name && !seen.has(owner) && (lane ? name !== "?" : speaker !== name || isMarked)) {
          const label = part("b", mark, "who");
          // Of two who speak together each has the own color.
          const cut = mark.matches(".joint") ? name.lastIndexOf(" and ") : name.length;
          const second = document.createElement("span");
          second.textContent = name.slice(cut);
          label.append(name.slice(0, cut), second);
          label.title = full;
          // Two names share a line, who quotes above who is quoted.
          const shares = lane && above?.top === top ? 7 : 0;
          if (shares) above?.label.style.setProperty("--y", `${top - shares}px`);
          for (const one of shares ? [above?.label, label] : []) if (one) Object.assign(one.style, { display: "block", whiteSpace: "nowrap" });
          label.style.setProperty("--y", `${top + shares}px`);
          names.append(label);
          if (lane) {
            label.classList.add("inner");
            const leader = part("i", mark, "leader");
            leader.style.top = `${top + shares + half}px`;
            names.after(leader);
          }
          above = { label, top };
        }
        if (!lane) speaker = name;
        seen.add(owner);
      }
      return names;
    };
  }

  const writes = [...blocks].filter((block) => block.querySelector("mark.q")).map((block) => measureBlock(block));
  const drawn = writes.map((write) => write());
  if (700 <= innerWidth) return;
  // The names stand above the paragraph, which makes room for a second line of them.
  const more = drawn.map((names) => Math.max(0, names.offsetHeight - 20));
  drawn.forEach((names, nr) => /** @type {HTMLElement | null} */ (names.closest(".block"))?.style.setProperty("--more", `${more[nr]}px`));
}

export const MARGIN = `const drawMargin = ${drawMargin};`;
