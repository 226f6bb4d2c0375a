// Makes the parts and wires them: events go up to here, the state goes down from here.
import { Actions } from "./actions.js";
import { Article } from "./article.js";
import { Bar } from "./bar.js";
import { Client } from "./client.js";
import { h, live } from "./dom.js";
import { Head } from "./head.js";
import { Key } from "./key.js";
import { Keyboard } from "./keyboard.js";
import { Ledger } from "./ledger.js";
import { Panel, TABS } from "./panel.js";
import { Popover } from "./popover.js";
import { Printout } from "./printout.js";
import { Progress } from "./progress.js";
import { Requests } from "./requests.js";
import { Samples } from "./samples.js";
import { Session } from "./session.js";
import { Sheets } from "./sheets.js";
import { Sources } from "./sources.js";
import { Spotlight } from "./spotlight.js";
import { Store } from "./store.js";
import { View } from "./view.js";
import { WaysIn } from "./ways-in.js";
import { Welcome } from "./welcome.js";
import { Who } from "./who.js";

const client = new Client();
client.start();

const one = (selector) => document.querySelector(selector);
const store = new Store();
const session = new Session(store, client);
const bar = new Bar(one(".bar"));
const welcome = new Welcome(one(".welcome"));
const waysIn = new WaysIn();
const samples = new Samples();
const requests = new Requests();
const head = new Head();
const article = new Article();
const key = new Key();
const who = new Who();
const ledger = new Ledger();
const sources = new Sources();
const progress = new Progress();
const panel = new Panel({ who: who.element, quotations: ledger.element, sources: sources.element }, progress.element);
const popover = new Popover(() => actions.closed());
const printout = new Printout();
const sheets = new Sheets(one(".bottom-tabs"), panel, TABS);

const paper = h("article.paper", { tabindex: -1 }, head.element, article.element);
const spotlight = new Spotlight(paper, article);
one(".column").append(key.element, paper);
one(".reader").append(panel.element);
one(".requests-here").replaceWith(requests.element);
document.body.append(popover.element, printout.element, waysIn.element);

const parts = { article, bar, client, head, key, ledger, panel, paper, popover, printout, progress, samples, session, sheets, sources, spotlight, store, waysIn, welcome, who };
/** @typedef {typeof parts} Parts */
const actions = new Actions(parts);
const view = new View(parts);
new Keyboard(actions, store, popover);

store.addEventListener("change", (event) => view.update(/** @type {CustomEvent} */ (event).detail));
client.addEventListener("progress", (event) => view.progress(/** @type {CustomEvent} */ (event).detail));
client.addEventListener("failed", () => view.settle());
client.addEventListener("ready", () => samples.preload().then(() => setTimeout(() => requests.start(), 300)));
session.addEventListener("done", () => view.announce());
session.addEventListener("trouble", (event) => {
  const { message } = /** @type {CustomEvent} */ (event).detail;
  view.trouble(message);
  live(message);
});
article.element.addEventListener("section", () => spotlight.update(store.state));
article.element.addEventListener("drawn", () => spotlight.update(store.state));

view.update({ state: store.state, keys: new Set(Object.keys(store.state)) });
session.follow().then(() => actions.shared());
waysIn.launched();
samples.list().then((list) => welcome.offer(list[0]?.title ?? ""));

if ("serviceWorker" in navigator && isSecureContext) {
  addEventListener("load", () => navigator.serviceWorker.register(new URL("../sw.js", import.meta.url)).catch(() => {}));
}
