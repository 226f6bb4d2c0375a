// The first visit: a field to paste into, files, samples, and in the same place one sentence where something failed.
import { button, emit, h } from "./dom.js";

export class Welcome {
  constructor(element) {
    this.element = element;
    this.field = element.querySelector("textarea");
    this.links = element.querySelector(".links");
    this.sample = element.querySelector(".sample-title");
    this.read = element.querySelector(".read");
    this.error = h("div.error", { role: "alert", hidden: true });
    this.links.after(this.error);
    element.querySelector("[data-act=open]")?.addEventListener("click", () => emit(element, "open"));
    element.querySelector("[data-act=sample]")?.addEventListener("click", () => emit(element, "sample"));
    this.read.addEventListener("click", () => this.#give());
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#give();
    });
    this.field.addEventListener("input", (event) => {
      this.read.hidden = !this.field.value.trim();
      // A field that is filled at once (a drop, autofill, a script) is as good as a paste.
      const type = event.inputType;
      if (!type || type === "insertFromPaste" || type === "insertFromDrop") this.#give();
    });
  }

  #give() {
    if (this.field.value.trim()) emit(this.element, "typed", this.field.value);
  }

  offer(title) {
    this.sample.textContent = title;
  }

  reset(text = "") {
    this.field.value = text;
    this.read.hidden = !text;
    this.error.hidden = true;
    this.links.hidden = false;
  }

  fail(message, way) {
    this.error.replaceChildren(h("p", {}, message), ...(way ? [button(way.label, way.act, { class: "link" })] : []));
    this.error.hidden = false;
    this.links.hidden = true;
  }
}
