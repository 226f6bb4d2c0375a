// The count of requests in the bar.
import { one } from "../dom.js";
import { figure } from "../reading/words.js";

/**
 * A true count of the requests that this page and its service worker made since both were loaded. What the page loads
 * from its own store on this computer transfers nothing.
 */
export class Requests {
  element = one(".requests");
  /** When the page was loaded, and when its copy for offline use was. */
  #loaded = Infinity;
  #copied = Infinity;
  /** What the service worker tells of. */
  #told = 0;
  /** @type {any[]} */
  #entries = [];

  constructor() {
    new PerformanceObserver((list) => {
      this.#entries.push(...list.getEntries());
      this.#draw();
    }).observe({ type: "resource", buffered: true });
    navigator.serviceWorker?.addEventListener("message", ({ data }) => {
      this.#told += data.requests;
      this.#draw();
    });
  }

  /** The page is loaded. */
  loaded() {
    this.#loaded = Math.min(this.#loaded, performance.now());
    this.element.dataset.ready = "";
    this.#draw();
  }

  /** The copy is made; or none can be, and then there is nothing more to load. */
  copied(made) {
    if (this.#copied === Infinity) this.#copied = made ? performance.now() : 0;
    this.#draw();
  }

  /** A file of this release that comes before its copy is part of what is loaded, as is the manifest. */
  #isLater({ name, startTime, transferSize }) {
    if (startTime < this.#loaded || !transferSize || name.endsWith("/manifest.webmanifest")) return false;
    const ours = Object.keys(RELEASE.files).some((file) => addressOf(file, import.meta.url).href === name);
    return !ours || this.#copied <= startTime;
  }

  #draw() {
    const n = this.#told + this.#entries.filter((entry) => this.#isLater(entry)).length;
    one("b", this.element).textContent = figure(n);
    one("span", this.element).textContent = `${n === 1 ? "request" : "requests"} since load`;
    this.element.classList.toggle("some", 0 < n);
  }
}
