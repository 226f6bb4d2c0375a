// Talks to the worker: the newest text wins, every call is answered, hung work is ended by a new worker.

const HANG = 60_000;

export class Client extends EventTarget {
  #id = 0;
  /** @type {Worker | null} */
  #worker = null;
  /** @type {any} the compiled module and the model, kept for the next worker */
  #kept = null;
  #busy = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** Starts the worker before it is needed. */
  start() {
    if (this.#worker) return;
    const early = /** @type {any} */ (globalThis).earlyWorker;
    const worker = early ?? new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    /** @type {any} */ (globalThis).earlyWorker = null;
    worker.addEventListener("message", ({ data }) => this.#hear(worker, data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      if (worker === this.#worker) this.#fail("The language model did not load; reload the page once while online.");
    });
    worker.postMessage({ start: this.#kept });
    this.#worker = worker;
    if (worker.broken) setTimeout(() => worker.dispatchEvent(new Event("error")));
  }

  /** Asks for a report; answers come as events "found", "failed" and "progress". */
  analyze(text, options) {
    // A worker deep in another long text would make this one wait.
    if (this.#busy) this.#restart();
    this.start();
    this.#id += 1;
    this.#busy = true;
    this.#worker?.postMessage({ id: this.#id, text, options });
    this.#watch();
  }

  /** Ends the work under way; what was found so far stays. */
  cancel() {
    if (!this.#busy) return;
    this.#id += 1;
    this.#restart();
    this.start();
  }

  #restart() {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
    this.#busy = false;
  }

  #watch() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fail("The analysis stopped answering; try a shorter text."), HANG);
  }

  #fail(message) {
    this.#restart();
    this.dispatchEvent(new CustomEvent("failed", { detail: { message } }));
  }

  #hear(worker, data) {
    if (worker !== this.#worker) return;
    if (data.kept) {
      this.#kept = data.kept;
      this.dispatchEvent(new CustomEvent("ready", { detail: { requests: data.requests } }));
      return;
    }
    if (data.broken) return this.#fail(data.broken);
    if (data.id !== this.#id) return;
    if (data.progress) {
      this.#watch();
      this.dispatchEvent(new CustomEvent("progress", { detail: data.progress }));
    } else if (data.report) {
      if (!data.part) {
        this.#busy = false;
        clearTimeout(this.#timer);
      }
      const { id, report, part } = data;
      // Reading a long report from its message took long enough; showing it is a turn of its own.
      setTimeout(() => {
        if (id === this.#id) this.dispatchEvent(new CustomEvent("found", { detail: { report, part: Boolean(part) } }));
      });
    } else if (data.error) {
      this.#busy = false;
      clearTimeout(this.#timer);
      this.dispatchEvent(new CustomEvent("failed", { detail: { message: data.error } }));
    }
  }
}
