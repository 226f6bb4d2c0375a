// The reader's choices, kept on this computer where it lets us: theme, last text, single keys, whether texts are kept.
import { one } from "./dom.js";

export function setting(name) {
  try {
    return localStorage.getItem(PLACE + name);
  } catch {
    return null;
  }
}

/** Makes that choice; null forgets it. */
export function choose(name, value) {
  try {
    if (value === null) localStorage.removeItem(PLACE + name);
    else localStorage.setItem(PLACE + name, value);
  } catch {
    // Storage is off: the choice lasts until the page is closed.
  }
}

/** Whether texts are kept on this computer at all. */
export const keeping = {
  on: setting("keep") !== "nothing",
  set(on) {
    this.on = on;
    choose("keep", on ? null : "nothing");
    this.tell();
  },
  /** Says in the bar where nothing is. */
  tell() {
    one(".keeps-nothing").hidden = this.on;
  },
};

export const singleKeys = {
  on: setting("keys") !== "off",
  set(on) {
    this.on = on;
    choose("keys", on ? null : "off");
  },
};
