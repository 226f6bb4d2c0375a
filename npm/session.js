// One instance of the engine with its analyzer; what it throws are errors with one sentence each.

export class Session {
  #engine;
  #analyzer;
  /** An instance that failed in the middle may fail again, so nobody should use it any more. */
  broken = false;

  /** @param {typeof import("../www/pkg/saidby.js")} engine @param {{ module: any, model: any }} parts */
  static async open(engine, { module, model }) {
    try {
      await engine.default({ module_or_path: module });
    } catch (cause) {
      throw new Error("The wasm module does not fit this version of saidby.", { cause });
    }
    return new this(engine, model);
  }

  constructor(engine, model) {
    this.#engine = engine;
    this.#analyzer = this.#call(() => new engine.Analyzer(model));
  }

  /** A task by its name: "setup", "analyze", or a function of the engine. @param {string} task @param {any[]} given */
  run(task, given, onProgress) {
    if (task === "setup") return null;
    return task === "analyze" ? this.analyze(given[0], given[1], onProgress) : this.#call(() => this.#engine[task](...given));
  }

  analyze(text, options, onProgress) {
    /** @type {any} */
    let failure;
    const tell = (stage, done, total) => {
      if (failure) return;
      try {
        onProgress({ stage, done, total });
      } catch (error) {
        failure = { error };
      }
    };
    const report = this.#call(() => this.#analyzer.analyze(text, options, onProgress && tell));
    if (failure) throw failure.error;
    return report;
  }

  #call(task) {
    try {
      return task();
    } catch (cause) {
      if (typeof cause === "string") throw new Error(cause);
      this.broken = true;
      throw new Error("The analysis failed on this text.", { cause });
    }
  }
}
