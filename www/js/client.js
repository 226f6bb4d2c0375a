// The worker behind the page: texts go out to the analyzer, reports come back.
const HANG = 60_000;

/** Talks to the worker: the newest text wins, every call is answered, hung work is ended by a new worker. */
export class Client {
  #id = 0;
  #busy = false;
  #asides = 0;
  ready = false;
  /** @type {any} */
  #worker = null;
  /** @type {any} */
  #timer;
  /** What else was asked for and is not answered yet, and who waits. @type {Map<string, any>} */
  #asked = new Map();

  /** @param {Tell} tell hears of "ready", "progress", "found" and "failed" */
  constructor(tell) {
    this.tell = tell;
    this.engine = early?.engine ?? engineFrom(import.meta.url, fetch);
    arrival.told = () => this.#busy && !this.ready && tell("progress", { stage: "loading", ...arrival });
    this.#start();
  }

  analyze(text, options) {
    // A worker deep in another long text would make this one wait.
    if (this.#busy) this.#end();
    this.#start();
    this.#id += 1;
    this.#busy = true;
    this.#worker.postMessage({ id: this.#id, text, options });
    this.#watch();
  }

  cancel() {
    if (!this.#busy) return;
    this.#id += 1;
    this.#end();
    this.#start();
  }

  /** A report with its corrections as a file: its bytes. @returns {Promise<Uint8Array<ArrayBuffer>>} */
  export(format, text, report, options) {
    return this.aside("exportReport", format, text, JSON.stringify(report), options);
  }

  /** What a function of the engine gives, beside the text that is shown; "analyze" gives a report. @returns {Promise<any>} */
  aside(task, ...given) {
    const id = `aside ${(this.#asides += 1)}`;
    const message = { id, task, given };
    return new Promise((made, failed) => {
      // A new worker is sent what waits, so this one is not among it yet.
      this.#start();
      this.#asked.set(id, { message, made, failed });
      this.#worker.postMessage(message);
    });
  }

  #start() {
    if (this.#worker) return;
    // The first one is from boot.js, with the engine on its way.
    const first = early;
    early = null;
    const worker = first || new Worker(addressOf("worker.js", import.meta.url), { type: "module" });
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#hear(data);
    worker.onerror = () => this.#fail(absent("engine"));
    this.engine.then((engine) => first || worker.postMessage({ engine }), (message) => worker === this.#worker && this.#fail(message));
    // What a worker was to do that is ended, the next one does.
    for (const { message } of this.#asked.values()) worker.postMessage(message);
    if (worker.broken) setTimeout(worker.onerror);
    if (first) setTimeout(() => worker.said.splice(0).forEach((data) => worker === this.#worker && this.#hear(data)));
  }

  #end() {
    this.#rest();
    this.#worker.onmessage = this.#worker.onerror = null;
    this.#worker.terminate();
    this.#worker = null;
  }

  #rest() {
    clearTimeout(this.#timer);
    this.#busy = false;
  }

  /** Waits for the next sign of life. What is still on its way may take as long as the line needs. */
  #watch() {
    clearTimeout(this.#timer);
    if (!this.ready) return;
    this.#timer = setTimeout(() => this.#fail("The analysis stopped answering; try a shorter text."), HANG);
  }

  #fail(message) {
    this.#end();
    for (const { failed } of this.#asked.values()) failed(message);
    this.#asked.clear();
    this.tell("failed", message);
  }

  #hear({ id, ready, build, broken, progress, report, part = false, answer, error }) {
    const asked = this.#asked.get(id);
    if (asked) {
      this.#asked.delete(id);
      if (this.#busy) this.#watch();
      return error ? asked.failed(error) : asked.made(answer);
    }
    if (ready && build !== RELEASE.build) this.#fail("The page and its engine are of different releases; reload the page once while online.");
    else if (ready) {
      this.ready = true;
      if (this.#busy) this.#watch();
      this.tell("ready");
    } else if (broken) this.#fail(broken);
    else if (id !== this.#id) return;
    else if (progress) {
      this.#watch();
      this.tell("progress", progress);
    } else {
      if (!part) this.#rest();
      if (error) {
        // An engine that failed may fail again: the next text has a new one.
        this.#end();
        this.#start();
        return this.tell("failed", error);
      }
      // Reading a long report from its message took long enough; showing it is a turn of its own.
      setTimeout(() => id === this.#id && this.tell("found", { report, part }));
    }
  }
}
