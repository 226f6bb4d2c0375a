// The count of requests in the bar.
import { one } from "../dom.js";
import { figure } from "../reading/words.js";

/** A true count of the requests that this page and its service worker made since `ready` was called. */
export function countRequests() {
  const element = one(".requests");
  let [ready, n] = [Infinity, 0];
  const add = (more) => {
    n += more;
    one("b", element).textContent = figure(n);
    one("span", element).textContent = `${n === 1 ? "request" : "requests"} since load`;
    element.classList.toggle("some", 0 < n);
  };
  new PerformanceObserver((list) => {
    // What the page loads from its own store on this computer transfers nothing. The manifest comes with the first
    // visit, as the files that the service worker keeps do, though the browser asks for it last.
    const later = ({ name, startTime }) => ready <= startTime && !name.endsWith("/manifest.webmanifest");
    add(list.getEntries().filter((entry) => later(entry) && 0 < /** @type {any} */ (entry).transferSize).length);
  }).observe({ type: "resource", buffered: true });
  navigator.serviceWorker?.addEventListener("message", ({ data }) => add(data.requests));
  return () => {
    ready = Math.min(ready, performance.now());
    element.dataset.ready = "";
  };
}
