// The analyzer in a worker, so that what calls it goes on.
import { CLOSED, checked, exported } from "./calls.js";
import { addressOf, builtin, load } from "./sources.js";

/**
 * Analyzes in a worker, one call after the other. A call that is given up while it runs takes its worker with it, so that
 * the next one need not wait.
 */
export class WorkerAnalyzer {
  #options;
  /** @type {ReturnType<typeof load> | null} */
  #parts = null;
  /** @type {any} */
  #worker = null;
  #calls = 0;
  /** Calls that wait for their turn. @type {any[]} */
  #waiting = [];
  /** The call that is being answered. @type {any} */
  #current = null;
  #closed = false;
  /** What was loaded last has answered a call. */
  #works = false;

  /** @param {import("./index.d.ts").WorkerAnalyzerOptions} [options] */
  constructor(options) {
    this.#options = options;
  }

  async setup() {
    if (!this.#works || !this.#worker || this.#closed) await this.#ask("setup", []);
  }

  async analyze(text, options) {
    const { date, signal, onProgress } = checked(text, options);
    return this.#ask("analyze", [text, date], signal, onProgress);
  }

  async export(format, text, report, options) {
    return this.#ask("export", exported(format, text, report, options));
  }

  close() {
    this.#closed = true;
    this.#parts = null;
    this.#end(new Error(CLOSED));
  }

  #ask(task, given, signal, onProgress) {
    if (this.#closed) return Promise.reject(new Error(CLOSED));
    return new Promise((resolve, reject) => {
      const call = { id: (this.#calls += 1), task, given, onProgress, resolve, reject, sent: false, settled: () => {} };
      if (signal) {
        const abort = () => this.#drop(call, signal.reason);
        signal.addEventListener("abort", abort, { once: true });
        call.settled = () => signal.removeEventListener("abort", abort);
      }
      this.#waiting.push(call);
      this.#next();
    });
  }

  /** Begins with the next call, if none is under way. */
  async #next() {
    if (this.#current || !this.#waiting.length) return;
    const call = (this.#current = this.#waiting.shift());
    try {
      // What did not load is tried again by the next call.
      this.#parts ??= load(this.#options).catch((error) => {
        this.#parts = null;
        throw error;
      });
      const parts = await this.#parts;
      // Meanwhile it may have been given up.
      if (call !== this.#current) return;
      this.#worker ??= this.#start(parts);
      this.#worker.ref?.();
      call.sent = true;
      this.#worker.postMessage({ id: call.id, task: call.task, given: call.given, tell: !!call.onProgress });
    } catch (error) {
      if (call === this.#current) this.#settle(call, () => call.reject(error));
    }
  }

  #start(parts) {
    const worker = newWorker(this.#options?.worker);
    // What an ended worker still had to say concerns nobody.
    const mine = (hear) => (event) => worker === this.#worker && hear(event);
    const hear = {
      message: mine(({ data }) => this.#hear(data)),
      messageerror: mine(() => this.#end(new Error("The worker could not read what it was sent."))),
      // A browser's event, or Node's error.
      error: mine((cause) => this.#end(new Error("The worker did not start or broke off.", { cause: cause.error ?? cause.message ?? cause }))),
    };
    if (worker.addEventListener) for (const [type, heard] of Object.entries(hear)) worker.addEventListener(type, heard);
    else {
      // Node gives what was said, without an event around it.
      worker.on("message", (data) => hear.message({ data }));
      worker.on("messageerror", hear.messageerror);
      worker.on("error", hear.error);
      worker.on("exit", mine(() => this.#end(new Error("The worker ended."))));
    }
    worker.postMessage(parts);
    return worker;
  }

  #hear({ id, progress, answer, error }) {
    const call = this.#current;
    if (id !== call?.id) return;
    if (progress) {
      try {
        call.onProgress(progress);
      } catch (thrown) {
        this.#drop(call, thrown);
      }
      return;
    }
    if (error?.broken) {
      this.#stop();
      // What never worked may have arrived damaged.
      if (!this.#works) this.#parts = null;
    } else this.#works = true;
    this.#settle(call, () => (error ? call.reject(new Error(error.message, { cause: error.cause })) : call.resolve(answer)));
  }

  /** Gives a call up. */
  #drop(call, reason) {
    if (call.sent) this.#stop();
    else this.#waiting = this.#waiting.filter((other) => other !== call);
    this.#settle(call, () => call.reject(reason));
  }

  #settle(call, answer) {
    call.settled();
    answer();
    if (call === this.#current) this.#current = null;
    // In Node an idle worker keeps no program from its end.
    this.#worker?.unref?.();
    this.#next();
  }

  #stop() {
    this.#worker?.terminate();
    this.#worker = null;
  }

  /** Ends the worker and all calls. */
  #end(error) {
    const calls = this.#current ? [this.#current, ...this.#waiting] : this.#waiting;
    this.#waiting = [];
    this.#current = null;
    this.#stop();
    for (const call of calls) this.#settle(call, () => call.reject(error));
  }
}

/** Scripts of ours that import workers of other sites, by these workers' addresses. @type {Map<string, string>} */
const imported = new Map();

/** A worker, from its script or from who makes one. */
function newWorker(made) {
  if (typeof made === "function") return made();
  const here = import.meta.url;
  const address = made ? addressOf("worker", made) : new URL("worker.js", here);
  const threads = globalThis.Worker ? null : builtin("node:worker_threads");
  if (threads) return new threads.Worker(address);
  if (/^https?:$/.test(address.protocol) && address.origin !== location.origin) {
    // Browsers start no worker from another site, but one from here may import it.
    const script = imported.get(address.href) ?? URL.createObjectURL(new Blob([`import ${JSON.stringify(address.href)};`], { type: "text/javascript" }));
    imported.set(address.href, script);
    return new Worker(script, { type: "module" });
  }
  // In the second form bundlers take the worker along.
  return made ? new Worker(address, { type: "module" }) : new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
}
