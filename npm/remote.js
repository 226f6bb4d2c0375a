// The analyzer in a worker, so that what calls it goes on.
import * as ours from "./beside.js";
import { CLOSED, checked, exported } from "./calls.js";
import { Queue } from "./queue.js";
import { addressOf, builtin, load } from "./sources.js";

/**
 * Analyzes in a worker, one call after the other. A call that is given up while it runs takes its worker with it, so that
 * the next one need not wait.
 */
export class WorkerAnalyzer {
  #queue;
  #closed = false;

  /** @param {import("./index.d.ts").WorkerAnalyzerOptions} [options] */
  constructor(options) {
    this.#queue = new Queue(
      () => load(options),
      (parts, hear) => started(newWorker(options?.worker), parts, hear),
    );
  }

  async setup() {
    if (this.#closed || !this.#queue.works) await this.#ask("setup", [], {});
  }

  async analyze(text, options) {
    const { date, signal, onProgress } = checked(text, options);
    return this.#ask("analyze", [text, { date }], { signal, onProgress });
  }

  async export(format, text, report, options) {
    return this.#ask("exportReport", exported(format, text, report, options));
  }

  close() {
    this.#closed = true;
    this.#queue.end(new Error(CLOSED), true);
  }

  async #ask(task, given, how) {
    if (this.#closed) throw new Error(CLOSED);
    return this.#queue.ask(task, given, how);
  }
}

/** A worker that is sent its parts and heard. */
function started(worker, parts, hear) {
  // A browser's event, or Node's error.
  const broke = (cause) => hear.broke(new Error("The worker did not start or broke off.", { cause: cause.error ?? cause.message ?? cause }));
  const unread = () => hear.broke(new Error("The worker could not read what it was sent."));
  if (worker.addEventListener) {
    worker.addEventListener("message", ({ data }) => hear.message(data));
    worker.addEventListener("messageerror", unread);
    worker.addEventListener("error", broke);
  } else {
    worker.on("message", hear.message);
    worker.on("messageerror", unread);
    worker.on("error", broke);
    worker.on("exit", () => hear.broke(new Error("The worker ended.")));
  }
  worker.postMessage(parts);
  return worker;
}

/** Scripts of ours that import workers of other sites, by these workers' addresses. @type {Map<string, string>} */
const imported = new Map();

/** A worker, from its script or from who makes one. */
function newWorker(made) {
  if (typeof made === "function") return made();
  const address = made ? addressOf("worker", made) : ours.worker();
  const threads = globalThis.Worker ? null : builtin("node:worker_threads");
  if (threads) return new threads.Worker(address);
  if (/^https?:$/.test(address.protocol) && address.origin !== location.origin) {
    // Browsers start no worker from another site, but one from here may import it.
    const script = imported.get(address.href) ?? URL.createObjectURL(new Blob([`import ${JSON.stringify(address.href)};`], { type: "text/javascript" }));
    imported.set(address.href, script);
    return new Worker(script, { type: "module" });
  }
  return made ? new Worker(address, { type: "module" }) : ours.startWorker();
}
