// How a text gets in: pasting anywhere, dropping, opening, typing, sharing. Emits "text" and "refused".
import { emit, h } from "./dom.js";
import { readFile, tooLarge } from "./files.js";
import { textOfHtml } from "./rich-text.js";

export class WaysIn {
  constructor() {
    this.element = h("input", {
      type: "file",
      hidden: true,
      multiple: true,
      "aria-label": "Open files",
      accept: ".txt,.text,.md,.markdown,.html,.htm,text/plain,text/html,text/markdown",
    });
    this.element.addEventListener("change", () => {
      this.files([...this.element.files]);
      this.element.value = "";
    });
    document.addEventListener("paste", (event) => this.#paste(event));
    document.addEventListener("dragover", (event) => {
      event.preventDefault();
      document.documentElement.classList.add("dropping");
    });
    document.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) document.documentElement.classList.remove("dropping");
    });
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      document.documentElement.classList.remove("dropping");
      if (event.dataTransfer) this.#take(event.dataTransfer);
    });
  }

  /** Takes the files with which the installed page was opened. */
  launched() {
    globalThis.launchQueue?.setConsumer(async ({ files }) => {
      this.files(await Promise.all(files.map((file) => file.getFile())));
    });
  }

  /** Lets the reader choose files. */
  open() {
    this.element.click();
  }

  /** Reads the clipboard where the browser lets us; says whether there was a text. */
  async clipboard() {
    try {
      for (const item of await navigator.clipboard.read()) {
        const type = ["text/html", "text/plain"].find((type) => item.types.includes(type));
        if (!type) continue;
        const text = await (await item.getType(type)).text();
        if (this.#give(type === "text/html" ? textOfHtml(text) : text, "pasted")) return true;
      }
    } catch {
      // Not allowed: the reader pastes into the field.
    }
    return false;
  }

  async files(files) {
    const read = await Promise.all(files.map(readFile));
    const texts = [];
    const errors = [];
    for (const result of read) {
      if ("error" in result) errors.push(result.error);
      else texts.push({ text: result.text, origin: `opened from “${result.name}”` });
    }
    if (texts.length) emit(this.element, "texts", texts);
    if (errors.length) emit(this.element, "refused", { message: errors[0], file: true });
  }

  typed(text) {
    return this.#give(text, "pasted");
  }

  #paste(event) {
    const target = event.target;
    const data = event.clipboardData;
    if (!data || target.matches?.("input")) return;
    const field = target.matches?.("textarea") ? target : null;
    // Into a text that is being typed, a paste is only a paste.
    if (field && field.value.trim() && field.selectionEnd - field.selectionStart < field.value.length) return;
    event.preventDefault();
    this.#take(data);
  }

  #take(data) {
    if (data.files.length) return void this.files([...data.files]);
    const html = data.getData("text/html");
    const rich = html ? textOfHtml(html) : "";
    const plain = data.getData("text/plain");
    // Rich text that lost most of the words (a spreadsheet, an editor's own markup) is worse than plain text.
    this.#give(rich.length * 2 < plain.length ? plain : rich || plain, "pasted");
  }

  #give(text, origin) {
    if (!text.trim()) {
      emit(this.element, "refused", { message: "There is no text to paste; copy the article’s words first." });
      return false;
    }
    const large = text.length * 3 < 10_000_000 ? null : tooLarge(new TextEncoder().encode(text).length, "This text");
    if (large) emit(this.element, "refused", { message: large });
    else emit(this.element, "texts", [{ text, origin }]);
    return !large;
  }
}
