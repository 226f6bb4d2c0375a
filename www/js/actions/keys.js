// The keys, which index.html lists: what each does, and when it is silent.
import { one } from "../dom.js";
import { singleKeys } from "../settings.js";
import { LAYERS } from "../store.js";

/** Hears the keys. Single ones are silent in fields and can be switched off. */
export function hearKeys(actions, popover) {
  const { choosing, correcting } = actions;
  const bar = (act) => () => {
    const choice = one(`.bar [data-act=${act}]`);
    if (!choice.disabled) choice.click();
  };
  const keys = {
    n: () => choosing.step(1),
    p: () => choosing.step(-1),
    m: () => choosing.mention(1),
    M: () => choosing.mention(-1),
    f: () => choosing.only(),
    c: () => correcting.chosen(),
    y: () => correcting.accept(),
    u: () => choosing.unsure(),
    s: () => actions.select(),
    Delete: () => actions.parts.desk?.view || correcting.unsay(),
    "[": () => actions.tab(-1),
    "]": () => actions.tab(1),
    w: () => choosing.widen(),
    "/": () => actions.acts.find(),
    e: bar("export"),
    o: () => actions.acts.open(),
    t: () => actions.theme(),
    "?": bar("keys"),
    ...actions.parts.checking.keys,
  };
  LAYERS.forEach((layer, idx) => (keys[idx + 1] = () => actions.layer(layer)));
  document.addEventListener("keydown", (event) => {
    const { key } = event;
    const target = /** @type {any} */ (event.target);
    const control = event.ctrlKey || event.metaKey;
    const field = target.matches("input:not([type=checkbox]), textarea, select");
    if (key === "Escape") {
      // In a field it empties the field.
      if (!event.defaultPrevented && !(field && target.value && !target.matches("select"))) actions.escape();
    } else if (field) {
      if (key === "Enter" && control && target.id === "paste") actions.acts.read();
    } else if (control && key.toLowerCase() === "z") {
      event.preventDefault();
      correcting.again(event.shiftKey ? 1 : -1);
    } else if (control || event.altKey) return;
    else if (key === "Enter" && target.matches("mark")) {
      // The popover's first button, which then has the focus, must not hear it too.
      event.preventDefault();
      if (target.matches(".n")) choosing.entity(Number(target.dataset.e));
      else if (target.matches(".q")) choosing.quotation(Number(target.dataset.q), { open: true });
    } else if (singleKeys.on && keys[key] && (!popover.open || ["n", "p", "u", "y", "c", "Delete"].includes(key)) && (actions.state.view === "reader" || "ot?".includes(key))) {
      event.preventDefault();
      keys[key]();
    }
  });
}
