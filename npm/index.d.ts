import type { Report } from "../www/report.js";

export type * from "../www/report.js";

/** Where a file is, or its bytes, which are copied. A string is an address, or in Node the path of a file. */
export type Source = string | URL | ArrayBuffer | ArrayBufferView;

/** A compiled module, also where TypeScript is not told of WebAssembly. */
export type WasmModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer M } } } ? M : object;

/** What an analyzer is made of; by default the files beside the script. */
export interface AnalyzerOptions {
  wasm?: Source | WasmModule;
  model?: Source;
}

export interface WorkerAnalyzerOptions extends AnalyzerOptions {
  /** The worker's script, `saidby/worker.js`, or a function that starts a worker of it; by default the file beside the script. */
  worker?: string | URL | (() => WorkerLike);
}

/** A worker of a browser or of `node:worker_threads`. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  terminate(): unknown;
  /** A browser's; else `on` must be there. */
  addEventListener?(type: string, heard: (event: any) => void): void;
  /** Node's. */
  on?(type: string, heard: (data: any) => void): unknown;
}

/** How far an analysis is: `stage` begins, `done` of `total` stages are over. */
export interface Progress {
  stage: "reading" | "names" | "quotations" | "speakers";
  done: number;
  total: number;
}

export interface AnalyzeOptions {
  /** The article's date, `YYYY-MM-DD`, which "Friday" and "last month" are read against. */
  date?: string | null;
  /** Gives the analysis up: it rejects with the signal's reason. */
  signal?: AbortSignal | null;
  /** Hears how far the analysis is. What it throws rejects the analysis. */
  onProgress?: ((progress: Progress) => void) | null;
}

export type Format =
  | "json"
  | "jsonl"
  | "gold"
  | "csv"
  | "entities"
  | "values"
  | "annotation"
  | "brat"
  | "brat-zip"
  | "conll"
  | "tei"
  | "qdc"
  | "qdpx"
  | "markdown"
  | "html";

export interface ExportOptions {
  title?: string;
  /** Begins tables with the mark by which Excel knows UTF-8. */
  bom?: boolean;
  /** Puts the text into each line of JSON Lines. */
  withText?: boolean;
  /** How many corrections a reader made, for the formats that say so. */
  corrected?: number;
  /** Leaves out what stands once at the head of a file, for an article that is not the first in it. */
  goesOn?: boolean;
}

/** The bytes of a file, which a `Blob` takes too. */
export type Bytes = Uint8Array & { readonly buffer: ArrayBuffer };

/** What both analyzers can. All errors are `Error`s with one sentence, or the reason of a signal. */
export interface Analyzer {
  /** Loads what is needed, once; `analyze` and `export` do so too. What failed is tried again by the next call. */
  setup(): Promise<void>;
  /** Who is in an article and who said what; offsets are UTF-16 code units, ends exclusive. */
  analyze(text: string, options?: AnalyzeOptions): Promise<Report>;
  /** A report of a text, with its corrections if there are any, as the bytes of a file. */
  export(format: Format, text: string, report: Report, options?: ExportOptions): Promise<Bytes>;
  /** Frees everything. What is under way is rejected, and so is what is asked for later. */
  close(): void;
}

/** Analyzes where it is called: simple, but what calls it waits, and a signal is heard before and after only. */
export class LocalAnalyzer implements Analyzer {
  constructor(options?: AnalyzerOptions);
  setup(): Promise<void>;
  analyze(text: string, options?: AnalyzeOptions): Promise<Report>;
  export(format: Format, text: string, report: Report, options?: ExportOptions): Promise<Bytes>;
  close(): void;
}

/**
 * Analyzes in a worker, one call after the other. A call that is given up while it runs takes its worker with it, so that
 * the next one need not wait.
 */
export class WorkerAnalyzer implements Analyzer {
  constructor(options?: WorkerAnalyzerOptions);
  setup(): Promise<void>;
  analyze(text: string, options?: AnalyzeOptions): Promise<Report>;
  export(format: Format, text: string, report: Report, options?: ExportOptions): Promise<Bytes>;
  close(): void;
}
