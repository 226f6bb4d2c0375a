// The analyzer off the main thread. A message { id, text, options } is always answered by { id, report } or
// { id, error }; long texts also get { id, report, part: true } for their beginning and { id, progress }.
import init, { Analyzer, version } from "../pkg/saidby.js";

/** The version of the page; the engine must have the same. */
const VERSION = "0.1.0";
/** A longer text is first read up to about `FIRST`. */
const LONG = 30_000;
const FIRST = 10_000;
/** Read once before anything else, so that the engine is compiled when the reader's text comes. */
const WARM = "“No,” Mayor Ann Lee said on Monday. She said it would cost $2 million.";
/** Between two messages about progress, in milliseconds. */
const STEP = 60;
/** What a reader can do about most of what goes wrong. */
const AGAIN = "; reload the page once while online.";

/** @type {Promise<Analyzer>} */
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
  if (version() !== VERSION) throw `The page and its engine are of different versions${AGAIN}`;
  let made;
  try {
    made = new Analyzer(found.model);
  } catch {
    // It holds a checksum of itself.
    throw `The language model arrived damaged${AGAIN}`;
  }
  setTimeout(() => made.analyze(WARM, {}));
  if (!kept) self.postMessage({ kept: found });
  return made;
}

/** The engine, compiled while it arrives, and the model. */
async function fetched() {
  const get = async (file) => {
    const answer = await fetch(new URL(`../pkg/${file}`, import.meta.url)).catch(() => null);
    if (!answer?.ok) throw `The language model did not load${AGAIN}`;
    return answer;
  };
  const [module, model] = await Promise.all([
    get("saidby_bg.wasm").then((answer) => WebAssembly.compileStreaming(answer)),
    get("saidby.model").then((answer) => answer.arrayBuffer()),
  ]);
  return { module, model: new Uint8Array(model) };
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
  if (error instanceof WebAssembly.RuntimeError) return "The analysis failed on this text; your text is still here.";
  if (error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError) return `The engine arrived damaged${AGAIN}`;
  return error.message ?? String(error);
}
