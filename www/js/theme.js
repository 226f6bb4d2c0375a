import { choose } from "./setting.js";

/** Turns to the other theme; back to the system's where they agree. */
export function turnTheme() {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const next = (root.dataset.theme ?? system) === "dark" ? "light" : "dark";
  if (next === system) delete root.dataset.theme;
  else root.dataset.theme = next;
  choose("theme", next === system ? null : next);
  return next;
}
