// Runs before the first paint: the chosen theme, and no flash of the empty page where a text will be shown.
try {
  const theme = localStorage.getItem("saidby-theme");
  if (theme) document.documentElement.dataset.theme = theme;
  const hash = location.hash.slice(1) || localStorage.getItem("saidby-last");
  if (hash && hash !== "new") document.documentElement.dataset.view = "reader";
} catch {
  // Storage is off: the system's theme and the empty page.
}
// The worker starts beside the page's own modules, not after them. In one file there is nothing to wait for.
/** @type {any} */
const boot = document.currentScript;
if (boot.src) {
  /** @type {any} */
  const worker = new Worker(new URL("worker.js", boot.src), { type: "module" });
  worker.onerror = () => (worker.broken = true);
  /** @type {any} */ (globalThis).earlyWorker = worker;
}
