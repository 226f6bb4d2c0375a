// The page's whole state in one place. Parts never keep a copy of it.

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
