// Calls to a worker, one after the other. The package and Saidby's own page both ask their workers by it.

export class Queue {
  #load;
  #start;
  /** @type {Promise<any> | null} */
  #parts = null;
  /** @type {any} */
  #worker = null;
  #calls = 0;
  /** Calls that wait for their turn. @type {any[]} */
  #waiting = [];
  /** The call that is being answered. @type {any} */
  #current = null;
  /** What was loaded last has answered a call. */
  #works = false;

  /**
   * @param {() => Promise<any>} load what a worker is sent first; what did not load is asked for again by the next call
   * @param {(parts: any, hear: { message: any, broke: any }) => any} start a worker that was sent it, and is heard:
   * each message, and the sentence of what ended it
   */
  constructor(load, start) {
    this.#load = load;
    this.#start = start;
  }

  /** Whether a worker stands that has answered. */
  get works() {
    return this.#works && !!this.#worker;
  }

  /** The answer of the worker to a task. @param {string} task @param {any[]} given @param {import("./index.d.ts").AnalyzeOptions} [how] @returns {Promise<any>} */
  ask(task, given, how) {
    const { signal, onProgress } = how ?? {};
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

  /** Starts a worker, if none stands, for the calls to come. */
  async ahead() {
    const parts = await this.#loaded();
    this.#worker ??= this.#begin(parts);
  }

  /** A new worker in the place of an idle one, whose memory never shrinks. The page alone asks for it. */
  renew() {
    if (this.#current || this.#waiting.length) return;
    this.#stop();
    this.ahead().catch(() => {});
  }

  #loaded() {
    return (this.#parts ??= this.#load().catch((error) => {
      this.#parts = null;
      throw error;
    }));
  }

  /** Ends the worker and all calls; the next call has a new one, of parts that are loaded anew if these are `forgotten`. */
  end(error, forgotten = false) {
    if (forgotten) this.#parts = null;
    const calls = this.#current ? [this.#current, ...this.#waiting] : this.#waiting;
    this.#waiting = [];
    this.#current = null;
    this.#stop();
    for (const call of calls) this.#settle(call, () => call.reject(error));
  }

  /** Begins with the next call, if none is under way. */
  async #next() {
    if (this.#current || !this.#waiting.length) return;
    const call = (this.#current = this.#waiting.shift());
    try {
      // A worker that stands goes on at once, while its last answer is used.
      if (!this.#worker) {
        const parts = await this.#loaded();
        // Meanwhile it may have been given up.
        if (call !== this.#current) return;
        this.#worker ??= this.#begin(parts);
      }
      this.#worker.ref?.();
      call.sent = true;
      this.#worker.postMessage({ id: call.id, task: call.task, given: call.given, tell: !!call.onProgress });
    } catch (error) {
      if (call === this.#current) this.#settle(call, () => call.reject(error));
    }
  }

  #begin(parts) {
    // What an ended worker still had to say concerns nobody.
    const mine = (hear) => (said) => worker === this.#worker && hear(said);
    const worker = this.#start(parts, { message: mine((said) => this.#hear(said)), broke: mine((error) => this.end(error)) });
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

  /** Gives a call up. One that is being answered takes its worker with it, so that the next one need not wait. */
  #drop(call, reason) {
    if (call.sent) this.#stop();
    else this.#waiting = this.#waiting.filter((other) => other !== call);
    this.#settle(call, () => call.reject(reason));
  }

  #settle(call, answer) {
    call.settled();
    if (call === this.#current) this.#current = null;
    // In Node an idle worker keeps no program from its end.
    if (!this.#current) this.#worker?.unref?.();
    this.#next();
    answer();
  }

  #stop() {
    this.#worker?.terminate();
    this.#worker = null;
  }
}
