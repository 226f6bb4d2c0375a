// What the lists of the rail have in common: headings, orders, filters, rows.
import { button, h, keepFocus } from "../dom.js";
import { capital, KINDS } from "../reading/words.js";
import { sign } from "./signs.js";

/** Rows shown at once. */
export const PAGE = 300;

/** The order that comes after one, around. */
export function following(orders, order) {
  const names = Object.keys(orders);
  return names[(names.indexOf(order) + 1) % names.length];
}

/** A heading over rows, with what they count. */
export const groupHead = (title, unit) => h("h2.group-head", h("span", title), h("span.unit", unit));

/** A row of filters with how many pass each; those that nothing passes are left out. */
export function drawFilters(element, filters, items, chosen, choose) {
  const some = Object.entries(filters).map(([name, passes]) => [name, items.filter(passes).length]);
  const buttons = some
    .filter(([name, n]) => n || name === "all" || name === chosen)
    .map(([name, n]) => button([name in KINDS || name === "unsure" ? h(`i.rule.${name}`, { "aria-hidden": "true" }) : /checked$/.test(name) ? sign(name === "checked" && name) : "", `${capital(name)} ${n}`], () => choose(name), { "aria-pressed": String(name === chosen), "data-filter": name }));
  keepFocus(element, "data-filter", () => element.replaceChildren(...buttons));
}

export const tally = (title, unit, rows, more = null) => h("section.tally", groupHead(title, unit), h("ul", rows), more);

export const tallyRow = (content, click, props = {}) => h("li", button(content, click, { class: "tally-row", ...props }));
