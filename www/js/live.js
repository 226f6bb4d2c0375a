/** Tells screen readers something, politely. */
export function live(message) {
  const region = /** @type {HTMLElement} */ (document.getElementById("live"));
  region.textContent = "";
  // The same words twice are told twice.
  setTimeout(() => (region.textContent = message), 30);
}
