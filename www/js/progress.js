// What the rail shows while a long text is analyzed.
import { button, emit, h } from "./dom.js";
import { capital, count, figure } from "./words.js";

/** @type {[string, string, string][]} stage, label, sentence */
const STAGES = [
  ["reading", "Reading the text", "Reading the text."],
  ["names", "Finding names and values", "Finding names and values."],
  ["quotations", "Finding quotations", "Finding quotations."],
  ["speakers", "Working out who speaks", "Working out who speaks."],
  ["sources", "Counting sources", "Counting sources."],
];
/** @type {Record<string, string>} */
const UNITS = { reading: "paragraph" };
// Measured shares of the whole time, for the bar only.
const SHARES = [0.08, 0.5, 0.3, 0.1, 0.02];

export class Progress {
  constructor() {
    this.sentence = h("p.summary");
    this.bar = h("div.progress", { role: "progressbar", "aria-label": "Analysis", "aria-valuemin": "0", "aria-valuemax": "100" }, h("i.filled"));
    this.where = h("span");
    this.left = h("span");
    this.rows = STAGES.map(([, label]) => ({ row: h("li", {}), label }));
    this.element = h(
      "div.working",
      {},
      this.sentence,
      this.bar,
      h("p.caption", {}, this.where, this.left),
      h("ul.stages", {}, ...this.rows.map(({ row }) => row)),
      h("p.cancel", {}, button("Cancel", () => emit(this.element, "cancel"), { class: "box" }), " ", h("kbd", {}, "Esc"), " keeps what is found so far"),
    );
  }

  start() {
    this.began = performance.now();
    /** @type {number[]} */
    this.counts = [];
    this.update({ stage: "reading", done: 0, total: 1 }, false);
  }

  update({ stage, done, total }, part) {
    const at = Math.max(0, STAGES.findIndex(([name]) => name === stage));
    const share = total ? Math.min(1, done / total) : 0;
    const all = SHARES.slice(0, at).reduce((sum, one) => sum + one, 0) + SHARES[at] * share;
    this.sentence.textContent = `${STAGES[at][2]}${part ? " The first page is ready to read." : ""}`;
    this.bar.style.setProperty("--part", String(all));
    this.bar.setAttribute("aria-valuenow", String(Math.round(all * 100)));
    /** @type {number[]} */ (this.counts)[at] = total;
    this.where.textContent = total < 2 ? "" : `${capital(UNITS[stage] ?? "part")} ${figure(done)} of ${figure(total)}`;
    const spent = (performance.now() - (this.began ?? 0)) / 1000;
    const rest = Math.ceil((spent / Math.max(all, 0.02)) * (1 - all));
    this.left.textContent = 0.1 < all ? `about ${count(Math.max(1, rest), "second")} left` : "";
    this.rows.forEach(({ row, label }, idx) => {
      row.className = idx < at ? "past" : idx === at ? "now" : "to-come";
      const known = this.counts?.[idx];
      const value = idx === at && 1 < total ? `${figure(done)} of ${figure(total)}` : idx < at ? (known && 1 < known ? figure(known) : "done") : "";
      row.replaceChildren(h("span", {}, label), h("span.dim", {}, value));
    });
  }
}
