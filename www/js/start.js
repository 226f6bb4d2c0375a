// The first to run of the page's modules: without boot.js none of them can, and that one can say nothing itself.
import { one } from "./dom.js";

if (typeof lost === "undefined") {
  document.documentElement.dataset.view = "welcome";
  one(".lost").hidden = false;
}
