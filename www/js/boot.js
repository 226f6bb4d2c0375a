/** Begins the name of whatever is kept on this computer; two Saidbys on one server have two addresses. */
const PLACE = `saidby ${new URL(".", location.href).pathname} `;

// Runs before the first paint: the chosen theme, and no flash of the empty page where a text will be shown.
try {
  const theme = localStorage.getItem(`${PLACE}theme`);
  if (theme) document.documentElement.dataset.theme = theme;
  const hash = location.hash.slice(1) || localStorage.getItem(`${PLACE}last`);
  if (hash && hash !== "new") document.documentElement.dataset.view = "reader";
} catch {
  // Storage is off: the system's theme and the empty page.
}

const LOST = "The language model did not load; reload the page once while online.";

/** The engine, compiled while it arrives, and the model. What it throws is a sentence for the reader. */
function engineFrom(base, fetch) {
  const get = (file) => fetch(new URL(`../pkg/${file}`, base));
  const model = get("saidby.model").then((answer) => (answer.ok ? answer.arrayBuffer() : Promise.reject()));
  return Promise.all([WebAssembly.compileStreaming(get("saidby_bg.wasm")), model]).then(
    ([module, bytes]) => ({ module, model: new Uint8Array(bytes) }),
    (error) => Promise.reject(error instanceof WebAssembly.CompileError ? "The engine arrived damaged; reload the page once while online." : LOST),
  );
}

// The worker and its engine start beside the page's own modules, not after them. In one file there is nothing to wait for.
const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
/** @type {any} */
let early = src && new Worker(new URL("worker.js", src), { type: "module" });
if (early) {
  const worker = early;
  worker.onerror = () => (worker.broken = true);
  worker.engine = engineFrom(src, fetch);
  worker.engine.then((engine) => worker.postMessage({ engine }), () => {});
}
