// Builds elements. Text from outside enters the page only as text nodes made here.

/**
 * An element with properties and children; strings become text nodes, null is left out.
 * @param {string} tag may carry classes: "div.row.open"
 * @param {Record<string, any>} [props] attributes; functions become listeners ("click"), `class` adds to the tag's
 * @param {...(Node | string | number | null | undefined | false)} children
 * @returns {any}
 */
export function h(tag, props = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") element.className = `${element.className} ${value}`.trim();
    else if (typeof value === "function") element.addEventListener(key, value);
    else if (key.startsWith("--")) element.style.setProperty(key, String(value));
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false).map((child) => (child instanceof Node ? child : String(child))));
  return element;
}

/** A plain button. @param {string} label @param {(event: Event) => void} click @param {Record<string, any>} [props] */
export const button = (label, click, props = {}) => h("button", { type: "button", click, ...props }, label);

/** Emits a bubbling event with details. @param {EventTarget} target @param {string} type @param {any} [detail] */
export const emit = (target, type, detail) => target.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));

/** True below the width at which the page turns into sheets. */
export const isNarrow = () => matchMedia("(max-width: 699px)").matches;

/** True where the rail stands beside the article. */
export const isWide = () => matchMedia("(min-width: 1000px)").matches;

/** Arrow keys, Home and End move the focus among the buttons of a list. @param {KeyboardEvent} event @param {any[]} rows */
export function moveAmong(event, rows) {
  const at = rows.indexOf(document.activeElement);
  /** @type {Record<string, number>} */
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: rows.length - 1 };
  const to = steps[event.key];
  if (at < 0 || to === undefined || !rows[to]) return false;
  event.preventDefault();
  rows[to].focus();
  return true;
}

/** Tells screen readers something, politely. */
export function live(message) {
  const region = /** @type {HTMLElement} */ (document.getElementById("live"));
  region.textContent = "";
  // The same words twice are told twice.
  setTimeout(() => (region.textContent = message), 30);
}
