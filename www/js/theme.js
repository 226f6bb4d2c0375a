// Light or dark, chosen by the reader or by the system.

const KEY = "saidby-theme";

/** Turns to the other theme; back to the system's where they agree. */
export function turnTheme() {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const now = root.dataset.theme ?? system;
  const next = now === "dark" ? "light" : "dark";
  if (next === system) delete root.dataset.theme;
  else root.dataset.theme = next;
  try {
    if (next === system) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, next);
  } catch {
    // Kept until the page is closed.
  }
  return next;
}
