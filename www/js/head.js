// The lines over the article: words and where they come from, the one speaker shown alone, what went wrong.
import { button, emit, h } from "./dom.js";
import { count, countWords } from "./words.js";

export class Head {
  constructor() {
    /** @type {string | undefined} the text whose words are counted */
    this.id = undefined;
    this.only = h("p.only-line", { hidden: true });
    this.trouble = h("p.error", { role: "alert", hidden: true });
    this.texts = h("p.texts", { hidden: true });
    this.element = h("div.over", {}, this.only, this.trouble, this.texts);
    this.meta = h("p.meta");
  }

  update({ record, reading, only }, keys) {
    if (keys.has("record")) {
      this.trouble.hidden = true;
      if (record && record.id !== this.id) {
        this.id = record.id;
        this.meta.replaceChildren(
          `${count(countWords(record.text), "word")}, ${record.origin} ${when(record.time)} `,
          button("Edit", () => emit(this.meta, "edit"), { class: "link quiet" }),
        );
      }
      const at = record ? record.batch.indexOf(record.id) : 0;
      const n = record?.batch.length ?? 0;
      this.texts.hidden = n < 2;
      this.texts.replaceChildren(
        button("‹", () => emit(this.element, "turn", -1), { class: "step", "aria-label": "Previous text", disabled: at === 0 }),
        h("span", {}, `Text ${at + 1} of ${n}`),
        button("›", () => emit(this.element, "turn", 1), { class: "step", "aria-label": "Next text", disabled: at === n - 1 }),
      );
    }
    const who = only === null ? null : reading?.entities.get(only);
    this.only.hidden = !who;
    this.only.replaceChildren(
      h("b", {}, `Only ${who?.label ?? ""}`),
      button("Show all", () => emit(this.element, "only", { id: null }), { class: "link" }),
      h("kbd", {}, "Esc"),
    );
  }

  fail(message) {
    this.trouble.textContent = message;
    this.trouble.hidden = false;
  }
}

function when(time) {
  const minutes = (Date.now() - time) / 60_000;
  if (minutes < 2) return "just now";
  return `on ${new Date(time).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })}`;
}
