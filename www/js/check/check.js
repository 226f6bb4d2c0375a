// What a reader may say of a quotation, as signs and buttons, and what is said of all.
import { button, h, isNarrow } from "../dom.js";
import { sign, strip } from "../rail/signs.js";
import { count } from "../reading/words.js";

/** By what a report calls it: the word, its key. */
export const SAID = { checked: ["Checked", "x"], "called-back": ["Called back", "b"], wrong: ["Wrong", "r"] };

/** Whether nothing is left to do for a quotation. @param {{ check?: string }} quotation */
export const isDone = ({ check }) => check === "checked" || check === "called-back";

/** The tick at a row's end. */
export function tick(quotation, name, act) {
  const said = quotation.check ? SAID[quotation.check][0] : quotation.stale ? "Words changed since checked" : "Not checked";
  return button(sign(quotation.check), act, { class: "tick", "aria-label": `${said}: ${name}`, title: said, "data-tick": quotation.id });
}

/** The three buttons; the one that holds is pressed. */
export const checkButtons = (quotation, act) =>
  Object.entries(SAID).map(([check, [label, key]]) =>
    button([sign(check), label, isNarrow() ? "" : h("kbd", { "aria-hidden": "true" }, key)], () => act(check), { class: "box check-button", "aria-pressed": String(quotation.check === check), "data-check": check }),
  );

/** "9 of 14 checked" */
export function checkedOf(quotations) {
  const done = quotations.filter(isDone).length;
  if (!quotations.length) return "";
  return done === quotations.length ? `All ${done} checked` : `${done} of ${quotations.length} checked`;
}

/** "1 wrong, 4 to do" */
export function leftOf(quotations) {
  const wrong = quotations.filter(({ check }) => check === "wrong").length;
  const open = quotations.filter(({ check }) => !check).length;
  return [wrong && `${wrong} wrong`, open && `${open} to do`].filter(Boolean).join(", ");
}

/** The quotations that are left to check, and one more, in reading order. @param {Reading} reading @param {Said | null} [from] */
export const openWith = ({ inOrder }, from) => inOrder.filter((one) => one === from || !isDone(one));

/** The one of these that comes after another, or before it, around. */
export const beside = (list, from, by = 1) => list[(list.indexOf(from) + by + list.length) % list.length];

/** The strip of the article with what is done and where the reader is. @param {Reading} reading */
export function checkStrip(reading, chosen) {
  const band = strip(reading, reading.inOrder);
  for (const piece of band.children) {
    const quotation = reading.acts[piece.dataset.q];
    piece.classList.toggle("done", isDone(quotation));
    piece.classList.toggle("here", quotation === chosen);
  }
  return band;
}

/** What a step of the reader's says of some quotations. @param {Reading} reading @param {Said[]} quotations */
export function checkStep(reading, quotations, check, note) {
  const [content, ...also] = quotations.map(({ content }) => content[0]);
  const words = quotations.map((one) => reading.quote(one.content));
  return { do: "check", content, ...(also.length && { also }), words, check, note };
}

export const checkNews = (n, check) => (check ? `${SAID[check][0]}${n === 1 ? "" : `: ${count(n, "quotation")}`}` : "No longer checked");
