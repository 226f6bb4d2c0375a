// The one-file report: the article as it stands here, with the second sheet of the printout, in one HTML file.
import { measureBlock } from "./margin.js";

export function htmlReport({ article, paper, printout, store }) {
  article.redrawAll();
  printout.draw();
  const body = paper.cloneNode(true);
  for (const off of body.querySelectorAll(".over, .put-back button, .meta button")) off.remove();
  for (const section of body.querySelectorAll(".far")) section.classList.remove("far");
  for (const mark of body.querySelectorAll(".selected, [tabindex]")) {
    mark.classList.remove("selected", "current");
    mark.removeAttribute("tabindex");
  }
  body.classList.remove("only");
  const sheet = printout.element.cloneNode(true);
  sheet.removeAttribute("aria-hidden");
  const title = document.createElement("title");
  title.textContent = store.state.record?.title ?? "Saidby";
  const style = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join("\n");
  // The same function that draws the margin here redraws it in the reader's own fonts and width.
  const script = `const measureBlock = ${measureBlock};
const draw = () => { const writes = []; for (const block of document.querySelectorAll(".block")) if (block.querySelector("mark.q")) writes.push(measureBlock(block)); for (const write of writes) write(); };
draw(); addEventListener("resize", draw);
for (const [type, on] of [["beforeprint", true], ["afterprint", false]]) addEventListener(type, () => { document.documentElement.classList.toggle("printing", on); draw(); });`;
  return `<!doctype html>
<html lang="en" class="report" style="${document.documentElement.style.cssText}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${title.outerHTML}
<style>${style}</style></head>
<body>${body.outerHTML}
${sheet.outerHTML}
<script>${script}</script></body></html>
`;
}
