// Finds and builds elements. Text from outside enters the page only as text nodes made here.

/** The first element for a selector. @param {any} [root] @returns {any} */
export const one = (selector, root = document) => root.querySelector(selector);

/** All elements for a selector. @param {any} [root] @returns {any[]} */
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/**
 * An element: "div.row.open" carries classes. Plain objects are attributes, functions among them listeners; `class`
 * adds to the tag's. All else is content: strings become text nodes, lists are unrolled, null and false left out.
 * @param {string} tag @param {...any} content @returns {any}
 */
export function h(tag, ...content) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const part of content.flat()) {
    if (part?.constructor === Object) for (const [key, value] of Object.entries(part)) set(element, key, value);
    else if (part !== null && part !== undefined && part !== false) element.append(part);
  }
  return element;
}

function set(element, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key === "class") element.className = `${element.className} ${value}`.trim();
  else if (typeof value === "function") element.addEventListener(key, value);
  else if (key.startsWith("--")) element.style.setProperty(key, value);
  else element.setAttribute(key, value === true ? "" : value);
}

export const button = (content, click, props = {}) => h("button", { type: "button", click, ...props }, content);

export const emit = (target, type, detail) => target.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));

/** Does something with what events that the page's parts send each other tell. */
export const hear = (type, act) => document.addEventListener(type, ({ detail }) => act(detail));

/** Does something after the next frame; at once where none is drawn. */
export const afterFrame = (act) => (document.hidden ? setTimeout(act) : requestAnimationFrame(() => setTimeout(act)));

/** True below the width at which the rail turns into sheets. */
export const isNarrow = () => matchMedia("(max-width: 699px)").matches;

/** True where the rail stands beside the article. */
export const isWide = () => matchMedia("(min-width: 1000px)").matches;

/** Arrow keys, Home and End move the focus in a list. */
export function moveAmong(event, rows) {
  const at = rows.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: rows.length - 1 };
  const row = rows[steps[event.key]];
  if (at < 0 || !row) return false;
  event.preventDefault();
  row.focus();
  return true;
}

/** Draws anew; what had the focus, known by an attribute, has it again. */
export function keepFocus(root, attribute, draw) {
  const name = root.contains(document.activeElement) && document.activeElement?.closest(`[${attribute}]`)?.getAttribute(attribute);
  draw();
  if (name) one(`[${attribute}="${CSS.escape(name)}"]`, root)?.focus({ preventScroll: true });
}

/** Tells screen readers something, politely. */
export function live(message) {
  const region = one("#live");
  region.textContent = "";
  // The same words twice are told twice.
  setTimeout(() => (region.textContent = message), 30);
}
