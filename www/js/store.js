// The page's whole state in one place. Parts never keep a copy of it.

/**
 * @typedef {{ id: string, text: string, title: string, origin: string, time: number, batch: string[],
 *   steps: Step[], done: number }} TextRecord
 * A text with its corrections: `steps` are all, the first `done` of them apply.
 */
/**
 * @typedef {object} State
 * @property {"welcome" | "reader"} view
 * @property {TextRecord | null} record
 * @property {Findings | null} report as the analyzer gave it
 * @property {Reading | null} reading with the corrections applied
 * @property {boolean} working an analysis is under way
 * @property {boolean} partial the report covers the beginning only
 * @property {Record<string, boolean>} layers
 * @property {number | null} entity the chosen entity
 * @property {number} mention which of its mentions
 * @property {number | null} quotation the chosen quotation
 * @property {number | null} only the one entity that is shown
 * @property {"who" | "quotations" | "sources"} tab
 * @property {boolean} wide
 */

export const LAYERS = ["person", "organization", "place", "group", "other", "value", "quotation"];

export class Store extends EventTarget {
  /** @type {State} */
  state = {
    // boot.js has looked whether a text will be shown.
    view: document.documentElement.dataset.view === "reader" ? "reader" : "welcome",
    record: null,
    report: null,
    reading: null,
    working: false,
    partial: false,
    layers: Object.fromEntries(LAYERS.map((layer) => [layer, true])),
    entity: null,
    mention: 0,
    quotation: null,
    only: null,
    tab: "who",
    wide: false,
  };

  /** Changes the state and tells everybody which keys changed. @param {Partial<State>} patch */
  set(patch) {
    const before = this.state;
    const keys = Object.keys(patch).filter((key) => patch[key] !== before[key]);
    if (keys.length === 0) return;
    this.state = { ...before, ...patch };
    this.dispatchEvent(new CustomEvent("change", { detail: { state: this.state, keys: new Set(keys) } }));
  }
}
