// The menus of the bar: samples, exports, keys, and on smaller screens more and layers.
import { button, h } from "./dom.js";
import { csv, download, fileName, gold, json } from "./export.js";
import { htmlReport } from "./html-report.js";
import { KEYS, singleKeys } from "./keyboard.js";
import { menu } from "./menu.js";

export class Menus {
  constructor(parts, actions) {
    this.parts = parts;
    this.actions = actions;
  }

  async samples(anchor) {
    const list = await this.parts.samples.list();
    const items = list.map(({ title, style }, idx) => ({ label: title, note: style, act: () => void this.actions.sample(idx) }));
    if (!items.length) return this.actions.refuse("The samples did not load; reload the page once while online.");
    this.#show("samples", anchor, menu("Samples", items, this.#close));
  }

  exports(anchor) {
    const { store } = this.parts;
    const name = () => fileName(store.state.record?.title ?? "");
    const items = [
      { label: "Web page", note: "one file, opens anywhere", suffix: ".html", act: () => download(`${name()}.html`, "text/html", htmlReport(this.parts)) },
      { label: "Table", note: "one row a quotation", suffix: ".csv", act: () => store.state.reading && download(`${name()}.csv`, "text/csv", csv(store.state.reading)) },
      { label: "Report", note: "everything found", suffix: ".json", act: () => this.#json(name()) },
    ];
    const box = h("input", { type: "checkbox", id: "as-gold" });
    this.gold = box;
    const foot = h("p.menu-foot", {}, box, h("label", { for: "as-gold" }, "With my corrections, as gold data"));
    this.#show("export", anchor, menu("Export", items, this.#close, [foot]), "end");
  }

  #json(name) {
    const { state } = this.parts.store;
    if (this.gold?.checked) download(`${name}.gold.json`, "application/json", gold(state));
    else download(`${name}.json`, "application/json", json(state));
  }

  keys(anchor) {
    const list = h("dl.keys", {});
    for (const [keys, label] of KEYS) {
      list.append(h("dt", {}, ...keys.split(" ").flatMap((key) => [h("kbd", {}, key), " "])), h("dd", {}, label));
    }
    const off = h("input", { type: "checkbox", id: "single-keys", checked: singleKeys.on });
    off.addEventListener("change", () => singleKeys.set(off.checked));
    const content = [
      h("h2.title", {}, "Keys"),
      list,
      h("p.menu-foot", {}, off, h("label", { for: "single-keys" }, "Single keys on")),
      h("p.actions", {}, button("Close", () => this.parts.popover.close(), { class: "box" })),
    ];
    this.#show("keys", anchor, { content, focus: null }, "end");
  }

  more(anchor) {
    const { actions, parts } = this;
    const { record, reading } = parts.store.state;
    const items = [
      { label: "Open a file", note: "up to 10 MB", act: () => parts.waysIn.open() },
      { label: "Samples", keep: true, act: () => void this.samples(anchor) },
      { label: "Export", off: !reading, keep: true, act: () => this.exports(anchor) },
      { label: "Undo", off: !record || record.done === 0, act: () => actions.again(-1) },
      { label: "Redo", off: !record || record.done === record.steps.length, act: () => actions.again(1) },
      { label: "Theme", act: () => actions.theme() },
      { label: "Keys", keep: true, act: () => this.keys(anchor) },
    ];
    const requests = document.querySelector(".requests")?.textContent ?? "";
    this.#show("more", anchor, menu("More", items, this.#close, [h("p.menu-foot.dim", {}, requests)]), "end");
  }

  layers(anchor) {
    const { key, popover } = this.parts;
    const marker = document.createComment("key");
    key.element.before(marker);
    this.#show("layers", anchor, { content: [h("h2.title", {}, "Layers"), key.element], focus: null }, "end");
    // The one legend is lent to the sheet and goes back when it closes.
    const watch = new MutationObserver(() => {
      if (popover.open && popover.element.contains(key.element)) return;
      watch.disconnect();
      marker.replaceWith(key.element);
    });
    watch.observe(popover.element, { childList: true, attributes: true, attributeFilter: ["hidden"] });
  }

  #close = () => this.parts.popover.close();

  #show(act, anchor, { content, focus }, align = "start") {
    this.parts.popover.show(anchor, content, { label: act.charAt(0).toUpperCase() + act.slice(1), kind: `menu ${act}-menu`, focus, align });
    this.parts.bar.mark(act);
  }
}
