// The keys. Single ones are silent in fields and can be switched off.
import { choose, setting } from "./setting.js";

/** @type {[string, string][]} */
export const KEYS = [
  ["n p", "next, previous quotation"],
  ["m M", "next, previous mention"],
  ["1–7", "people, organizations, places, groups, other, values, quotations"],
  ["f", "show only the chosen one"],
  ["Enter", "open"],
  ["c", "correct"],
  ["y", "accept the proposed speaker"],
  ["u", "next unsure"],
  ["[ ]", "previous, next tab"],
  ["w", "widen"],
  ["/", "find"],
  ["e", "export"],
  ["o", "open a file"],
  ["t", "theme"],
  ["Ctrl+V", "paste anywhere"],
  ["Ctrl+Z", "undo"],
  ["Ctrl+Shift+Z", "redo"],
  ["Esc", "close, show all, cancel"],
  ["?", "these keys"],
];

export const singleKeys = {
  on: setting("keys") !== "off",
  set(on) {
    this.on = on;
    choose("keys", on ? null : "off");
  },
};

export class Keyboard {
  constructor(actions, store, popover) {
    const find = () => /** @type {HTMLElement | null} */ (document.querySelector(".panel-body:not([hidden]) .find"));
    const bar = (act) => {
      const button = /** @type {HTMLButtonElement | null} */ (document.querySelector(`.bar [data-act="${act}"]`));
      if (button && !button.disabled) actions.act(act, button);
    };
    /** @type {Record<string, () => void>} */
    this.keys = {
      n: () => actions.step(1),
      p: () => actions.step(-1),
      m: () => actions.mention(1),
      M: () => actions.mention(-1),
      f: () => actions.only(),
      c: () => actions.correctChosen(),
      y: () => actions.accept(),
      u: () => actions.unsure(),
      "[": () => actions.tab(-1),
      "]": () => actions.tab(1),
      w: () => actions.widen(),
      "/": () => find()?.focus(),
      e: () => bar("export"),
      o: () => bar("open"),
      t: () => actions.theme(),
      "?": () => bar("keys"),
    };
    document.addEventListener("keydown", (event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      const field = target.matches("input:not([type=checkbox]), textarea, select");
      if (event.key === "Escape" && !event.defaultPrevented) {
        if (field && /** @type {any} */ (target).value && !target.matches("select")) return;
        actions.escape();
        return;
      }
      if (field) return;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
        event.preventDefault();
        actions.again(event.shiftKey ? 1 : -1);
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Enter" && target.matches("mark")) return enter(target, actions);
      if (!singleKeys.on || (popover.open && !"npuyc".includes(event.key))) return;
      if (store.state.view !== "reader" && !"ot?".includes(event.key)) return;
      const act = /^[1-7]$/.test(event.key) ? () => actions.layer(Number(event.key) - 1) : this.keys[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    });
  }
}

/** Opens what a mark stands for. */
function enter(mark, actions) {
  if (mark.matches("mark.n")) actions.entity(Number(mark.dataset.e));
  else actions.quotation(Number(mark.dataset.q), { open: true });
}
