// Answers the calls of a Queue, in a worker. It is first sent what `open` makes a session of, with a `module`. Each message
// { id, task, given, tell } is answered by { id, answer } or { id, error: { message, cause, broken } }; before that, where
// `tell` is true, by some { id, progress }. A broken worker is to be ended.

/** Between two messages about progress, in milliseconds. */
const STEP = 60;

/** @param {any} port @param {(parts: any) => Promise<import("./session.js").Session>} open */
export function answerCalls(port, open) {
  /** @type {(parts: any) => void} */
  let begin;
  const opened = new Promise((resolve) => (begin = resolve)).then(open);
  // Who asks for something hears of it.
  opened.catch(() => {});
  port.addEventListener("message", async ({ data }) => {
    if (data.module) return begin(data);
    const { id, task, given, tell } = data;
    let session;
    try {
      session = await opened;
      const progressed = tell ? paced((progress) => port.postMessage({ id, progress })) : undefined;
      port.postMessage({ id, answer: session.run(task, given, progressed) });
    } catch (/** @type {any} */ error) {
      const { message, cause } = error;
      port.postMessage({ id, error: { message, cause: cause && String(cause), broken: session?.broken ?? true } });
    }
  });
}

/** Tells of progress now and then. */
function paced(tell) {
  let told = -Infinity;
  return (progress) => {
    const now = performance.now();
    if (now - told < STEP) return;
    told = now;
    tell(progress);
  };
}
