// What both analyzers of the npm package must do in Node. `expected.json` beside it has texts with the SHA-256 of their
// native reports, and one with the native bytes of its exports.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { LocalAnalyzer, WorkerAnalyzer } from "saidby";

const { reports, exports, long } = JSON.parse(readFileSync("expected.json", "utf8"));
const fileOf = (name) => createRequire(import.meta.url).resolve(`saidby/${name}`);
const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");
const bytesOf = (name) => readFileSync(fileOf(name));
/** Rejections are errors with one sentence. */
const sentence = (pattern) => (error) => {
  assert(error instanceof Error, `${error} is no error`);
  assert.match(error.message, pattern);
  assert.match(error.message, /^The [^\n]*\.$/);
  return true;
};
// Compiled once, where that is not what matters.
const compiled = new WebAssembly.Module(bytesOf("saidby_bg.wasm"));
const damaged = bytesOf("saidby.model");
damaged[damaged.length >> 1] ^= 1;

for (const Analyzer of [LocalAnalyzer, WorkerAnalyzer]) {
  const analyzer = new Analyzer();
  await Promise.all([analyzer.setup(), analyzer.setup()]);

  for (const [text, expected] of reports) assert.equal(hash(JSON.stringify(await analyzer.analyze(text))), expected, text);

  const { text, title, date, formats } = exports;
  const report = await analyzer.analyze(text, { date });
  assert.equal(report.date, date);
  for (const [format, expected] of formats) {
    const bytes = await analyzer.export(format, text, report, { title });
    assert(bytes instanceof Uint8Array);
    assert.equal(Buffer.from(bytes).toString("hex"), expected, format);
  }

  const told = [];
  await analyzer.analyze(text, { onProgress: (progress) => told.push(progress) });
  assert.deepEqual(told[0], { stage: "reading", done: 0, total: 4 });
  const stop = new Error("enough");
  const thrown = analyzer.analyze(text, {
    onProgress() {
      throw stop;
    },
  });
  await assert.rejects(thrown, (error) => error === stop);

  await assert.rejects(analyzer.analyze(text, { date: "soon" }), sentence(/soon/));
  await assert.rejects(analyzer.analyze(5), sentence(/text is no string/));
  await assert.rejects(analyzer.analyze(text, { date: new Date() }), sentence(/date/));
  await assert.rejects(analyzer.export("pdf", text, report), sentence(/“pdf” is not known/));
  await assert.rejects(analyzer.export("csv", text, { quotations: 5 }), sentence(/report cannot be read/));

  await assert.rejects(analyzer.analyze(text, { signal: AbortSignal.abort(stop) }), (error) => error === stop);
  await assert.rejects(analyzer.analyze(text, { signal: AbortSignal.abort() }), { name: "AbortError" });
  // Given up while it loads.
  const fresh = new Analyzer({ wasm: compiled });
  const early = new AbortController();
  const given = fresh.analyze(text, { signal: early.signal });
  early.abort(stop);
  await assert.rejects(given, (error) => error === stop);
  assert.equal((await fresh.analyze(text)).offsetUnit, "utf16");
  // And by who hears of its progress.
  const controller = new AbortController();
  const heard = fresh.analyze(long, { signal: controller.signal, onProgress: () => controller.abort(stop) });
  await assert.rejects(heard, (error) => error === stop);
  assert.equal((await fresh.analyze(text)).offsetUnit, "utf16");
  fresh.close();

  // Other sources: paths, addresses, bytes, a module.
  const [wasm, model] = [bytesOf("saidby_bg.wasm"), bytesOf("saidby.model")];
  const { buffer } = new Uint8Array(model);
  const address = new URL(`file://${fileOf("saidby.model")}`);
  for (const options of [
    { wasm: fileOf("saidby_bg.wasm"), model: address },
    { wasm, model: buffer },
    { wasm: compiled, model: `data:;base64,${model.toString("base64")}` },
  ]) {
    const other = new Analyzer(options);
    assert.deepEqual(await other.analyze(text, { date }), report);
    other.close();
  }
  assert.equal(buffer.byteLength, model.length, "the caller keeps the bytes");

  // What is broken is said, and tried again.
  for (const [options, pattern] of [
    [{ wasm: compiled, model: damaged }, /language model cannot be used/],
    [{ wasm: compiled, model: new Uint8Array() }, /language model cannot be used/],
    [{ wasm: compiled, model: "absent.model" }, /could not be loaded from file:.*ENOENT/],
    [{ wasm: damaged }, /wasm module is damaged/],
    [{ wasm: new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]) }, /does not fit/],
    [{ wasm: 5 }, /“wasm” is neither/],
  ]) {
    const broken = new Analyzer(options);
    await assert.rejects(broken.setup(), sentence(pattern));
    broken.close();
  }
  const late = new Analyzer({ wasm: compiled, model: "late.model" });
  await assert.rejects(late.setup(), sentence(/ENOENT/));
  writeFileSync("late.model", damaged);
  await assert.rejects(late.setup(), sentence(/cannot be used/));
  writeFileSync("late.model", model);
  await late.setup();
  writeFileSync("late.model", "");
  await late.setup();
  assert.deepEqual(await late.analyze(text, { date }), report);
  (await import("node:fs")).rmSync("late.model");
  late.close();

  // Closed by who hears of its progress, and while it loads from a server that does not answer.
  const closing = new Analyzer({ wasm: compiled });
  await assert.rejects(closing.analyze(long, { onProgress: () => closing.close() }), sentence(/closed/));
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const waits = new Analyzer({ wasm: compiled, model: `http://127.0.0.1:${silent.address().port}/` });
  const never = waits.analyze(text);
  setTimeout(() => waits.close(), 50);
  await assert.rejects(never, sentence(/closed/));
  silent.closeAllConnections();
  silent.close();

  const last = analyzer.analyze(text);
  analyzer.close();
  analyzer.close();
  await assert.rejects(last, sentence(/closed/));
  await assert.rejects(analyzer.analyze(text), sentence(/closed/));
  await assert.rejects(analyzer.setup(), sentence(/closed/));
}

// In the worker: calls are answered each, in their order; a running one that is given up holds nobody up.
const analyzer = new WorkerAnalyzer({ wasm: compiled });
await analyzer.setup();
const order = [];
await Promise.all(["One.", "Two.", "Three."].map((text) => analyzer.analyze(text).then(() => order.push(text))));
assert.deepEqual(order, ["One.", "Two.", "Three."]);
const begin = performance.now();
await analyzer.analyze(long);
const one = performance.now() - begin;
const [running, waiting] = [new AbortController(), new AbortController()];
const begun = new Promise((resolve) => {
  const first = analyzer.analyze(long.repeat(20), { signal: running.signal, onProgress: resolve });
  assert.rejects(first, { name: "AbortError" }).then(() => order.push("first"));
});
const second = analyzer.analyze(long, { signal: waiting.signal });
const third = analyzer.analyze("“No,” Ada Brook said.");
await begun;
waiting.abort();
await assert.rejects(second, { name: "AbortError" });
running.abort();
const [aborted] = [performance.now()];
assert.equal((await third).quotations.length, 1);
const waited = performance.now() - aborted;
assert.equal(order.at(-1), "first");
assert(waited < one * 10, `${waited} ms of ${one * 20}`);
// Nobody closes this one: an idle worker keeps no program from its end.
