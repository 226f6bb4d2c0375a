// The analyzer off the main thread. It says { ready }, the name of its release, or { broken }, a sentence, and then answers
// the page's calls. The answer to "read" is the report of a text; of a long one some progress is { part }, the report of
// its beginning.
import { answerCalls } from "../../npm/answers.js";
import { Session } from "../../npm/session.js";
import * as engine from "../pkg/saidby.js";

/** A longer text is first read up to about `FIRST`. */
const LONG = 30_000;
const FIRST = 10_000;
/** Read where no text waits, so that the engine is compiled when the reader's comes. */
const WARM = "“No,” Mayor Ann Lee said on Monday. She said it would cost $2 million.";
let asked = false;

class Reader extends Session {
  run(task, given, tell) {
    asked = true;
    try {
      return task === "read" ? this.read(given[0], given[1], tell) : super.run(task, given, tell);
    } catch (/** @type {any} */ error) {
      // An engine that failed may fail again: the next text has a new one.
      this.broken ||= task === "read";
      const { cause } = error;
      throw cause instanceof WebAssembly.RuntimeError ? new Error("The analysis failed on this text; your text is still here.") : (cause ?? error);
    }
  }

  read(text, options, tell) {
    const first = LONG < text.length ? beginning(text) : 0;
    if (first) {
      const keep = (options.keep ?? []).filter((span) => span[1] <= first);
      tell({ part: this.analyze(text.slice(0, first), { ...options, keep }) });
    }
    return this.analyze(text, options, tell);
  }
}

answerCalls(self, async (parts) => {
  try {
    const reader = await Reader.open(engine, parts);
    self.postMessage({ ready: BUILD });
    setTimeout(() => asked || reader.analyze(WARM, {}));
    return reader;
  } catch (/** @type {any} */ error) {
    // The model holds a checksum of itself, and the core says in words that it is wrong.
    self.postMessage({ broken: `The ${error.cause ? "engine" : "language model"} arrived damaged; reload the page once while online.` });
    throw error;
  }
});

/** Where the first screens end: after a paragraph, else after a sentence. */
function beginning(text) {
  for (const cut of ["\n\n", "\n", ". ", " "]) {
    const at = text.lastIndexOf(cut, FIRST);
    if (FIRST / 2 < at) return at + cut.length;
  }
  return FIRST;
}
