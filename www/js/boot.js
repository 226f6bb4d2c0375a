// Where the browser can watch over it: no text becomes markup in this page, and no other script is started.
/** @type {any} */ (globalThis).trustedTypes?.createPolicy("default", {
  // What a parser makes is a document of its own, in which nothing runs or loads.
  createHTML: (html, _, sink) => (sink === "DOMParser parseFromString" ? html : null),
  createScriptURL: (url) => (/^blob:|\/pkg\/worker\.js$|\/sw\.js$/.test(url) ? url : null),
});

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
  // What it says before the page listens.
  worker.said = [];
  worker.onmessage = ({ data }) => worker.said.push(data);
  worker.onerror = () => (worker.broken = true);
  worker.engine = engineFrom(src, fetch);
  worker.engine.then((engine) => worker.postMessage({ engine }), () => {});
}
