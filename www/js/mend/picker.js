// Who says something: a field that finds names, the likeliest below it, nobody, somebody whom the text does not name.
import { h } from "../dom.js";
import { flat } from "../reading/words.js";
import { swatch } from "../rail/signs.js";

/** Rows before the reader types. */
const FEW = 6;
/** Rows at most. */
const MOST = 40;

/** How a correction names somebody. @param {Person} who */
export const placeOf = (who) => (who.mentions[0] ? { speaker: [who.mentions[0].start, who.mentions[0].end] } : { speaker: null, name: who.label });

/** Who may speak at a place, likeliest first. @param {Reading} reading @returns {Person[]} */
function people(reading, near) {
  const distance = (who) => Math.min(...who.mentions.map(({ start }) => (start <= near ? near - start : 4 * (start - near))), Infinity);
  const all = [...reading.entities.values()].filter((who) => who.named || who.speaks.length || who.mentions.some(({ kind }) => kind === "role"));
  const speakers = all.filter((who) => who.speaks.length).sort((a, b) => b.speaks.length - a.speaks.length || a.first - b.first);
  const first = speakers.reduce((best, who) => (best && distance(best) <= distance(who) ? best : who), /** @type {Person | null} */ (null));
  const rest = all.filter((who) => !who.speaks.length).sort((a, b) => Number(b.layer === "person") - Number(a.layer === "person") || a.first - b.first);
  return [...(first ? [first] : []), ...speakers.filter((who) => who !== first), ...rest];
}

/**
 * The field with its list. `take` hears of `{ speaker, name }`, as a correction has them.
 * @param {Reading} reading @param {number} near @param {(choice: any) => void} take @param {string} foot
 */
export function picker(reading, near, take, foot) {
  const everybody = people(reading, near);
  const id = "someone-list";
  const field = h("input.find", { type: "text", id: "someone", role: "combobox", "aria-label": "Who says this", "aria-expanded": "true", "aria-controls": id, "aria-autocomplete": "list", autocomplete: "off", placeholder: "Find a name" });
  const list = h("div.picker-list", { role: "listbox", id, "aria-label": "Speakers" });
  /** @type {any[]} */
  let rows = [];
  let at = 0;
  const choose = (to) => {
    at = (to + rows.length) % rows.length;
    rows.forEach((row, idx) => row.setAttribute("aria-selected", idx === at));
    field.setAttribute("aria-activedescendant", rows[at].id);
    rows[at].scrollIntoView({ block: "nearest" });
  };
  const row = (content, act, idx) => h("div.picker-row", { role: "option", id: `someone-${idx}`, click: act, pointermove: () => at !== idx && choose(idx) }, content);
  const draw = () => {
    const wanted = flat(field.value).toLowerCase();
    const speak = everybody.filter((who) => who.speaks.length);
    const found = wanted ? everybody.filter((who) => who.label.toLowerCase().includes(wanted)) : speak.length ? speak.slice(0, FEW) : everybody.slice(0, FEW);
    const shown = found.slice(0, MOST);
    const rest = wanted ? found.length - shown.length : everybody.length - shown.length;
    const other = () => {
      if (flat(field.value)) return take({ speaker: null, name: flat(field.value).slice(0, 200) });
      field.placeholder = "Type a name";
      field.focus();
    };
    rows = [
      ...shown.map((who, idx) => row([swatch(who), h("b", who.label), " ", who.tail && h("i.role", flat(who.tail))], () => take(placeOf(who)), idx)),
      row([h("i.swatch.hollow.s0", { "aria-hidden": "true" }), "Nobody named"], () => take({ speaker: null }), shown.length),
      row([h("i.swatch", { "aria-hidden": "true" }), wanted ? `Someone else: “${flat(field.value)}”` : "Someone else …"], other, shown.length + 1),
    ];
    list.replaceChildren(...rows.slice(0, -2), 0 < rest ? h("p.picker-more", { role: "presentation" }, wanted ? `and ${rest} more` : `and ${rest} more; type to find them`) : "", ...rows.slice(-2));
    // Words that only nobody and "nobody" share.
    choose(wanted && !shown.length && "nobody named".includes(wanted) ? rows.length - 2 : 0 < shown.length || !wanted ? 0 : rows.length - 1);
  };
  field.addEventListener("input", draw);
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose(at + step);
    else if (event.key === "Enter") rows[at].click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  draw();
  return { element: h("div.picker", field, list, foot && h("p.picker-foot", foot)), field };
}

