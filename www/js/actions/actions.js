// What the reader can do beside choosing and correcting, by mouse and by key: the bar, texts, layers, tabs, paper.
import { all, button, hear, live, moveAmong, one } from "../dom.js";
import { Menus } from "../frame/menus.js";
import { desk, mending } from "../later.js";
import { samples } from "../samples.js";
import { choose } from "../settings.js";
import { TABS } from "../store.js";
import { Choosing } from "./choosing.js";
import { Correcting } from "./correcting.js";

export class Actions {
  constructor(parts) {
    this.parts = parts;
    this.choosing = new Choosing(parts);
    this.correcting = new Correcting(parts, this.choosing);
    this.store = parts.store;
    const menus = new Menus(parts, this);
    /** What a button with `data-act` does. */
    this.acts = {
      paste: () => this.paste(),
      open: () => parts.waysIn.open(),
      undo: () => this.correcting.again(-1),
      redo: () => this.correcting.again(1),
      theme: () => this.theme(),
      samples: (anchor) => menus.samples(anchor),
      export: (anchor) => menus.exports(anchor),
      keys: (anchor) => menus.keys(anchor),
      more: (anchor) => menus.more(anchor),
      layers: (anchor) => menus.layers(anchor),
      sample: () => this.sample(0),
      texts: () => this.later("texts"),
      together: () => this.later("together"),
      sheet: () => this.later("sheet"),
      copies: (anchor) => parts.copying.menu(anchor),
      compare: (anchor) => this.later("compare", anchor),
      clear: () => this.later("clear"),
      read: () => parts.waysIn.typed(),
      edit: () => this.edit(),
      find: () => parts.search.open(),
      before: () => parts.session.turn(-1),
      after: () => parts.session.turn(1),
      all: () => this.store.set({ only: null }),
      widen: () => this.choosing.widen(),
      cancel: () => parts.session.cancel(),
      close: () => this.escape(),
    };
    document.addEventListener("click", ({ target }) => {
      const choice = /** @type {Element} */ (target).closest("[data-act], [data-layer], .layer, .bottom-tabs button, .tab");
      if (choice instanceof HTMLElement) this.#choose(choice, /** @type {any} */ (choice.dataset));
    });
    one(".key").addEventListener("keydown", (event) => moveAmong(event, all(".layer")));
    one(".tabs").addEventListener("keydown", (event) => moveAmong(event, all(".tab")) && this.store.set({ tab: /** @type {any} */ (document.activeElement).dataset.tab }));
    hear("texts", (texts) => this.take(texts));
    hear("archive", (file) => this.later("texts", file));
    hear("refused", ({ message, file }) => this.refuse(message, file));
    hear("closepopover", () => parts.popover.close());
    addEventListener("beforeprint", () => this.#print(true));
    addEventListener("afterprint", () => this.#print(false));
  }

  /** Takes texts in: the desk knows what is to be done with those it asked for, and with several. */
  async take(texts) {
    const found = 1 < texts.length ? await desk(this.parts) : this.parts.desk;
    if (!found?.takes(texts)) this.parts.session.take(texts);
  }

  /** Does what the desk can do. */
  async later(act, anchor) {
    (await desk(this.parts))?.[act](anchor);
  }

  get state() {
    return this.store.state;
  }

  #choose(choice, { act, layer, tab }) {
    const { popover } = this.parts;
    if (choice.getAttribute("aria-disabled") === "true") return;
    if (layer) this.layer(layer);
    else if (tab && choice.matches(".tab")) this.store.set({ tab });
    else if (tab) this.store.set({ tab, sheet: !this.state.sheet || this.state.tab !== tab });
    else if (popover.open && popover.anchor === choice) popover.close();
    else this.acts[act]?.(choice);
  }

  theme() {
    const root = document.documentElement;
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const theme = (root.dataset.theme ?? system) === "dark" ? "light" : "dark";
    if (theme === system) delete root.dataset.theme;
    else root.dataset.theme = theme;
    choose("theme", theme === system ? null : theme);
    live(`${theme === "dark" ? "Dark" : "Light"} theme`);
  }

  /** The empty page, with a text to edit or what the clipboard holds. */
  paste(text = "") {
    this.parts.session.editing = null;
    this.parts.session.blank();
    this.parts.view.welcome({ text });
    one("#paste").focus();
    if (!text) this.parts.waysIn.clipboard();
  }

  /** Selects words of the article by key. */
  async select() {
    (this.parts.mend ?? (await mending(this.parts)))?.words.begin();
  }

  /** The text to be edited; its corrections go along. */
  edit() {
    const { record } = this.state;
    this.paste(record?.text);
    this.parts.session.editing = record;
  }

  refuse(message, file) {
    const { view } = this.parts;
    if (this.state.view === "reader") return view.trouble(message);
    const way = file ? button("Open another file", this.acts.open, { class: "link" }) : button("Close", () => view.welcome({ text: one("#paste").value }), { class: "link" });
    view.welcome({ message, way });
  }

  async sample(idx) {
    const sample = (await samples())[idx];
    if (sample) this.parts.session.take([{ ...sample, origin: "a sample, opened" }]);
    else this.refuse("The samples did not load; reload the page once while online.");
  }

  /** What another app shared with the installed page: the service worker has it. */
  async shared() {
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
      setTimeout(resolve, 3000);
    });
    navigator.serviceWorker?.controller?.postMessage("shared", [port2]);
    const text = navigator.serviceWorker?.controller && (await answer);
    history.replaceState(null, "", "#new");
    this.parts.session.blank();
    if (text?.trim()) this.parts.session.take([{ text, origin: "shared" }]);
    else this.refuse("No text arrived from the other app; copy it there and paste it here.");
  }

  layer(layer) {
    const { layers } = this.state;
    this.store.set({ layers: { ...layers, [layer]: !layers[layer] } });
  }

  tab(by) {
    const at = TABS.indexOf(this.state.tab);
    this.store.set({ tab: TABS[(at + by + TABS.length) % TABS.length] });
  }

  /** Esc: closes, shows all, cancels, lets go; one thing at a time. */
  escape() {
    const { popover, session } = this.parts;
    const { only, sheet, tab, wide } = this.state;
    if (popover.open) popover.close();
    else if (sheet) {
      this.store.set({ sheet: false });
      one(`.bottom-tabs [data-tab=${tab}]`).focus();
    } else if (session.cancel()) live("Cancelled; what was found so far is kept");
    else if (only !== null) this.store.set({ only: null });
    else if (wide) this.choosing.widen();
    else this.store.set({ entity: null, quotation: null });
  }

  #print(on) {
    document.documentElement.classList.toggle("printing", on);
    if (on) this.parts.printout.draw();
    this.parts.article.redrawAll();
  }
}
