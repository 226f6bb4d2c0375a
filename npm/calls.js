// What both analyzers say of a call before they make it, so that both refuse the same ones.

export const CLOSED = "The analyzer is closed.";

/** The options of an analysis. */
export function checked(text, options) {
  const { date, signal, onProgress } = options ?? {};
  isString("text", text);
  if (date !== undefined && date !== null) isString("option “date”", date);
  if (onProgress && typeof onProgress !== "function") throw new TypeError("The option “onProgress” is no function.");
  signal?.throwIfAborted();
  return { date: date ?? undefined, signal, onProgress: onProgress ?? undefined };
}

/** The arguments of an export, the report as JSON. */
export function exported(format, text, report, options) {
  isString("format", format);
  isString("text", text);
  if (typeof report !== "object" || report === null) throw new TypeError("The report is no object.");
  return [format, text, JSON.stringify(report), options];
}

function isString(name, value) {
  if (typeof value !== "string") throw new TypeError(`The ${name} is no string.`);
}
