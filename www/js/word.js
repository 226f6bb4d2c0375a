// A Word file (.docx) as text: a zip archive of XML, which the browser itself unpacks. Loaded when such a file comes in.

const PART = "word/document.xml";
/** More than this is no article, whatever it was packed into; in bytes of XML. */
const MOST = 80 * 1024 * 1024;

/** The paragraphs of a Word file, or a rejection where it is none. @param {ArrayBuffer} file @returns {Promise<string>} */
export async function textOfWord(file) {
  const page = new DOMParser().parseFromString(new TextDecoder().decode(await unpacked(file)), "application/xml");
  // A drawing's words stand there twice, for old programs too.
  for (const copy of page.querySelectorAll("Fallback")) copy.remove();
  const paragraphs = new Map();
  for (const piece of page.querySelectorAll("p t, p tab, p br, p cr")) {
    const paragraph = piece.closest("p");
    const words = { t: piece.textContent, tab: " " }[piece.localName] ?? "\n";
    paragraphs.set(paragraph, (paragraphs.get(paragraph) ?? "") + words);
  }
  return [...paragraphs.values()].map((words) => words.trim()).filter(Boolean).join("\n\n");
}

/** The bytes of the archive's part that holds the text. */
async function unpacked(file) {
  const view = new DataView(file);
  // From the list at the archive's end, over its entries, to the part.
  let end = file.byteLength - 22;
  while (view.getUint32(end, true) !== 0x06054b50) end -= 1;
  let entry = view.getUint32(end + 16, true);
  const field = (at) => view.getUint16(entry + at, true);
  const isPart = () => new TextDecoder().decode(new Uint8Array(file, entry + 46, field(28))) === PART;
  while (!isPart()) entry += 46 + field(28) + field(30) + field(32);
  const start = view.getUint32(entry + 42, true);
  const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  const packed = new Blob([new Uint8Array(file, from, view.getUint32(entry + 20, true))]);
  const reader = (field(10) ? packed.stream().pipeThrough(new DecompressionStream("deflate-raw")) : packed.stream()).getReader();
  const chunks = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(chunks).arrayBuffer();
    chunks.push(value);
    size += value.length;
    if (MOST < size) throw new RangeError(PART);
  }
}
