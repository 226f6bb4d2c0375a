// What the reader's corrections do to a report.
import { Reading } from "../reading/reading.js";
import { countSources } from "../reading/words.js";
import { fixCheck } from "./checks.js";
import { entityAt, fixName, outsider } from "./names.js";
import { back, change, renumber, say, speak, unsay } from "./quotations.js";

/** The passages put back, but those set aside again. @param {Step[]} steps @returns {Span[]} */
export function keptSpans(steps) {
  /** @type {Span[]} */
  let kept = [];
  for (const step of steps) {
    if (step.do === "keep") kept.push(step.span);
    else if (step.do === "aside") kept = kept.filter(([start, end]) => end <= step.span[0] || step.span[1] <= start);
  }
  return kept;
}

/** The article's date as the reader gave it, or else as it came. @param {TextRecord} record */
export function dateOf({ steps, done, date }) {
  const given = /** @type {any} */ (steps.slice(0, done).findLast((step) => step.do === "date"));
  return given ? given.date : date;
}

/** How the engine is to read a text with its corrections. @param {any} record */
export const optionsOf = (record) => ({ keep: keptSpans(record.steps.slice(0, record.done)), date: dateOf(record) ?? undefined, cut: record.cut });

/** A text as it is read, with its corrections. @param {any} record @param {Findings} report */
export function readingOf({ text, steps, done }, report) {
  // Of a language that it does not know the engine finds names at best.
  const found = report.english ? report : { ...report, quotations: [], quotedWords: [], ...countSources({ ...report, quotations: [] }, text) };
  return new Reading(text, applySteps(found, steps.slice(0, done), text), found);
}

/**
 * A new report with the steps applied, in their order.
 * @param {Findings} report @param {Step[]} steps @param {string} text
 * @returns {Findings}
 */
export function applySteps(report, steps, text) {
  if (steps.every((step) => step.do === "keep" || step.do === "date")) return report;
  const fixed = structuredClone(report);
  const missed = steps.flatMap((step, idx) => (apply(fixed, report, step, text) ? [] : [idx]));
  renumber(fixed);
  fixed.entities = fixed.entities.filter((entity) => entity.mentions.length || fixed.quotations.some(({ speaker }) => speaker === entity.id));
  return { ...fixed, ...countSources(fixed, text), missed };
}

/** Whether a correction found what it is about. @param {Findings} report @param {Findings} original @param {Step} step @param {string} text */
function apply(report, original, step, text) {
  if (step.do === "keep" || step.do === "date") return true;
  if (step.do === "aside") return setAside(report, step.span);
  if (step.do === "value") return noValue(report, step.span);
  if (step.do === "name") return fixName(report, step, text);
  if (step.do === "check") return fixCheck(report, step, text);
  if (step.do === "unsay") return unsay(report, step.content);
  if (step.do === "back") return back(report, original, step.content);
  if (step.do !== "speaker" && step.do !== "say") return change(report, step, text);
  const entity = step.name ? outsider(report, step.name) : step.speaker && entityAt(report, step.speaker);
  if (step.speaker && !entity) return false;
  return step.do === "say" ? say(report, entity, step.content, text) : speak(report, entity, [step.content, ...(step.also ?? [])]);
}

/** What stands there is no date or figure. @param {Findings} report @param {Span} span */
function noValue(report, [from, to]) {
  const before = report.values.length;
  report.values = report.values.filter(({ start, end }) => to <= start || end <= from);
  return report.values.length < before;
}

/** Nothing is found in paragraphs that are set aside. @param {Findings} report @param {Span} span */
function setAside(report, [from, to]) {
  const gone = report.paragraphs.filter(({ start, end, kind }) => kind !== "set-aside" && from <= start && end <= to);
  for (const paragraph of gone) Object.assign(paragraph, { kind: "set-aside", reason: "by you" });
  const stays = (start) => !gone.some((paragraph) => paragraph.start <= start && start < paragraph.end);
  for (const entity of report.entities) entity.mentions = entity.mentions.filter(({ start }) => stays(start));
  report.values = report.values.filter(({ start }) => stays(start));
  report.quotedWords = report.quotedWords.filter(({ start }) => stays(start));
  for (const { content } of report.quotations.filter(({ content }) => !stays(content[0]?.[0]))) unsay(report, content[0]);
  return 0 < gone.length;
}
