// Whether anything is kept on this computer, all texts as one file, and how all of it is forgotten.
import { button, h, live, one } from "../dom.js";
import { count } from "../reading/words.js";
import { keeping } from "../settings.js";
import { workOn } from "./archive.js";

export class Shelter {
  element = h("section.shelter", { "aria-label": "What is kept" });
  /** What was said last, below the buttons that it belongs to. */
  said = h("p.dim", { role: "status" });
  /** Takes back what was cleared. @type {(() => Promise<void>) | null} */
  back = null;
  asking = false;

  constructor(parts, shelf) {
    this.parts = parts;
    this.shelf = shelf;
    this.file = h("input", { type: "file", accept: ".json,application/json", hidden: true, "aria-label": "Import texts", change: () => this.#import() });
  }

  /** @param {TextRecord[]} records */
  draw(records) {
    this.records = records;
    const turn = () => {
      keeping.set(!keeping.on);
      this.draw(records);
      live(keeping.on ? "Texts are kept" : "Nothing is kept");
      one(".switch", this.element).focus();
    };
    this.element.replaceChildren(
      h("h2.group-head", "Keep nothing on this computer"),
      h("p.switch-row", button(h("i"), turn, { class: "switch", role: "switch", "aria-checked": String(!keeping.on), "aria-label": "Keep nothing on this computer" }), keeping.on ? "Off" : "On"),
      h("p.dim", "When on, texts, corrections and checks live only until this page is closed. What is kept already stays until you delete it."),
      h("h2.group-head", "All texts as one file"),
      h("p.dim", "Texts, corrections, checks and notes, to move them to another browser."),
      h("p.actions", button("Export all", () => this.shelf.exportAll(), { class: "box", disabled: !records.length }), button("Import", () => this.file.click(), { class: "box" }), this.file),
      this.said,
      ...this.#clearing(records).flat(),
    );
  }

  #clearing(records) {
    const all = records.map(workOn);
    const sum = (what) => all.reduce((sum, work) => sum + work[what], 0);
    const what = [count(records.length, "text"), count(sum("corrections"), "correction"), `${count(sum("checks"), "check")} and ${count(sum("notes"), "note")}`];
    const part = (title, ...content) => [h("h2.group-head", title), content];
    if (this.back) {
      const { back } = this;
      const again = async () => {
        this.back = null;
        await back();
        live("Taken back");
      };
      return part("Cleared", h("p", this.forgot), h("p.actions", button("Take back", again, { class: "box" })));
    }
    const ask = (asking) => () => {
      this.asking = asking;
      this.draw(records);
      one(asking ? ".clear-all" : ".clear-ask", this.element)?.focus();
    };
    if (!this.asking) return records.length ? part("Clear", h("p.actions", button("Clear all …", ask(true), { class: "box clear-ask" }))) : [];
    const clear = async () => {
      this.asking = false;
      this.forgot = `${what.join(", ")}.`;
      const back = await this.shelf.clear();
      if (!back) return this.say("The browser did not clear the kept texts; clear this site’s data in the browser’s settings.");
      this.back = back;
      this.draw(this.records ?? []);
      live("All kept texts are cleared");
      one(".actions:last-child button", this.element)?.focus();
    };
    return part(
      "Clear all?",
      h("p.dim", "This forgets"),
      h("ul.forgets", what.map((words) => h("li", words))),
      h("p.dim", "Files that you opened or exported stay where they are. You can take it back until this list is closed."),
      h("p.actions", button("Clear", clear, { class: "box primary clear-all" }), button("Cancel", ask(false), { class: "box" })),
    );
  }

  say(words) {
    this.said.textContent = words;
  }

  async #import() {
    const [file] = this.file.files;
    this.file.value = "";
    if (file) this.say(await this.shelf.import(file));
  }
}
