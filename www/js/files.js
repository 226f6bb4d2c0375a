// Reads files into texts, or says in one sentence why not.
import { textOfHtml, textOfMarkdown } from "./rich-text.js";

/** The most the analyzer reads, in bytes of UTF-8. */
export const MAX_BYTES = 10 * 1024 * 1024;
const TEXT = /\.(?:txt|text|md|markdown|html?|xhtml)$/i;
/** @type {Record<string, string>} */
const KNOWN = { pdf: "a PDF", doc: "a Word file", docx: "a Word file", odt: "a word processor's file", rtf: "a rich text file", epub: "a book", zip: "an archive", png: "a picture", jpg: "a picture", jpeg: "a picture", mp3: "a recording", mp4: "a film" };

export async function readFile(file) {
  const { name } = file;
  const known = KNOWN[name.split(".").pop()?.toLowerCase() ?? ""];
  if (known) return { error: `“${name}” is ${known}, which Saidby cannot read; select its text and paste it here instead.` };
  const large = tooLarge(file.size);
  if (large) return { error: large };
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return { error: `“${name}” could not be read; open it again or paste its text here.` };
  }
  const raw = decode(bytes);
  if (raw === null) return { error: `“${name}” is not text, so Saidby cannot read it; paste the article’s text here instead.` };
  const html = /\.x?html?$/i.test(name) || (!TEXT.test(name) && /^\s*<(?:!doctype html|html)\b/i.test(raw));
  const text = html ? textOfHtml(raw) : /\.(?:md|markdown)$/i.test(name) ? textOfMarkdown(raw) : raw;
  if (!text.trim()) return { error: `“${name}” holds no text; open another file or paste the article here.` };
  return { name, text };
}

export function tooLarge(bytes, what = "This file") {
  if (bytes <= MAX_BYTES) return null;
  return `${what} is ${(bytes / 1024 / 1024).toFixed(1)} MB and Saidby reads up to 10 MB; paste the part you need.`;
}

/** UTF-8, UTF-16 with its mark, else Windows-1252; null for what is no text. */
function decode(bytes) {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return new TextDecoder(a === 0xff ? "utf-16le" : "utf-16be").decode(bytes);
  const head = bytes.subarray(0, 4096);
  if (head.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const odd = head.filter((byte) => byte < 9 || (13 < byte && byte < 32)).length;
    return odd * 50 < head.length ? new TextDecoder("windows-1252").decode(bytes) : null;
  }
}
