// The worker behind WorkerAnalyzer. It is first sent { module, model }. Each later message { id, task, given, tell } is
// answered by { id, answer } or { id, error: { message, cause, broken } }; before that, where `tell` is true, by some
// { id, progress }. A broken worker is to be ended.
import { Session } from "./session.js";
import { builtin } from "./sources.js";

/** Between two messages about progress, in milliseconds. */
const STEP = 60;
/** @type {any} */
const port = typeof globalThis.postMessage === "function" ? globalThis : builtin("node:worker_threads").parentPort;
/** @type {Promise<Session>} */
let opened;

port.addEventListener("message", async ({ data }) => {
  if (data.module) {
    opened = Session.open(data);
    // Who asks for something hears of it.
    opened.catch(() => {});
    return;
  }
  const { id, task, given, tell } = data;
  /** @type {Session | undefined} */
  let session;
  try {
    session = await opened;
    port.postMessage({ id, answer: run(session, task, given, tell ? teller(id) : undefined) });
  } catch (/** @type {any} */ error) {
    const { message, cause } = error;
    port.postMessage({ id, error: { message, cause: cause && String(cause), broken: session?.broken ?? true } });
  }
});
// Node's port waits for it.
port.start?.();

function run(session, task, given, tell) {
  if (task === "setup") return null;
  return task === "export" ? session.export(...given) : session.analyze(...given, tell);
}

function teller(id) {
  let told = -Infinity;
  return (progress) => {
    const now = performance.now();
    if (now - told < STEP && progress.done !== progress.total) return;
    told = now;
    port.postMessage({ id, progress });
  };
}
