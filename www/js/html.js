// A web page or rich text as the text to read: the article that Readability finds, behind it the rest of the page.

const SKIP = new Set("SCRIPT STYLE NOSCRIPT TEMPLATE SVG CANVAS IFRAME OBJECT VIDEO AUDIO HEAD NAV BUTTON SELECT TEXTAREA DIALOG MENU".split(" "));
const BLOCK = new Set("P DIV SECTION ARTICLE MAIN HEADER FOOTER ASIDE FORM H1 H2 H3 H4 H5 H6 UL OL LI BLOCKQUOTE FIGURE FIGCAPTION TABLE TR PRE DL DT DD HR ADDRESS DETAILS SUMMARY".split(" "));
/** Why no web page can be read, where what reads them is not there. */
export const NO_READER = "The part that reads web pages did not load; reload this page once while online, or paste the article as plain text.";
/** A month beside a figure, or a day in figures. */
const DAY = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? ?\d|\d ?(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d[/.-]\d\d?[/.-]\d/i;
/** An article of fewer words is none. */
const MIN_WORDS = 40;

/**
 * The text of a clipboard that has both. @returns {Promise<Piece>}
 */
export async function richer(html, plain) {
  if (!html) return { text: plain };
  const { piece, isArticle } = await read(html).catch((error) => {
    if (plain.trim()) return { piece: /** @type {Piece} */ ({ text: plain }), isArticle: true };
    throw error;
  });
  // Without an article, rich text that lost most of the words (a spreadsheet, an editor's own markup) is worse than plain text.
  return !isArticle && piece.text.length * 2 < plain.length ? { text: plain } : piece;
}

/**
 * The text of a page, or a rejection where what reads it is not there: its headline, byline and article, and from `cut` on the rest of it, in UTF-16 units; `date` is
 * when it says that it was published. Where no article is found, or nearly all is one, the whole text without `cut`.
 * @returns {Promise<Piece>}
 */
export const readHtml = async (html) => (await read(html)).piece;

/** @returns {Promise<{ piece: Piece, isArticle: boolean }>} */
async function read(html) {
  // A document made by the parser runs no scripts and loads nothing.
  const page = new DOMParser().parseFromString(bare(html), "text/html");
  const whole = textOf(page.body);
  const article = await articleOf(page);
  const story = article ? textOf(article.content) : "";
  const date = dayOf(page, article);
  const dated = date ? { date } : {};
  if (!article || countWords(story) < MIN_WORDS) return { piece: { text: whole, ...dated }, isArticle: false };
  const lines = new Set(story.split("\n"));
  const title = titleOf(page, article.title);
  const all = whole.split("\n").filter(Boolean);
  const head = [title, bylineOf(article.byline), date ? "" : dayLine(all, title)].filter((line) => line && !lines.has(line));
  const known = new Set([...lines, ...head, title]);
  const rest = all.filter((line) => !known.has(line));
  const text = [...head, story].join("\n\n");
  // Nearly all of it is the article: as it was copied it is in order.
  const isWhole = countWords(rest.join(" ")) * 10 < countWords(whole) && !head.length;
  const piece = isWhole ? { text: whole } : rest.length ? { text: `${text}\n\n${rest.join("\n\n")}`, cut: text.length + 2 } : { text };
  return { piece: { ...piece, ...dated }, isArticle: true };
}

/** The line beside the headline that has a day: "Published 4 March 2021". */
function dayLine(lines, title) {
  const at = lines.indexOf(title);
  const near = at < 0 ? [] : lines.slice(Math.max(0, at - 2), at + 9);
  return near.find((line) => line.length < 120 && line !== title && /\b(?:19|20)\d\d\b/.test(line) && DAY.test(line)) ?? "";
}

async function articleOf(page) {
  // The page in one file has no other files to load.
  if (import.meta.url.startsWith("saidby:")) return null;
  const { Readability } = await import(String(addressOf("readability.js", import.meta.url)));
  // It takes the document apart that it is given.
  const copy = /** @type {Document} */ (page.cloneNode(true));
  // What it would make of them it would write as markup, which this page does not let anybody do.
  for (const element of copy.querySelectorAll("noscript")) element.remove();
  try {
    return new Readability(copy, { serializer: (element) => element, charThreshold: 250 }).parse();
  } catch {
    return null;
  }
}

/** The headline as the page prints it: of its first headings the one that its title begins with or names. */
function titleOf(page, title) {
  const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const wanted = plain(title ?? page.title ?? "");
  const first = (selector, fits) => [...page.querySelectorAll(selector)].map(({ textContent }) => flat(textContent)).find(fits);
  const isLong = (heading) => 3 < countWords(heading);
  const same = first("h1, h2, [itemprop='headline']", (heading) => wanted.includes(plain(heading)) && 2 < countWords(heading));
  return same ?? first("h1", isLong) ?? first("h2[class*=headline i], h2[class*=title i]", isLong) ?? flat(title);
}

const flat = (text) => (text ?? "").replace(/\s+/g, " ").trim();

const bylineOf = (byline) => {
  const line = flat(byline);
  if (!line || 120 < line.length || /^https?:/.test(line)) return "";
  return /^by\b|\d/i.test(line) ? line : `By ${line}`;
};

/** The day on which a page says that it was published, `YYYY-MM-DD`. */
function dayOf(page, article) {
  const attribute = (selector, name) => page.querySelector(selector)?.getAttribute(name);
  const said = [
    article?.publishedTime,
    attribute("meta[property='article:published_time'], meta[name='pubdate'], meta[name='date'], [itemprop='datePublished'][content]", "content"),
    attribute("[itemprop='datePublished'][datetime], time[pubdate], article time[datetime], time[datetime]", "datetime"),
    /"datePublished"\s*:\s*"([^"]+)"/.exec([...page.querySelectorAll("script[type='application/ld+json']")].map(({ textContent }) => textContent).join("\n"))?.[1],
  ];
  return said.map((time) => /^\s*((?:19|20)\d\d-\d\d-\d\d)/.exec(time ?? "")?.[1]).find(Boolean) ?? null;
}

