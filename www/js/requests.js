// A true count of the requests that this page made since it was ready.
import { h } from "./dom.js";
import { figure } from "./words.js";

export class Requests {
  constructor() {
    this.count = 0;
    this.ready = Infinity;
    this.number = h("b", {}, "0");
    this.label = h("span", {}, "requests since load");
    this.element = h("p.requests", { title: "Counted by this browser; 0 means that nothing left this computer" }, this.number, " ", this.label);
    new PerformanceObserver((list) => this.#add(list.getEntries())).observe({ type: "resource", buffered: true });
  }

  /** From here on every request counts. */
  start() {
    this.ready = Math.min(this.ready, performance.now());
    this.element.dataset.ready = "";
  }

  #add(entries) {
    // What the page loads from its own store on this computer transfers nothing.
    this.count += entries.filter((entry) => this.ready <= entry.startTime && 0 < entry.transferSize).length;
    this.number.textContent = figure(this.count);
    this.label.textContent = `${this.count === 1 ? "request" : "requests"} since load`;
    this.element.classList.toggle("some", 0 < this.count);
  }
}
