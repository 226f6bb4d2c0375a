// The analyzer off the main thread. It is sent { engine } once, the compiled module and the model, and answers
// { ready } or { broken }. A message { id, text, options } is always answered by { id, report } or { id, error };
// long texts also get { id, report, part: true } for their beginning and { id, progress }. A message
// { id, task, given }, a function of the engine with its arguments, is answered by { id, answer } or { id, error }.
import * as engine from "../pkg/saidby.js";

/** A longer text is first read up to about `FIRST`. */
const LONG = 30_000;
const FIRST = 10_000;
/** Read where no text waits, so that the engine is compiled when the reader's comes. */
const WARM = "“No,” Mayor Ann Lee said on Monday. She said it would cost $2 million.";
/** Between two messages about progress, in milliseconds. */
const STEP = 60;
let asked = false;
/** @type {(engine: any) => void} */
let start;
/** @type {Promise<engine.Analyzer>} */
const analyzer = new Promise((resolve) => (start = resolve)).then(load);
analyzer.catch((error) => self.postMessage({ broken: sentence(error) }));

self.addEventListener("message", async ({ data }) => {
  if (data.engine) return start(data.engine);
  const { id, text, options, task, given } = data;
  asked = true;
  try {
    const ready = await analyzer;
    if (task) return self.postMessage({ id, answer: task === "analyze" ? ready.analyze(given[0], given[1]) : engine[task](...given) });
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

async function load({ module, model }) {
  await engine.default({ module_or_path: module });
  let made;
  try {
    made = new engine.Analyzer(model);
  } catch {
    // It holds a checksum of itself.
    throw "The language model arrived damaged; reload the page once while online.";
  }
  self.postMessage({ ready: true, build: BUILD });
  setTimeout(() => asked || made.analyze(WARM, {}));
  return made;
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
  if (error instanceof WebAssembly.LinkError) return "The engine arrived damaged; reload the page once while online.";
  return error.message ?? String(error);
}
