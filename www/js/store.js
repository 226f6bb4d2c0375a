// The state of the page, and what every new text begins with.

export const LAYERS = ["person", "organization", "place", "group", "other", "value", "quotation", "aside"];
export const TABS = ["who", "quotations", "sources", "values"];
/** What every new text begins with. */
export const FRESH = { report: null, reading: null, working: false, partial: false, entity: null, mention: 0, quotation: null, only: null };

/** The page's whole state in one place. Parts never keep a copy of it. */
export class Store {
  /** @type {State} */
  state = {
    ...FRESH,
    // boot.js has looked whether a text will be shown.
    view: document.documentElement.dataset.view === "reader" ? "reader" : "welcome",
    record: null,
    layers: Object.fromEntries(LAYERS.map((layer) => [layer, layer !== "aside"])),
    tab: "who",
    wide: false,
    sheet: false,
  };

  /** Hears of each change. @type {(change: { state: State, keys: Set<string> }) => void} */
  changed = () => {};

  /** @param {Partial<State>} patch */
  set(patch) {
    const before = this.state;
    const keys = new Set(Object.keys(patch).filter((key) => patch[key] !== before[key]));
    if (keys.size === 0) return;
    this.state = { ...before, ...patch };
    this.changed({ state: this.state, keys });
  }
}
