// What is in a file: text, Markdown, a web page, a mail or a Word file; or why it cannot be read, in one sentence.
import { NO_READER, readHtml } from "./html.js";
import { readMail } from "./mail.js";

/** The most the analyzer reads, in bytes of UTF-8. */
export const MAX_BYTES = 10 * 1024 * 1024;
const NO_WORD = "The part that reads Word files did not load; reload this page once while online, or paste the article as plain text.";
const KNOWN = { pdf: "a PDF", doc: "an old Word file", odt: "a word processor’s file", rtf: "a rich text file", epub: "a book" };

/** The text of a file, or why not in one sentence. @returns {Promise<Partial<Piece> & { origin?: string, error?: string }>} */
export async function readFile(file) {
  const { name, size } = file;
  const suffix = /\.([a-z0-9]+)$/i.exec(name)?.[1].toLowerCase() ?? "";
  if (suffix in KNOWN) return { error: `“${name}” is ${KNOWN[suffix]}, which Saidby cannot read; select its text and paste it here instead.` };
  const error = tooLarge(size);
  if (error) return { error };
  const bytes = await file.arrayBuffer().catch(() => null);
  if (!bytes) return { error: `“${name}” could not be read; open it again or paste its text here.` };
  if (suffix === "docx") return readWord(name, bytes);
  const raw = decode(new Uint8Array(bytes));
  if (raw === null) return { error: `“${name}” is not text, so Saidby cannot read it; paste the article’s text here instead.` };
  if (suffix === "eml") return readMail(raw).then((mail) => named(name, mail), () => ({ error: NO_READER }));
  const html = /^x?html?$/.test(suffix) || (!/^(?:txt|text|md|markdown)$/.test(suffix) && /^\s*<(?:!doctype html|html)\b/i.test(raw));
  if (html) return readHtml(raw).then((page) => named(name, page), () => ({ error: NO_READER }));
  return named(name, { text: /^(?:md|markdown)$/.test(suffix) ? textOfMarkdown(raw) : raw });
}

/** @param {Piece} piece */
const named = (name, piece) =>
  piece.text.trim() ? { ...piece, origin: `opened from “${name}”` } : { error: `“${name}” holds no text; open another file or paste the article here.` };

async function readWord(name, bytes) {
  const word = await import(String(addressOf("word.js", import.meta.url))).catch(() => null);
  if (!word) return { error: NO_WORD };
  return word.textOfWord(bytes).then((text) => named(name, { text }), () => ({ error: `“${name}” is no Word file that Saidby can read; select its text and paste it here instead.` }));
}

export const tooLarge = (bytes, what = "This file") =>
  bytes <= MAX_BYTES ? null : `${what} is ${(bytes / 1024 / 1024).toFixed(1)} MB and Saidby reads up to 10 MB; paste the part you need.`;

/** UTF-8, UTF-16 with its mark, else Windows-1252; null for what is no text. */
function decode(bytes) {
  const [a, b] = bytes;
  const wide = a === 0xff && b === 0xfe ? "utf-16le" : a === 0xfe && b === 0xff ? "utf-16be" : null;
  if (wide) return new TextDecoder(wide).decode(bytes);
  const head = bytes.subarray(0, 4096);
  if (head.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const odd = head.filter((byte) => byte < 9 || (13 < byte && byte < 32)).length;
    return odd * 50 < head.length ? new TextDecoder("windows-1252").decode(bytes) : null;
  }
}

function textOfMarkdown(text) {
  return text
    .replace(/^---\n[\s\S]*?\n---\n/, "")
    .replace(/^(?:```|~~~).*$/gm, "")
    .replace(/^#{1,6}\s+/gm, "")
    .replace(/^\s{0,3}>\s?/gm, "")
    .replace(/^\s*(?:[-*+]|\d+\.)\s+/gm, "")
    .replace(/^(?:[-*_]\s*){3,}$/gm, "")
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/(\*\*|__)(?=\S)([^\n]*?\S)\1/g, "$2")
    .replace(/(?<![\w*])[*_](?=\S)([^*_\n]*?\S)[*_](?![\w*])/g, "$1")
    .replace(/`([^`\n]+)`/g, "$1")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
