// A menu in a popover: buttons one under another, arrows between them.
import { h, moveAmong } from "./dom.js";

export function menu(label, items, close, foot = []) {
  const rows = items.map(({ label, note, suffix, act, off, keep }) =>
    h(
      "button.menu-row",
      {
        type: "button",
        role: "menuitem",
        disabled: off,
        click: () => {
          if (!keep) close();
          act();
        },
      },
      h("span", {}, label),
      note ? h("span.note", {}, note) : null,
      suffix ? h("span.suffix", {}, suffix) : null,
    ),
  );
  const list = h("div.menu-list", { role: "menu", "aria-label": label }, ...rows);
  list.addEventListener("keydown", (event) => {
    const open = rows.filter((row) => !row.hasAttribute("disabled"));
    if (event.key === "ArrowDown" && document.activeElement === open[open.length - 1]) event.preventDefault();
    moveAmong(event, open);
  });
  return { content: [list, ...foot], focus: rows.find((row) => !row.hasAttribute("disabled")) ?? null };
}
