// The desk: what is done with texts beside reading one. It is loaded once the page stands, opens over the reading view
// and gives back the place where the reader was.
import { button, h, live, one } from "../dom.js";
import { showMenu } from "../frame/menus.js";
import { singleKeys } from "../settings.js";
import { CheckSheet } from "./check-sheet.js";
import { Collection } from "./collection.js";
import { Drafts } from "./drafts.js";
import { Shelf } from "./shelf.js";
import { Notes } from "./notes.js";
import { textAsked } from "./texts-in.js";

/**
 * What opens over the reading view: its title, what stands beside it, its body, its keys, what it does with texts that
 * come in meanwhile (false: they are read as ever), and with what changes in the store.
 * @typedef {{ kind: string, title: string, about?: any[], tools?: any[], body: any[], focus?: any,
 *   keys?: Record<string, () => void>, undo?: () => void, takes?: (texts: any[]) => boolean, changed?: (change: any) => void }} View
 */

export class Desk {
  /** @type {View | null} */
  view = null;
  element = h("main.desk", { hidden: true, tabindex: -1 });
  /** Where the reader was. @type {{ top: number, focus: any } | null} */
  back = null;
  /** The text that is shown below. @type {string | undefined} */
  #id;

  constructor(parts) {
    this.parts = parts;
    one(".bottom-tabs").before(this.element);
    // Before the page's own keys: what is open hears first.
    document.addEventListener("keydown", (event) => this.#keys(event), true);
    document.addEventListener("refused", (event) => this.#refused(/** @type {any} */ (event).detail.message));
    const { store } = parts;
    const { changed } = store;
    store.changed = (change) => {
      changed(change);
      // Another text is shown, as by the browser's own buttons.
      if (this.view && change.keys.has("record") && change.state.record?.id !== this.#id) this.close(false);
      this.view?.changed?.(change);
    };
  }

  /** @param {View} view */
  show(view) {
    const { popover } = this.parts;
    popover.close(false);
    this.back ??= { top: scrollY, focus: document.activeElement };
    this.view = view;
    this.#id = this.parts.store.state.record?.id;
    document.documentElement.dataset.desk = view.kind;
    this.element.hidden = false;
    this.element.setAttribute("aria-label", view.title);
    this.element.className = `desk desk-${view.kind}`;
    const close = button(["Close ", h("kbd", { "aria-hidden": "true" }, "Esc")], () => this.close(), { class: "desk-close" });
    this.element.replaceChildren(
      h("header.desk-head", h("h1", view.title), h("span.desk-about", view.about ?? ""), h("span.desk-tools", view.tools ?? "", close)),
      ...view.body,
    );
    scrollTo({ top: 0, behavior: "instant" });
    (view.focus ?? this.element).focus({ preventScroll: true });
  }

  close(restore = true) {
    if (!this.view) return;
    this.view = null;
    delete document.documentElement.dataset.desk;
    this.element.hidden = true;
    this.element.replaceChildren();
    this.parts.article.redraw();
    const { back } = this;
    this.back = null;
    if (!restore || !back) return;
    scrollTo({ top: back.top, behavior: "instant" });
    const focus = back.focus?.isConnected && back.focus !== document.body ? back.focus : this.parts.paper;
    focus.focus({ preventScroll: true });
  }

  /** Says over what is open why a file or a paste cannot be taken. */
  #refused(message) {
    if (!this.view) return;
    one(".desk-refused", this.element)?.remove();
    one(".desk-head", this.element).after(h("p.error.desk-refused", { role: "alert" }, message));
  }

  /** Leaves the text below for the empty page, and stays open. */
  blank() {
    this.#id = undefined;
    this.parts.session.blank();
  }

  /** Whether texts that come in are taken here. */
  takes(texts) {
    if (this.view?.takes?.(texts)) return true;
    this.close(false);
    if (texts.length < 2) return false;
    this.parts.session.take(texts);
    this.together();
    return true;
  }

  /** The texts that this browser keeps, with those of a file of them. */
  texts(file) {
    new Shelf(this.parts, this).show(false, file);
  }

  /** Asks whether they are to be forgotten. */
  clear() {
    new Shelf(this.parts, this).show(true);
  }

  /** The texts that were opened together. */
  together() {
    new Collection(this.parts, this).show();
  }

  /** Asks what the text is to be compared with. */
  compare(anchor = one(".bar [data-act=compare]")) {
    const { parts } = this;
    if (!parts.store.state.reading) return live("There is no text to compare");
    const way = (label, note, Comparison) => ({ label, note, act: () => textAsked(parts, this, new Comparison(parts, this)) });
    if (!anchor?.offsetParent) anchor = one(".bar [data-act=more]");
    showMenu(parts, "Compare", anchor, [way("With notes or a transcript", "are the words there?", Notes), way("With another draft", "what changed?", Drafts)]);
  }

  /** Quotations one by one, as a sheet that fills a small screen. */
  sheet() {
    new CheckSheet(this.parts, this).show();
  }

  #keys(event) {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const { popover, store } = this.parts;
    if (popover.open) return;
    const control = ctrlKey || metaKey;
    const target = /** @type {any} */ (event.target);
    const field = target.matches?.("input:not([type=checkbox]), textarea, select");
    const done = () => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    if (key === "Escape" && this.view && !(field && target.value)) return done(), this.close();
    if (field || altKey) return;
    if (control && key.toLowerCase() === "c" && !shiftKey && !this.view) return this.parts.copying.chosen() && event.preventDefault();
    if (control && key.toLowerCase() === "z" && this.view && this.view.kind !== "check" && this.view.kind !== "notes") {
      // What is covered is not undone.
      return done(), shiftKey || this.view.undo?.();
    }
    if (control) return;
    const own = { l: () => this.texts(), d: () => this.compare(), ...this.view?.keys };
    const single = key.length === 1;
    if (single && !singleKeys.on) return;
    if (own[key] && (this.view || store.state.view === "reader" || key === "l")) return done(), own[key]();
    // What belongs to the reading view is silent while it is covered.
    if (this.view && single && !"ot?e".includes(key)) event.stopImmediatePropagation();
  }
}
