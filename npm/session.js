// One instance of the engine with its analyzer; what it throws are errors with one sentence each.
import { createEngine } from "./engine.js";

export class Session {
  #engine;
  #analyzer;
  /** An instance that failed in the middle may fail again, so nobody should use it any more. */
  broken = false;

  static async open({ module, model }) {
    const engine = createEngine();
    try {
      await engine.default({ module_or_path: module });
    } catch (cause) {
      throw new Error("The wasm module does not fit this version of saidby.", { cause });
    }
    return new Session(engine, model);
  }

  constructor(engine, model) {
    this.#engine = engine;
    this.#analyzer = this.#call(() => new engine.Analyzer(model));
  }

  analyze(text, date, onProgress) {
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
    const report = this.#call(() => this.#analyzer.analyze(text, { date }, onProgress && tell));
    if (failure) throw failure.error;
    return report;
  }

  export(format, text, report, options) {
    return this.#call(() => this.#engine.exportReport(format, text, report, options));
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
