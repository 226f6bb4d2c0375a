// The one-file report: the article as it stands here, with the second sheet of the printout, in one HTML file.
import { measureBlock } from "./margin.js";

/** @param {Parts} parts */
export function htmlReport({ article, paper, printout, store }) {
  article.redrawAll();
  printout.draw();
  const page = document.implementation.createHTMLDocument(store.state.record?.title ?? "Saidby");
  page.documentElement.lang = "en";
  page.documentElement.className = "report";
  const style = page.createElement("style");
  style.textContent = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join("\n");
  const view = page.createElement("meta");
  view.name = "viewport";
  view.content = "width=device-width, initial-scale=1";
  const charset = page.createElement("meta");
  charset.setAttribute("charset", "utf-8");
  page.head.prepend(charset, view);
  page.head.append(style);
  const body = page.importNode(paper, true);
  for (const off of body.querySelectorAll(".over, .put-back button, .meta button")) off.remove();
  for (const section of body.querySelectorAll(".far")) section.classList.remove("far");
  for (const mark of body.querySelectorAll(".selected, [tabindex]")) {
    mark.classList.remove("selected", "current");
    mark.removeAttribute("tabindex");
  }
  body.classList.remove("only");
  const sheet = page.importNode(printout.element, true);
  sheet.removeAttribute("aria-hidden");
  page.body.append(body, sheet);
  const script = page.createElement("script");
  // The same function that draws the margin here redraws it in the reader's own fonts and width.
  script.textContent = `const measureBlock = ${measureBlock};
const draw = () => { const writes = []; for (const block of document.querySelectorAll(".block")) if (block.querySelector("mark.q")) writes.push(measureBlock(block)); for (const write of writes) write(); };
draw(); addEventListener("resize", draw); addEventListener("beforeprint", draw);`;
  page.body.append(script);
  return `<!doctype html>\n${page.documentElement.outerHTML}\n`;
}