const countWords = (text) => text.split(/\s+/).filter(Boolean).length;

/** The text of an element in clean paragraphs, a line each. */
function textOf(root) {
  let text = "";
  /** @type {(Node | string)[]} nodes, and what ends some of them */
  const waiting = [root];
  // A list, not recursion: pages nest deeper than the stack is high.
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node === "string") text += node;
    else if (node.nodeType === Node.TEXT_NODE) text += (node.nodeValue ?? "").replace(/[ \t\r\n\f]+/g, " ");
    else if (node.nodeType === Node.ELEMENT_NODE) {
      const element = /** @type {Element} */ (node);
      const name = element.tagName.toUpperCase();
      const hidden = element.matches("[hidden], [aria-hidden=true]") || /display:\s*none/i.test(element.getAttribute("data-style") ?? "");
      if (SKIP.has(name) || hidden) continue;
      // Two line breaks in a row make a paragraph in many mails and old pages.
      if (name === "BR") text += "\n";
      else if (BLOCK.has(name)) {
        text += "\n\n";
        waiting.push("\n\n");
      } else if (name === "TD" || name === "TH") waiting.push(" ");
      for (let child = element.lastChild; child; child = child.previousSibling) waiting.push(child);
    }
  }
  return text.replace(/\u00a0/g, " ").replace(/ {2,}/g, " ").replace(/ ?\n ?/g, "\n").replace(/\n{3,}/g, "\n\n").trim();
}

/** The page without styles and handlers: nothing would come of them, but the browser would report each as refused. */
const bare = (html) => {
  // Behind the last end of a style nothing is looked for: a page that opens many and ends none would be read once for each.
  const end = [...html.matchAll(/<\/style/gi)].at(-1)?.index ?? 0;
  const styled = html.slice(0, end + "</style".length).replace(/<style\b[^]*?<\/style/gi, "<wbr");
  return (styled + html.slice(end + "</style".length)).replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/(\s)(style|on[a-z]+)(?=\s*=)/gi, "$1data-$2"));
};
