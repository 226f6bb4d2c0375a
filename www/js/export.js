// What leaves the page as a file, made here and downloaded from here.
import { flat } from "./words.js";

export function download(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A file name from a title. */
export const fileName = (title) => flat(title).toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "article";

const COLUMNS = ["id", "kind", "speech", "paragraph", "speaker", "speaker_type", "speaker_named", "unsure", "confidence", "source", "cue", "quotation", "printed", "words", "start", "end", "parent"];

/** One row a quotation. */
export function csv(reading) {
  const rows = reading.inOrder.map((quotation) => {
    const who = quotation.speaker === null ? null : reading.entities.get(quotation.speaker);
    return [
      quotation.id,
      quotation.kind,
      quotation.speech,
      reading.paragraphAt(quotation.start),
      who?.label ?? "",
      who?.type ?? "",
      who ? who.named : "",
      quotation.unsure,
      quotation.confidence,
      reading.slice(quotation.source),
      reading.slice(quotation.cue),
      reading.quote(quotation.content),
      reading.quote(quotation.printed),
      quotation.words,
      quotation.start,
      quotation.end,
      quotation.parent ?? "",
    ];
  });
  return `\ufeff${[COLUMNS, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(value) {
  let text = String(value);
  // A spreadsheet would run what begins like a formula.
  if (typeof value === "string" && /^[=+\-@\t]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** The report with the text that its offsets count in. */
export function json({ reading, record }) {
  return `${JSON.stringify({ title: record?.title, text: record?.text, ...reading?.report }, null, 2)}\n`;
}

/**
 * The corrected findings in the shape of the samples' `.gold.json`, code points for offsets.
 * @param {State} state
 */
export function gold({ reading, record }) {
  if (!reading || !record) return "";
  const point = codePoints(record.text);
  const span = ([start, end]) => [point(start), point(end)];
  return `${JSON.stringify(
    {
      title: record.title,
      text: record.text,
      offsetUnit: "codepoint",
      corrected: record.steps.slice(0, record.done).length,
      entities: [...reading.entities.values()].map(({ id, type, name, named, mentions }) => ({
        id,
        type,
        name,
        named,
        mentions: mentions.map(({ start, end, kind }) => ({ start: point(start), end: point(end), kind })),
      })),
      quotations: reading.inOrder.map(({ kind, speech, content, printed, cue, source, speaker }) => ({
        kind,
        speech,
        content: content.map(span),
        printed: printed.map(span),
        cue: cue && span(cue),
        source: source && span(source),
        speaker,
      })),
    },
    null,
    2,
  )}\n`;
}

/** UTF-16 offsets to code points, one pass. */
function codePoints(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (offset) => offset;
  const points = new Uint32Array(text.length + 1);
  let n = 0;
  for (let idx = 0; idx < text.length; idx++) {
    points[idx] = n;
    const low = 0 < idx && (text.charCodeAt(idx) & 0xfc00) === 0xdc00 && (text.charCodeAt(idx - 1) & 0xfc00) === 0xd800;
    if (!low) n += 1;
  }
  points[text.length] = n;
  return (offset) => points[offset];
}
