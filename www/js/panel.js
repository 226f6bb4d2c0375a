// The rail: three tabs, their panels, and the widening to the whole page.
import { button, emit, h } from "./dom.js";
import { short } from "./words.js";
/** @type {[Tab, string][]} */
export const TABS = [
  ["who", "Who’s who"],
  ["quotations", "Quotations"],
  ["sources", "Sources"],
];

/** What each tab counts. @param {Reading | null} reading @returns {Record<string, string>} */
export function countsOf(reading) {
  if (!reading) return {};
  const who = [...reading.entities.values()].filter((entity) => entity.named || entity.speaks.length);
  return { who: short(who.length), quotations: short(reading.quotations.length), sources: short(reading.speakers?.length ?? 0) };
}

export class Panel {
  constructor(bodies, working) {
    this.working = working;
    this.tabs = TABS.map(([tab, label]) => {
      const count = h("span.count");
      const element = h(
        "button.tab",
        { type: "button", role: "tab", id: `tab-${tab}`, "aria-controls": `panel-${tab}`, click: () => emit(this.element, "tab", tab) },
        label,
        " ",
        count,
      );
      return { tab, element, count };
    });
    this.widen = button("Widen", () => emit(this.element, "widen"), { class: "widen", "aria-keyshortcuts": "w" });
    this.close = button("Close", () => emit(this.element, "closesheet"), { class: "close-sheet" });
    this.bodies = TABS.map(([tab]) => ({
      tab,
      element: h("div.panel-body", { role: "tabpanel", id: `panel-${tab}`, "aria-labelledby": `tab-${tab}`, tabindex: 0 }, bodies[tab]),
    }));
    this.tabList = h("div.tabs", { role: "tablist", "aria-label": "Findings" }, ...this.tabs.map(({ element }) => element));
    this.element = h(
      "section.rail",
      { "aria-label": "Findings" },
      h("div.rail-head", {}, this.tabList, this.widen, this.close),
      h("div.rail-scroll", {}, working, ...this.bodies.map(({ element }) => element)),
    );
    this.tabList.addEventListener("keydown", (event) => this.#keys(event));
  }

  update({ tab, wide, reading }, busy) {
    const counts = countsOf(reading);
    for (const { tab: name, element, count } of this.tabs) {
      const chosen = name === tab;
      element.setAttribute("aria-selected", String(chosen));
      element.tabIndex = chosen ? 0 : -1;
      count.textContent = name === "who" || busy ? "" : counts[name] ?? "";
    }
    this.working.hidden = !busy;
    for (const { tab: name, element } of this.bodies) element.hidden = name !== tab || busy;
    this.widen.textContent = wide ? "Narrow" : "Widen";
    this.widen.setAttribute("aria-pressed", String(wide));
  }

  #keys(event) {
    const at = this.tabs.findIndex(({ element }) => element === document.activeElement);
    /** @type {Record<string, number>} */
    const steps = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: this.tabs.length - 1 };
    if (at < 0 || !(event.key in steps)) return;
    event.preventDefault();
    const to = this.tabs[(steps[event.key] + this.tabs.length) % this.tabs.length];
    emit(this.element, "tab", to.tab);
    to.element.focus();
  }
}
