// Random sequences of corrections, undo, edits, reloads and two windows, against the page's own modules and the true
// engine. Evaluates to what went wrong, one sentence each. `SEQUENCES`, `TEXTS` and `ROOT` are put above it.
const from = (path) => import(new URL(path, ROOT).href);
const [{ applySteps, dateOf, keptSpans }, { sameWords }, { edited, fresh, inherited, merge, sound }, engine] = await Promise.all(
  ["js/corrections/apply.js", "js/corrections/names.js", "js/record.js", ENGINE].map(from),
);
await engine.default({ module_or_path: new URL(WASM, ROOT) });
const analyzer = new engine.Analyzer(new Uint8Array(await (await fetch(new URL(MODEL, ROOT))).arrayBuffer()));

let seed = 20260212;
/** Mulberry32: the same sequences at every run. */
function random(n) {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % n;
}
const any = (list) => list[random(list.length)];
const analyzed = new Map();
function analyze(record) {
  const options = { keep: keptSpans(record.steps.slice(0, record.done)), date: dateOf(record) ?? undefined };
  const key = JSON.stringify([record.text, options]);
  if (!analyzed.has(key)) analyzed.set(key, analyzer.analyze(record.text, options));
  if (40 < analyzed.size) analyzed.delete(analyzed.keys().next().value);
  return analyzed.get(key);
}
const read = (record) => applySteps(analyze(record), record.steps.slice(0, record.done), record.text);
const mentionsOf = (report) => report.entities.flatMap(({ mentions }) => mentions.map(({ start, end }) => [start, end]));

/** A correction of what there is, or of words that are nothing yet. */
function someStep({ text }, report) {
  const quotation = any(report.quotations.length ? report.quotations : [null]);
  const mention = any([null, ...mentionsOf(report)]);
  const content = quotation?.content[0];
  const words = [...text.matchAll(/\S+/g)];
  const at = random(words.length - 3);
  const span = [words[at].index, words[at + 1 + random(2)].index + 1];
  const who = random(4) ? { speaker: mention } : { speaker: null, name: any(["Ada Brook", "the neighbor"]) };
  const paragraph = any(report.paragraphs);
  const named = any([null, mention]);
  const makers = [
    () => ({ do: "say", content: span, ...who }),
    () => ({ do: "name", span: named ?? span, was: named, type: any(["person", "place", "other", null]), same: any(["own", "new", mention ?? "own"]), also: any([false, sameWords(report, text, named ?? span)]) }),
    () => ({ do: "date", date: any([null, "2017-12-15"]) }),
    () => ({ do: any(["aside", "keep"]), span: [paragraph.start, paragraph.end] }),
    ...(report.values.length ? [() => ({ do: "value", span: [any(report.values)].map(({ start, end }) => [start, end])[0] })] : []),
    ...(content
      ? [
          () => ({ do: "speaker", content, ...who, also: any([undefined, report.quotations.map(({ content }) => content[0])]) }),
          () => ({ do: any(["unsay", "back"]), content }),
          () => ({ do: "edges", content, to: [[content[0], Math.max(content[0] + 1, content[1] - random(9))]] }),
          () => ({ do: "kind", content, kind: any(["direct", "mixed", "indirect"]) }),
          () => ({ do: "act", content, act: any(["statement", "topic", "stance"]) }),
        ]
      : []),
  ];
  return any(makers)();
}

/** Another text by a small edit. */
function edit(text) {
  const paragraphs = text.split("\n\n");
  const at = random(paragraphs.length);
  const kind = random(3);
  if (kind === 0) paragraphs.splice(at, 0, any(["Nothing else was said that day.", "“It rained,” said Ada Brook, a neighbor."]));
  else if (kind === 1 && 2 < paragraphs.length) paragraphs.splice(at, 1);
  else paragraphs[at] = paragraphs[at].replace(/\b(\w+) (\w+)\b/, "$1 quite $2");
  return paragraphs.join("\n\n");
}

