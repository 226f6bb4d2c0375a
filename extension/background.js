// One click on the toolbar button: what the tab shows is read once, as text, and kept in memory until Saidby's own
// page, which opens beside it, asks for it. `cargo xtask dist` writes the page's limit, MAX_BYTES, above this.

/** How long a tab may take to be read, in milliseconds. */
const PATIENCE = 5_000;
/** What a click grants may reach the tab a moment after the click itself: so often it is tried, and after so long again. */
const [TRIES, PAUSE] = [20, 50];
const HANGS = "That tab does not answer; copy the article’s words there and paste them here.";
const REFUSED = "The browser lets no extension read that tab; copy the article’s words there and paste them here.";
const NO_PAGE = "That tab shows no web page but a file of its own kind; select its text there and paste it here.";

/** The pages that were opened, each with what was read for it. @type {Set<{ page: Promise<any>, read: Promise<any> }>} */
const waiting = new Set();

chrome.action.onClicked.addListener((tab) => {
  const read = handedOf(tab);
  // In the same window: what is read in a private one stays there.
  const page = chrome.tabs.create({ url: "index.html#new", windowId: tab.windowId, index: tab.index + 1 });
  const one = { page, read };
  waiting.add(one);
  page.catch(() => waiting.delete(one));
});

// What was read for a page that was closed before it asked is for nobody.
chrome.tabs.onRemoved.addListener((tabId) => take(tabId));

chrome.runtime.onMessage.addListener((message, sender, answer) => {
  // The extension's page alone, in a tab of its own; what runs in a web page has that page's address.
  const isOurs = sender.id === chrome.runtime.id && sender.url?.split(/[?#]/)[0] === chrome.runtime.getURL("index.html");
  if (!isOurs || message !== "handed" || !sender.tab) return false;
  take(sender.tab.id).then(answer, () => answer(null));
  // The answer comes later.
  return true;
});

/** What was read for the page in this tab, once. */
async function take(tabId) {
  for (const one of waiting) {
    const page = await one.page.catch(() => null);
    if (page && page.id !== tabId) continue;
    // Also what no page was opened for.
    waiting.delete(one);
    if (page) return one.read;
  }
  return null;
}

/** What the page is handed: a file's text and name, or why there is none, in one sentence. Null for a click on the page itself. */
async function handedOf(tab) {
  if (tab.url?.startsWith(chrome.runtime.getURL(""))) return null;
  /** @type {any} */
  let timer;
  const hangs = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE, { trouble: HANGS })));
  const given = { target: { tabId: tab.id }, func: contentOf, args: [MAX_BYTES], injectImmediately: true };
  const read = executed(given).then((found) => sentenceOr(found?.[0]?.result), () => ({ trouble: REFUSED }));
  return Promise.race([read, hangs]).finally(() => clearTimeout(timer));
}

async function executed(given) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await chrome.scripting.executeScript(given);
    } catch (error) {
      if (tries === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}

function sentenceOr(result) {
  if (!result) return { trouble: REFUSED };
  const { bytes, html, name } = result;
  if (MAX_BYTES < bytes) {
    const [size, most] = [(bytes / 1024 / 1024).toFixed(1), MAX_BYTES / 1024 / 1024];
    return { trouble: `That page is ${size} MB and Saidby reads up to ${most} MB; copy the part you need there and paste it here.` };
  }
  return html ? { html, name } : { trouble: NO_PAGE };
}

/** Runs in the tab, apart from the page's own scripts, and can use nothing from here. */
function contentOf(limit) {
  // A PDF, a picture, a feed: what the browser shows around it is no article.
  if (!/^(?:text\/html|application\/xhtml\+xml|text\/plain)$/.test(document.contentType)) return {};
  const html = document.documentElement?.outerHTML ?? "";
  const { size: bytes } = new Blob([html]);
  const title = document.title.replace(/\s+/g, " ").trim().slice(0, 80);
  return bytes <= limit ? { bytes, html, name: `${title || location.hostname || "page"}.html` } : { bytes };
}
