// The analyzer where it is called.
import { CLOSED, checked, exported } from "./calls.js";
import { createEngine } from "./engine.js";
import { Session } from "./session.js";
import { load } from "./sources.js";

/** Analyzes where it is called: simple, but what calls it waits. */
export class LocalAnalyzer {
  #options;
  /** @type {ReturnType<typeof load> | null} */
  #parts = null;
  /** @type {Promise<Session> | null} */
  #session = null;
  /** Ends what waits when the analyzer is closed. */
  #closing = new AbortController();

  /** @param {import("./index.d.ts").AnalyzerOptions} [options] */
  constructor(options) {
    this.#options = options;
  }

  async setup() {
    await this.#ready();
  }

  async analyze(text, options) {
    const { date, signal, onProgress } = checked(text, options);
    const session = await before(signal, this.#ready());
    const report = this.#use(session, () => session.analyze(text, { date }, onProgress));
    // It may have been given up, or the analyzer closed, by what heard of the progress.
    signal?.throwIfAborted();
    this.#closing.signal.throwIfAborted();
    return report;
  }

  async export(format, text, report, options) {
    const given = exported(format, text, report, options);
    const session = await this.#ready();
    return this.#use(session, () => session.run("exportReport", given));
  }

  close() {
    this.#closing.abort(new Error(CLOSED));
    this.#session = this.#parts = null;
  }

  /** What failed to load or start is tried again by the next call. */
  async #ready() {
    this.#closing.signal.throwIfAborted();
    this.#parts ??= load(this.#options).catch((error) => {
      this.#parts = null;
      throw error;
    });
    this.#session ??= this.#parts.then((parts) => Session.open(createEngine(), parts)).catch((error) => {
      // What cannot be used may have arrived damaged.
      this.#session = this.#parts = null;
      throw error;
    });
    const session = await before(this.#closing.signal, this.#session);
    // Another call may have broken it meanwhile.
    return session.broken ? this.#ready() : session;
  }

  #use(session, task) {
    this.#closing.signal.throwIfAborted();
    try {
      return task();
    } finally {
      if (session.broken) this.#session = null;
    }
  }
}

/** What a promise gives, unless the signal comes first. */
function before(signal, promise) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
