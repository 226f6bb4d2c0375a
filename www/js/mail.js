// A saved mail (.eml) as text: its subject, sender, date and the part that people read.
import { readHtml } from "./html.js";

/** @param {string} raw the file @returns {Promise<Piece>} */
export async function readMail(raw) {
  const { headers, body } = partOf(raw);
  const { html, text } = bodyOf(headers, body);
  const { text: words, cut } = text.trim() || !html ? { text, cut: undefined } : await readHtml(html);
  const day = new Date(headers.get("date") ?? "");
  const head = ["subject", "from", "date"].map((name) => (headers.has(name) ? `${name[0].toUpperCase()}${name.slice(1)}: ${decodeWords(headers.get(name))}` : "")).filter(Boolean);
  const before = head.length ? `${head.join("\n")}\n\n` : "";
  return {
    text: `${before}${words}`,
    ...(cut === undefined ? {} : { cut: cut + before.length }),
    ...(Number.isNaN(day.getTime()) ? {} : { date: day.toISOString().slice(0, 10) }),
  };
}

/** The header fields, by name in lower case, and what follows them. */
function partOf(raw) {
  const clean = raw.replace(/\r\n?/g, "\n");
  const end = clean.indexOf("\n\n");
  const lines = (end < 0 ? clean : clean.slice(0, end)).replace(/\n[ \t]+/g, " ").split("\n");
  const headers = new Map(lines.map((line) => [line.slice(0, line.indexOf(":")).trim().toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]));
  return { headers, body: end < 0 ? "" : clean.slice(end + 2) };
}

/** The plain and the HTML text of a part, of its own parts the first ones. */
function bodyOf(headers, body, depth = 0) {
  const type = headers.get("content-type") ?? "text/plain";
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (/^multipart\//i.test(type) && boundary && depth < 8) {
    const found = { html: "", text: "" };
    for (const raw of body.split(`--${boundary}`).slice(1)) {
      if (raw.startsWith("--")) break;
      const part = partOf(raw.replace(/^\n/, ""));
      if (/^attachment/i.test(part.headers.get("content-disposition") ?? "")) continue;
      const inner = bodyOf(part.headers, part.body, depth + 1);
      found.html ||= inner.html;
      found.text ||= inner.text;
    }
    return found;
  }
  const charset = /charset="?([^";\s]+)/i.exec(type)?.[1] ?? "utf-8";
  const decoded = decodeBody(body, (headers.get("content-transfer-encoding") ?? "").toLowerCase(), charset);
  if (/^text\/html/i.test(type)) return { html: decoded, text: "" };
  return { html: "", text: /^text\//i.test(type) ? decoded : "" };
}

function decodeBody(body, encoding, charset) {
  if (encoding === "base64") return inCharset(bytesOfBase64(body), charset);
  if (encoding === "quoted-printable") return inCharset(bytesOfQuoted(body.replace(/=\n/g, "")), charset);
  return body;
}

function bytesOfBase64(text) {
  try {
    return Uint8Array.from(atob(text.replace(/[^A-Za-z0-9+/=]/g, "")), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

function bytesOfQuoted(text) {
  const bytes = new TextEncoder().encode(text);
  let end = 0;
  for (let at = 0; at < bytes.length; at++) {
    const digits = bytes[at] === 61 ? String.fromCharCode(...bytes.subarray(at + 1, at + 3)) : "";
    const isCode = /^[0-9A-F]{2}$/i.test(digits);
    bytes[end++] = isCode ? parseInt(digits, 16) : bytes[at];
    if (isCode) at += 2;
  }
  return bytes.subarray(0, end);
}

function inCharset(bytes, charset) {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** "=?utf-8?B?…?=" in a header field. */
const decodeWords = (text) =>
  text.replace(/=\?([^?]+)\?([BQ])\?([^?]*)\?=/gi, (_, charset, way, words) => inCharset(/b/i.test(way) ? bytesOfBase64(words) : bytesOfQuoted(words.replace(/_/g, " ")), charset));
