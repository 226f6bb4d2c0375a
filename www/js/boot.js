// Before the first paint: what breaks is said, no text becomes markup, the chosen theme, and the worker on its way.
const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);

/** Says that a part of the page is missing or broken, until main.js has wired it. @type {(event: any) => void} */
const lost = ({ target, filename }) => {
  const ours = filename ? filename.startsWith(new URL("..", src || location.href)) : target.matches?.("script, [rel=stylesheet]");
  if (!ours) return;
  const say = () => {
    document.documentElement.dataset.view = "welcome";
    /** @type {any} */ (document.querySelector(".lost")).hidden = false;
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", say);
  else say();
};
addEventListener("error", lost, true);

/** The address of a file of this release. @param {string} name @param {string} base */
const addressOf = (name, base) => new URL(`../pkg/${RELEASE.files[name]}`, base);

// Where the browser can watch over it: no text becomes markup in this page, and no other script is started.
/** The scripts that may be: in one file the worker is a blob of the page's own. */
const scripts = src ? [addressOf("worker.js", src).href, new URL("../sw.js", src).href] : [];
/** @type {any} */ (globalThis).trustedTypes?.createPolicy("default", {
  // What a parser makes is a document of its own, in which nothing runs or loads.
  createHTML: (html, _, sink) => (sink === "DOMParser parseFromString" ? html : null),
  createScriptURL: (url) => ((src ? scripts.includes(url) : url.startsWith("blob:")) ? url : null),
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

const [ENGINE, MODEL] = ["saidby_bg.wasm", "saidby.model"];
const absent = (what) => `The ${what} did not load; reload the page once while online.`;
const DAMAGED = "The engine arrived damaged; reload the page once while online.";

/** How much of engine and model is there, in bytes; the client hears of it. */
const arrival = { done: 0, total: RELEASE.bytes, told: () => {} };

/** The engine, compiled while it arrives, and the model. What it throws is a sentence for the reader. */
async function engineFrom(base, fetch) {
  const get = (name, what) =>
    fetch(addressOf(name, base)).then(
      (answer) => (answer.ok ? answer : Promise.reject(absent(what))),
      () => Promise.reject(absent(what)),
    );
  const read = async (answer, what) => {
    const parts = [];
    const reader = answer.body?.getReader();
    while (reader) {
      const { done, value } = await reader.read().catch(() => Promise.reject(absent(what)));
      if (done) break;
      parts.push(value);
      arrival.done += value.length;
      arrival.told();
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  };
  const compile = async () => {
    const answer = await get(ENGINE, "engine");
    const copy = answer.clone();
    const compiled = WebAssembly.compileStreaming(answer);
    compiled.catch(() => {});
    // A changed byte may still compile. The model holds a checksum of itself.
    const bytes = await read(copy, "engine");
    const hash = await crypto.subtle?.digest("SHA-256", bytes);
    if (hash && RELEASE.engine !== `sha256-${btoa(String.fromCharCode(...new Uint8Array(hash)))}`) throw DAMAGED;
    return compiled.catch(() => Promise.reject(DAMAGED));
  };
  const load = async () => read(await get(MODEL, "language model"), "language model");
  const [module, model] = await Promise.all([compile(), load()]);
  return { module, model };
}

// The worker and its engine start beside the page's own modules, not after them; but behind the sample, which is shown
// without them. In one file there is nothing to wait for.
/** @type {any} */
let early = src && location.hash !== "#sample" && new Worker(addressOf("worker.js", src), { type: "module" });
if (early) {
  const worker = early;
  // What it says before the page listens.
  worker.said = [];
  worker.onmessage = ({ data }) => worker.said.push(data);
  worker.onerror = () => (worker.broken = true);
  worker.engine = engineFrom(src, fetch);
  const sent = (engine) => {
    // For `cargo xtask bench`.
    performance.mark("engine");
    worker.postMessage(engine);
  };
  worker.engine.then(sent, () => {});
}
