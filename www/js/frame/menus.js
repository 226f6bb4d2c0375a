// The menus of the bar: samples, exports, keys, layers, and what the bar has no room for.
import { h, moveAmong, one } from "../dom.js";
import { download, fileName, htmlReport } from "../exchange.js";
import { samples } from "../samples.js";
import { keeping, singleKeys } from "../settings.js";

/** What other programs read: label, note, the core's name of the format, ending. */
const FORMATS = [
  ["Table of names", "one row a name", "entities", ".names.csv"],
  ["Table of values", "one row a figure", "values", ".values.csv"],
  ["By speaker", "for word processors", "html", ".speakers.html"],
  ["Markdown", "by speaker", "markdown", ".md"],
  ["Annotations", "W3C, JSON-LD", "annotation", ".jsonld"],
  ["TEI", "XML for editions", "tei", ".tei.xml"],
  ["REFI-QDA", "project for NVivo, ATLAS.ti …", "qdpx", ".qdpx"],
  ["brat", "text and annotations", "brat-zip", ".brat.zip"],
  ["CoNLL", "one token a line", "conll", ".conllup"],
];

export class Menus {
  constructor(parts, actions) {
    this.parts = parts;
    this.actions = actions;
  }

  async samples(anchor) {
    const list = await samples();
    if (!list.length) return this.actions.sample(0);
    const items = list.map(({ title, style }, idx) => ({ label: title, note: style, act: () => void this.actions.sample(idx) }));
    showMenu(this.parts, "Samples", anchor, items);
  }

  exports(anchor) {
    const name = fileName(this.parts.store.state.record?.title ?? "");
    const box = h("input", { type: "checkbox", id: "as-gold" });
    const items = [
      { label: "Web page", note: "one file, opens anywhere", suffix: ".html", act: () => download(`${name}.html`, "text/html;charset=utf-8", htmlReport(this.parts)) },
      { label: "Table", note: "one row a quotation", suffix: ".csv", act: () => this.#save("csv", ".csv") },
      { label: "Report", note: "everything found", suffix: ".json", act: () => (box.checked ? this.#save("gold", ".gold.json") : this.#save("json", ".json")) },
      { label: "Other formats", note: "for other programs", keep: true, act: () => this.#formats(anchor) },
    ];
    showMenu(this.parts, "Export", anchor, items, [box, h("label", { for: "as-gold" }, "With my corrections, as gold data")]);
  }

  #formats(anchor) {
    showMenu(this.parts, "Export", anchor, FORMATS.map(([label, note, format, suffix]) => ({ label, note, suffix, act: () => this.#save(format, suffix) })));
  }

  /** Saves the findings with the reader's corrections in a format that the core writes. */
  async #save(format, suffix) {
    const { client } = this.parts.session;
    const { record, reading } = this.parts.store.state;
    const { title, text, steps, done } = /** @type {TextRecord} */ (record);
    try {
      const bytes = await client.export(format, text, reading?.report, { title, bom: suffix.endsWith(".csv"), corrected: steps.slice(0, done).filter((step) => step.do !== "check").length });
      download(fileName(title) + suffix, "application/octet-stream", bytes);
    } catch (error) {
      this.parts.view.trouble(String(error));
    }
  }

  keys(anchor) {
    const content = one("#keys").content.cloneNode(true);
    const box = one("input", content);
    box.checked = singleKeys.on;
    box.addEventListener("change", () => singleKeys.set(box.checked));
    show(this.parts, "Keys", anchor, [content]);
  }

  more(anchor) {
    const { acts } = this.actions;
    const { record, reading } = this.parts.store.state;
    const items = [
      { label: "Open a file", note: "up to 10 MB", act: acts.open },
      { label: "Samples", keep: true, act: () => this.samples(anchor) },
      { label: "Texts", note: "kept in this browser", act: acts.texts },
      { label: "Compare", note: "notes, drafts", off: !reading, keep: true, act: () => acts.compare(anchor) },
      { label: "Export", off: !reading, keep: true, act: () => this.exports(anchor) },
      { label: "Find", note: "words in the text", off: !reading, act: acts.find },
      { label: "Undo", off: !record?.done, act: acts.undo },
      { label: "Redo", off: !record || record.done === record.steps.length, act: acts.redo },
      { label: "Theme", act: acts.theme },
      { label: "Keys", keep: true, act: () => this.keys(anchor) },
    ];
    showMenu(this.parts, "More", anchor, items, [h("span.dim", one(".requests").textContent, !keeping.on && "; nothing is kept")]);
  }

  layers(anchor) {
    const { popover } = this.parts;
    const key = one(".key");
    const marker = document.createComment("key");
    key.before(marker);
    show(this.parts, "Layers", anchor, [h("h2.title", "Layers"), key]);
    // The one legend is lent to the sheet and goes back when it closes.
    const watch = new MutationObserver(() => {
      if (popover.element.contains(key)) return;
      watch.disconnect();
      marker.replaceWith(key);
    });
    watch.observe(popover.element, { childList: true });
  }
}

/** Buttons one under another, arrows between them. @param {Item[]} items */
export function showMenu(parts, label, anchor, items, foot = /** @type {any[]} */ ([])) {
  const rows = items.map(({ label, note, suffix, act, off, keep }) => {
    const click = () => {
      if (!keep) parts.popover.close();
      act();
    };
    return h("button.menu-row", { type: "button", role: "menuitem", disabled: off, click }, h("span", label), note && h("span.note", note), suffix && h("span.suffix", suffix));
  });
  const open = rows.filter((row) => !row.disabled);
  const list = h("div.menu-list", { role: "menu", "aria-label": label, keydown: (event) => moveAmong(event, open) }, rows);
  show(parts, label, anchor, [list, foot.length ? h("p.menu-foot", foot) : ""], open[0]);
}

function show({ popover, view }, label, anchor, content, focus = null) {
  const act = label.toLowerCase();
  popover.show(anchor, content, { label, kind: `menu ${act}-menu`, focus, end: act !== "samples" });
  view.mark(act);
}