const wrong = new Set();
function check(record, report, where) {
  const say = (sentence) => wrong.add(`${where}: ${sentence}`);
  const { record: usable, damaged } = sound(JSON.parse(JSON.stringify(record)), record.id);
  if (damaged || JSON.stringify(usable) !== JSON.stringify(record)) say("a reload does not bring the record back");
  const isSpan = ([start, end]) => 0 <= start && start < end && end <= record.text.length;
  const ids = new Set(report.entities.map(({ id }) => id));
  if (ids.size !== report.entities.length) say("two entities have one id");
  report.quotations.forEach((one, idx) => {
    if (one.id !== idx) say("a quotation's id is not its place");
    if (!one.content.length || !one.content.every(isSpan) || !one.printed.every(isSpan)) say("a quotation has no place in the text");
    if (one.speaker !== null && !ids.has(one.speaker)) say("a speaker is nobody");
    for (let outer = one, steps = 0; outer.parent !== null; outer = report.quotations[outer.parent], steps++) {
      if (!report.quotations[outer.parent] || 50 < steps) return say("a quotation stands inside none or itself");
    }
  });
  for (const { mentions } of report.entities) if (!mentions.every(({ start, end }) => isSpan([start, end]))) say("a mention has no place in the text");
  // What the core counts of the corrected report is what the page counts.
  const lines = new TextDecoder().decode(engine.exportReport("jsonl", record.text, JSON.stringify(report), {}));
  const core = JSON.parse(lines);
  const counted = ({ sources, total, unattributed, quotations }) => JSON.stringify([sources.map(({ entity, statements, wordsQuoted, wordsSpoken, wordsReported }) => [entity, statements, wordsQuoted, wordsSpoken, wordsReported]), unattributed.statements, unattributed.wordsReported, total.wordsQuoted, total.statements, quotations.map(({ words }) => words)]);
  if (counted(core) !== counted(report)) say(`page and core count differently: ${counted(report)} and ${counted(core)}`);
}

for (let nr = 0; nr < SEQUENCES; nr++) {
  // The driver asks meanwhile whether this is over.
  if (nr % 5 === 4) await new Promise((later) => setTimeout(later));
  let record = fresh({ text: TEXTS[nr % TEXTS.length], origin: "a test" });
  const done = [];
  for (let step = 0; step < 8; step++) {
    const report = read(record);
    const act = random(10);
    if (act < 6) {
      const next = someStep(record, report);
      done.push(next.do);
      record = edited(record, { steps: [...record.steps.slice(0, record.done), next], done: record.done + 1 });
      const after = read(record);
      if (after.missed?.includes(record.done - 1) && !["aside", "back"].includes(next.do)) wrong.add(`${nr} ${done}: a correction of what is there does nothing`);
    } else if (act < 8) {
      const by = random(2) ? 1 : -1;
      done.push(by < 0 ? "undo" : "redo");
      if (0 <= record.done + by && record.done + by <= record.steps.length) record = edited(record, { done: record.done + by });
    } else if (act === 8) {
      done.push("edit");
      const before = record;
      record = inherited(fresh({ text: edit(record.text), origin: "a test" }), before);
      if (record.id !== before.id && before.steps.length && record.steps.length + (record.lost?.length ?? 0) < before.steps.length) wrong.add(`${nr} ${done}: an edit loses a correction without a word`);
    } else {
      done.push("two windows");
      const mine = { ...edited(record, { steps: [...record.steps.slice(0, record.done), someStep(record, report)], done: record.done + 1 }), by: "one" };
      const other = { ...edited(record, { steps: [...record.steps.slice(0, record.done), someStep(record, report)], done: record.done + 1 }), by: "two", changed: mine.changed + 5, seen: record.changed };
      const both = merge({ ...mine, seen: record.changed }, other);
      const has = (step) => both.steps.some((one) => JSON.stringify(one) === JSON.stringify(step));
      if (![...mine.steps.slice(0, mine.done), ...other.steps].every(has)) wrong.add(`${nr} ${done}: a correction of two windows is lost`);
      record = both;
    }
    check(record, read(record), `${nr} ${done}`);
  }
  const original = JSON.stringify(analyze({ ...record, done: 0 }));
  if (JSON.stringify(read({ ...record, done: 0 })) !== original) wrong.add(`${nr} ${done}: undo does not lead back`);
}
return [...wrong].slice(0, 20);
