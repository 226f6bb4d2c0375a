// A user of the npm package who is told of all types; it is checked, and never run.
import { LocalAnalyzer, WorkerAnalyzer, type Analyzer, type Quotation, type Report } from "saidby";
import model from "saidby/saidby.model";
import wasm from "saidby/saidby_bg.wasm";
import * as inlined from "saidby-inlined";

declare const module: WebAssembly.Module;

export async function statements(text: string, signal: AbortSignal): Promise<string[]> {
  const analyzer: Analyzer = new LocalAnalyzer();
  await analyzer.setup();
  const report: Report = await analyzer.analyze(text, {
    date: "2026-03-12",
    signal,
    onProgress: ({ stage, done, total }) => console.log(stage.length, done / total),
  });
  const table: Uint8Array = await analyzer.export("csv", text, report, { title: "T", bom: true });
  console.log(table.length, new Blob([await analyzer.export("html", text, report)]).size);
  analyzer.close();
  return report.quotations.map(({ content, speaker }: Quotation) => {
    const name = speaker === null ? "?" : report.entities[speaker]?.name;
    return `${name}: ${content.map(([start, end]) => text.slice(start, end)).join(" ")}`;
  });
}

export const analyzers = [
  new WorkerAnalyzer({ wasm, model, worker: () => new Worker(new URL("saidby/worker.js", "https://example.org")) }),
  new WorkerAnalyzer({ wasm: module, model: new ArrayBuffer(8), worker: "worker.js" }),
  new LocalAnalyzer({ wasm: new Uint8Array(8), model: new URL("https://example.org/saidby.model") }),
];

export const inOneFile: Promise<inlined.Report> = new inlined.WorkerAnalyzer().analyze("", { date: null });

// @ts-expect-error: no format
void analyzers[0]!.export("pdf", "", {} as Report);
// @ts-expect-error: a date is no string
void analyzers[0]!.analyze("", { date: new Date() });
// @ts-expect-error: neither an address nor bytes
new LocalAnalyzer({ model: 5 });
