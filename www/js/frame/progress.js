// How far an analysis is, in the rail: what is being done, and how long it may still take.
import { all, one } from "../dom.js";
import { count } from "../reading/words.js";

/** The stages of an analysis, and the measured share of each of the whole time. */
const STAGES = ["reading", "names", "quotations", "speakers"];
const SHARES = [0.08, 0.5, 0.3, 0.12];

export class Progress {
  #began = 0;

  begin() {
    this.#began = performance.now();
    this.update({ stage: "reading", done: 0, total: STAGES.length }, false);
  }

  /** @param {Told} told @param {boolean} partial the beginning is shown already */
  update({ stage, done, total }, partial) {
    if (stage === "loading") return this.#load(done, total);
    const at = Math.max(0, STAGES.indexOf(stage));
    const part = SHARES.slice(0, at).reduce((sum, share) => sum + share, 0);
    const rows = all(".stages li");
    one(".working .summary").textContent = `${rows[at].firstElementChild.textContent}.${partial ? " The first page is ready to read." : ""}`;
    this.#bar(part);
    one(".working .where").textContent = "";
    const spent = (performance.now() - this.#began) / 1000;
    const rest = Math.max(1, Math.ceil((spent / Math.max(part, 0.02)) * (1 - part)));
    one(".working .left").textContent = 0.1 < part ? `about ${count(rest, "second")} left` : "";
    rows.forEach((row, idx) => {
      row.className = idx < at ? "past" : idx === at ? "now" : "to-come";
      row.lastElementChild.textContent = idx < at ? "done" : "";
    });
  }

  /** What the first visit waits for, on a slow line long. */
  #load(done, total) {
    const megabytes = (bytes) => (bytes / 1_000_000).toFixed(1);
    one(".working .summary").textContent = "Loading the language model.";
    one(".working .where").textContent = `${megabytes(done)} of ${megabytes(total)} MB`;
    one(".working .left").textContent = "";
    this.#bar(total ? done / total : 0);
    for (const row of all(".stages li")) row.className = "to-come";
  }

  #bar(part) {
    const bar = one(".progress");
    bar.style.setProperty("--part", part);
    bar.setAttribute("aria-valuenow", Math.round(part * 100));
  }
}
