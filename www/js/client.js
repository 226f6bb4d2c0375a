// The worker behind the page: texts go out to the analyzer, reports come back.
import { Queue } from "../../npm/queue.js";

const HANG = 60_000;
/** A longer text leaves much memory to the worker, which gives none back but by its end. */
const LARGE = 500_000;

/** Talks to the worker: the newest text wins, every call is answered, hung work is ended by a new worker. */
export class Client {
  ready = false;
  #busy = false;
  /** Gives up the text that was asked for last. */
  #text = new AbortController();
  /** @type {any} */
  #worker = null;
  /** @type {any} */
  #engine = null;
  /** @type {any} */
  #timer;
  /** A worker waits for its engine itself, so that texts are there when it comes. */
  #queue = new Queue(async () => {}, (_, hear) => this.#start(hear));

  /** @param {Tell} tell hears of "ready", "progress", "found" and "failed" */
  constructor(tell) {
    this.tell = tell;
    arrival.told = () => this.#busy && !this.ready && tell("progress", { stage: "loading", ...arrival });
  }

  /** Loads the engine before a text asks for it. */
  begin() {
    this.#queue.ahead();
  }

  analyze(text, options) {
    // A worker deep in another long text would make this one wait.
    const { signal } = this.#next();
    this.#busy = true;
    this.#watch();
    const show = (report, part) => setTimeout(() => signal.aborted || this.tell("found", { report, part }));
    const onProgress = (progress) => {
      this.#watch();
      // Reading a long report from its message took long enough; showing it is a turn of its own.
      if (progress.part) show(progress.part, true);
      else this.tell("progress", progress);
    };
    this.#queue.ask("read", [text, options], { signal, onProgress }).then(
      (report) => {
        this.#rest();
        show(report, false);
        if (LARGE < text.length) this.#renew();
      },
      ({ message }) => {
        if (signal.aborted) return;
        this.#rest();
        this.#queue.ahead();
        this.tell("failed", message);
      },
    );
  }

  cancel() {
    const busy = this.#busy;
    // An answer may have come that is not shown yet.
    this.#next();
    if (busy) this.#queue.ahead();
  }

  /** A report with its corrections as a file: its bytes. @returns {Promise<Uint8Array<ArrayBuffer>>} */
  export(format, text, report, options) {
    return this.aside("exportReport", format, text, JSON.stringify(report), options);
  }

  /** What a function of the engine gives, beside the text that is shown; "analyze" gives a report. @returns {Promise<any>} */
  async aside(task, ...given) {
    try {
      return await this.#queue.ask(task, given);
    } catch (/** @type {any} */ { message }) {
      throw message;
    } finally {
      this.#watch();
    }
  }

  /** Gives the last text up. */
  #next() {
    this.#text.abort();
    this.#rest();
    return (this.#text = new AbortController());
  }

  /** No text is being read. */
  #rest() {
    this.#busy = false;
    this.#watch();
  }

  /** A new worker for the next text, where that asks the network for nothing: the page's copy has the script. */
  async #renew() {
    const script = addressOf("worker.js", import.meta.url);
    const kept = !src || (navigator.serviceWorker?.controller && (await caches.match(script).catch(() => null)));
    if (kept) this.#queue.renew();
  }

  #start(hear) {
    // The first one may be from boot.js, with the engine on its way.
    const first = early;
    this.#engine ??= first?.engine ?? engineFrom(import.meta.url, fetch);
    early = null;
    const worker = first || new Worker(addressOf("worker.js", import.meta.url), { type: "module" });
    const mine = (hear) => (said) => worker === this.#worker && hear(said);
    const fail = mine((message) => this.#fail(message));
    this.#worker = worker;
    worker.onmessage = mine(({ data }) => (data.ready ? this.#begin(data.ready) : data.broken ? fail(data.broken) : hear.message(data)));
    worker.onerror = () => fail(absent("engine"));
    this.#engine.then((engine) => {
      // boot.js sends it to its own worker.
      if (first) return;
      // For `cargo xtask bench`.
      performance.mark("engine");
      worker.postMessage(engine);
    }, fail);
    if (worker.broken) setTimeout(worker.onerror);
    if (first) setTimeout(() => worker.said.splice(0).forEach((data) => worker.onmessage({ data })));
    return worker;
  }

  #begin(build) {
    if (build !== RELEASE.build) return this.#fail("The page and its engine are of different releases; reload the page once while online.");
    this.ready = true;
    // For `cargo xtask bench`.
    performance.mark("ready");
    this.#watch();
    this.tell("ready");
  }

  /** Waits for the next sign of life. What is still on its way may take as long as the line needs. */
  #watch() {
    clearTimeout(this.#timer);
    if (this.ready && this.#busy) this.#timer = setTimeout(() => this.#fail("The analysis stopped answering; try a shorter text."), HANG);
  }

  #fail(message) {
    this.#worker = null;
    this.#next();
    this.#queue.end(new Error(message));
    this.tell("failed", message);
  }
}
