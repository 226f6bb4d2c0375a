// How a text gets in: pasting anywhere, dropping, opening, typing.
import { emit, one } from "./dom.js";
import { MAX_BYTES, readFile, tooLarge } from "./files.js";
import { NO_READER, richer } from "./html.js";

export class WaysIn {
  element = one("input[type=file]");

  constructor() {
    this.element.addEventListener("change", () => {
      this.files([...this.element.files]);
      this.element.value = "";
    });
    const { classList } = document.documentElement;
    document.addEventListener("paste", (event) => this.#paste(event));
    document.addEventListener("dragover", (event) => {
      event.preventDefault();
      classList.add("dropping");
    });
    document.addEventListener("dragleave", ({ relatedTarget }) => relatedTarget || classList.remove("dropping"));
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      classList.remove("dropping");
      if (event.dataTransfer) this.#take(event.dataTransfer);
    });
    const field = one("#paste");
    field.addEventListener("input", ({ inputType }) => {
      one(".read").hidden = !field.value.trim();
      // A field that is filled at once (a drop, autofill, a script) is as good as a paste.
      if (!inputType || inputType === "insertFromPaste" || inputType === "insertFromDrop") this.typed();
    });
    // The files with which the installed page was opened.
    /** @type {any} */ (globalThis).launchQueue?.setConsumer(async ({ files }) => this.files(await Promise.all(files.map((file) => file.getFile()))));
  }

  open() {
    this.element.click();
  }

  /** Takes the text in the clipboard, where the browser lets us. */
  async clipboard() {
    const items = await navigator.clipboard?.read().catch(() => []);
    for (const item of items ?? []) {
      const [html, plain] = await Promise.all(["text/html", "text/plain"].map(async (type) => (item.types.includes(type) ? (await item.getType(type)).text() : "")));
      if (html || plain) return this.#read(html, plain);
    }
  }

  async files(files) {
    // What was exported from the list of texts goes back there.
    const ours = files.find(({ name }) => /\.saidby\b.*\.json$/i.test(name));
    if (ours) return emit(document, "archive", ours);
    const read = await Promise.all(files.map(readFile));
    const texts = read.filter(({ text }) => text);
    const wrong = read.find(({ error }) => error);
    if (texts.length) emit(document, "texts", texts);
    if (wrong) emit(document, "refused", { message: wrong.error, file: true });
  }

  typed(value = one("#paste").value) {
    if (value.trim()) this.#give({ text: value });
  }

  #paste(event) {
    const { clipboardData, target } = event;
    if (!clipboardData || target.matches?.("input")) return;
    // Into a text that is being typed, a paste is only a paste.
    if (target.matches?.("textarea") && target.value.trim() && target.selectionEnd - target.selectionStart < target.value.length) return;
    event.preventDefault();
    this.#take(clipboardData);
  }

  #take(data) {
    if (data.files.length) return void this.files([...data.files]);
    this.#read(data.getData("text/html"), data.getData("text/plain"));
  }

  #read(html, plain) {
    richer(html, plain).then(
      (found) => this.#give(found),
      () => emit(document, "refused", { message: NO_READER }),
    );
  }

  /** @param {Piece} found */
  #give(found) {
    const { text } = found;
    const large = text.length * 3 < MAX_BYTES ? null : tooLarge(new TextEncoder().encode(text).length, "This text");
    const message = text.trim() ? large : "There is no text to paste; copy the article’s words first.";
    if (message) emit(document, "refused", { message });
    else emit(document, "texts", [{ ...found, origin: "pasted" }]);
  }
}
