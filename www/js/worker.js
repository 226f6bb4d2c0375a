// The analyzer off the main thread. A message { id, text, options } is always answered by { id, report } or
// { id, error }; long texts also get { id, report, part: true } for their beginning and { id, progress }.
import init, { Analyzer, version } from "../pkg/saidby.js";
import { VERSION } from "./version.js";

const LONG = 30_000;
const FIRST = 10_000;
/** Read once before anything else, so that the engine is compiled when the reader's text comes. */
const WARM = "“No,” Mayor Ann Lee said on Monday. She said it would cost $2 million.";
const STEP = 60;
const OFFLINE = "The language model did not load; reload the page once while online.";
const MIXED = "The page and its engine are of different versions; reload the page once while online.";

/** @type {Promise<any>} */
let analyzer;
/** The page's first worker loads before it is told to. */
const early = self.name === "early" ? fetched() : null;
early?.catch(() => {});

self.addEventListener("message", async ({ data }) => {
  if ("start" in data) {
    analyzer = load(data.start);
    analyzer.catch((error) => self.postMessage({ broken: sentence(error) }));
    return;
  }
  const { id, text, options } = data;
  try {
    const ready = await analyzer;
    const first = LONG < text.length ? beginning(text) : 0;
    if (first) {
      const keep = (options.keep ?? []).filter((span) => span[1] <= first);
      self.postMessage({ id, part: true, report: ready.analyze(text.slice(0, first), { ...options, keep }) });
    }
    let told = performance.now();
    const report = ready.analyze(text, options, (stage, done, total) => {
      const now = performance.now();
      if (now - told < STEP && done !== total) return;
      told = now;
      self.postMessage({ id, progress: { stage, done, total } });
    });
    self.postMessage({ id, report });
  } catch (error) {
    self.postMessage({ id, error: sentence(error) });
  }
});

async function load(kept) {
  const found = kept ?? (await (early ?? fetched()));
  await init({ module_or_path: found.module });
  if (version() !== VERSION) throw new Error(MIXED);
  const made = new Analyzer(found.model);
  setTimeout(() => made.analyze(WARM, {}));
  if (!kept) self.postMessage({ kept: found, requests: performance.getEntriesByType("resource").length });
  return made;
}

async function fetched() {
  const get = async (path) => {
    const answer = await fetch(new URL(`../pkg/${path}`, import.meta.url)).catch(() => null);
    if (!answer?.ok) throw new Error(OFFLINE);
    return answer;
  };
  const [module, bytes, manifest] = await Promise.all([
    get("saidby_bg.wasm").then((answer) => WebAssembly.compileStreaming(answer)),
    get("saidby.model").then((answer) => answer.arrayBuffer()),
    get("manifest.json").then((answer) => answer.json()),
  ]);
  const wanted = hashOf(manifest, "saidby.model");
  if (wanted && globalThis.crypto?.subtle) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const hex = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    if (hex !== wanted) throw new Error("The language model arrived damaged; reload the page once while online.");
  }
  return { module, model: new Uint8Array(bytes) };
}

function hashOf(manifest, name) {
  const file = (manifest.files ?? []).find((entry) => String(entry.path ?? entry.file).endsWith(name));
  return file?.sha256 ?? null;
}

/** Where the first screens end: after a paragraph, else after a sentence. */
function beginning(text) {
  for (const cut of ["\n\n", "\n", ". ", " "]) {
    const at = text.lastIndexOf(cut, FIRST);
    if (FIRST / 2 < at) return at + cut.length;
  }
  return FIRST;
}

function sentence(error) {
  if (error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError) return "The engine arrived damaged; reload the page once while online.";
  if (error instanceof WebAssembly.RuntimeError) return "The analysis failed on this text; your text is still here.";
  if (error instanceof Error) return error.message;
  return String(error);
}
