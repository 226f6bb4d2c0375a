// The parts of the page, made and wired: events go up to the actions, the state goes down from the store.
import "./start.js";
import { Actions } from "./actions/actions.js";
import { hearKeys } from "./actions/keys.js";
import { Article } from "./article/article.js";
import { Search } from "./article/search.js";
import { SelectBar } from "./article/select-bar.js";
import { Spotlight } from "./article/spotlight.js";
import { Checking } from "./check/checking.js";
import { Copying } from "./check/copying.js";
import { afterFrame, one } from "./dom.js";
import { Printout } from "./exchange.js";
import { Popover } from "./frame/popover.js";
import { Removed } from "./frame/removed.js";
import { Requests } from "./frame/requests.js";
import { View } from "./frame/view.js";
import { mending } from "./later.js";
import { keep } from "./offline.js";
import { Rail } from "./rail/rail.js";
import { samples } from "./samples.js";
import { Session } from "./session.js";
import { keeping } from "./settings.js";
import { Store } from "./store.js";
import { WaysIn } from "./ways.js";

const store = new Store();
const session = new Session(store, (type, detail) => hear[type](detail));
const paper = one(".paper");
const article = new Article();
const parts = {
  article,
  paper,
  popover: new Popover(() => parts.view.mark("")),
  printout: new Printout(),
  rail: new Rail(),
  session,
  spotlight: new Spotlight(paper, article),
  store,
  /** @type {View} */
  view: /** @type {any} */ (null),
  waysIn: new WaysIn(),
  /** What is made of these parts. @type {Checking} */
  checking: /** @type {any} */ (null),
  /** @type {Copying} */
  copying: /** @type {any} */ (null),
  /** @type {Removed} */
  removed: /** @type {any} */ (null),
  /** @type {Search} */
  search: /** @type {any} */ (null),
  /** @type {SelectBar} */
  selectBar: /** @type {any} */ (null),
  /** What is loaded later. @type {import("./mend/mend.js").Mend | null} */
  mend: null,
  /** And the desk. @type {import("./desk/desk.js").Desk | null} */
  desk: null,
};
parts.view = new View(parts);
parts.checking = new Checking(parts);
parts.copying = new Copying(parts);
parts.removed = new Removed(parts);
parts.search = new Search(parts);
parts.selectBar = new SelectBar(parts);
const { spotlight, view } = parts;
const actions = new Actions(parts);
hearKeys(actions, parts.popover);
const requests = new Requests();
const copy = () => keep().then((made) => requests.copied(made));

/** When what comes later is asked for, in milliseconds after the engine is ready. */
const LATER = 100;
/** How long the engine waits for the sample, in milliseconds. */
const PATIENCE = 2000;

/** What becomes of a text. */
const hear = {
  ready: () => {
    setTimeout(() => requests.loaded(), 300);
    setTimeout(() => mending(parts), LATER);
    if (store.state.working) view.begin();
    else copy();
  },
  progress: (progress) => view.told(progress),
  done: () => {
    view.announce();
    // A sample may be shown before the engine has come, which goes first.
    if (session.client.ready) copy();
  },
  trouble: (message) => view.trouble(message),
};
store.changed = (change) => view.update(change);
article.element.addEventListener("drawn", () => spotlight.update(store.state));

keeping.tell();
// What was pasted before the page could hear it.
const early = one("#paste").value;
view.update({ state: store.state, keys: new Set(Object.keys(store.state)) });
const begin = () => session.client.begin();
if (location.hash === "#sample") {
  // Shown by its report; the engine would only be in its way, but for a sample that does not come.
  const patience = new Promise((on) => setTimeout(on, PATIENCE));
  Promise.race([actions.sample(0), patience]).finally(() => afterFrame(begin));
} else {
  begin();
  if (location.hash === "#shared") actions.shared();
  else {
    session.follow().then(() => {
      parts.waysIn.typed(early);
      session.kept.rescue();
    });
  }
}
// From here on the page itself says what goes wrong.
removeEventListener("error", lost, true);
samples().then((list) => (one(".sample-title").textContent = list[0]?.title ?? ""));
