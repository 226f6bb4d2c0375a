// Rich text and web pages reduced to clean paragraphs. The result is the text as given: offsets count in it.

const SKIP = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "SVG", "CANVAS", "IFRAME", "OBJECT", "VIDEO", "AUDIO", "HEAD", "NAV", "FORM", "BUTTON", "SELECT", "TEXTAREA", "DIALOG", "MENU"]);
const BLOCK = new Set(["P", "DIV", "SECTION", "ARTICLE", "MAIN", "HEADER", "FOOTER", "ASIDE", "H1", "H2", "H3", "H4", "H5", "H6", "UL", "OL", "LI", "BLOCKQUOTE", "FIGURE", "FIGCAPTION", "TABLE", "TR", "PRE", "DL", "DT", "DD", "HR", "ADDRESS", "DETAILS", "SUMMARY"]);

export function textOfHtml(html) {
  // A document made by the parser runs no scripts and loads nothing.
  const page = new DOMParser().parseFromString(html, "text/html");
  const root = article(page) ?? page.body;
  /** @type {string[]} */
  const paragraphs = [""];
  const brk = () => {
    if (paragraphs[paragraphs.length - 1] !== "") paragraphs.push("");
  };
  /** @type {(Node | null)[]} a null ends a block */
  const waiting = [root];
  // A list, not recursion: pages nest deeper than the stack is high.
  while (waiting.length) {
    const node = waiting.pop() ?? null;
    if (node === null) brk();
    else if (node.nodeType === Node.TEXT_NODE) paragraphs[paragraphs.length - 1] += (node.nodeValue ?? "").replace(/[ \t\r\n\f]+/g, " ");
    else if (node instanceof Element || node.nodeType === Node.ELEMENT_NODE) {
      const element = /** @type {Element} */ (node);
      const name = element.tagName.toUpperCase();
      if (SKIP.has(name) || element.hasAttribute("hidden") || element.getAttribute("aria-hidden") === "true") continue;
      if (/display:\s*none/i.test(element.getAttribute("style") ?? "")) continue;
      if (name === "BR") {
        // Two in a row make a paragraph in many mails and old pages.
        const tail = paragraphs[paragraphs.length - 1];
        if (tail.endsWith("\u2028")) {
          paragraphs[paragraphs.length - 1] = tail.slice(0, -1);
          brk();
        } else paragraphs[paragraphs.length - 1] = `${tail}\u2028`;
        continue;
      }
      const block = BLOCK.has(name);
      if (block) {
        brk();
        waiting.push(null);
      }
      for (let child = element.lastChild; child; child = child.previousSibling) waiting.push(child);
      if (name === "TD" || name === "TH") paragraphs[paragraphs.length - 1] += " ";
    }
  }
  return paragraphs
    .map((paragraph) => paragraph.replace(/ *\u2028 */g, "\n").replace(/\u00a0/g, " ").replace(/ {2,}/g, " ").trim())
    .filter(Boolean)
    .join("\n\n");
}

/** The article of a whole page, where it says so itself. */
function article(page) {
  const articles = [...page.querySelectorAll("article, main, [itemprop='articleBody']")];
  const long = articles.filter((element) => 400 < (element.textContent ?? "").trim().length);
  long.sort((a, b) => (b.textContent ?? "").length - (a.textContent ?? "").length);
  return long[0] ?? null;
}

/** Markdown without its marks. */
export function textOfMarkdown(text) {
  return text
    .replace(/^---\n[\s\S]*?\n---\n/, "")
    .replace(/^(?:```|~~~).*$/gm, "")
    .replace(/^#{1,6}\s+/gm, "")
    .replace(/^\s{0,3}>\s?/gm, "")
    .replace(/^\s*(?:[-*+]|\d+\.)\s+/gm, "")
    .replace(/^(?:[-*_]\s*){3,}$/gm, "")
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/(\*\*|__)(?=\S)([^\n]*?\S)\1/g, "$2")
    .replace(/(?<![\w*])[*_](?=\S)([^*_\n]*?\S)[*_](?![\w*])/g, "$1")
    .replace(/`([^`\n]+)`/g, "$1")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
