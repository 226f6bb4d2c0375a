// The page kept on this computer by its service worker.
import { h, one } from "./dom.js";

/** Keeps the page on this computer, once it has done what the reader waits for; false where that cannot be. */
export async function keep() {
  if (!("serviceWorker" in navigator) || !isSecureContext || !/^http/.test(import.meta.url)) return false;
  const kept = await navigator.serviceWorker.register(/** @type {any} */ (new URL("../sw.js", import.meta.url))).catch(() => null);
  if (!kept && !navigator.serviceWorker.controller) return false;
  await navigator.serviceWorker.ready;
  // Only now can the page be installed: what is shared with it needs the worker, or it would go to the server.
  if (!one("[rel=manifest]")) document.head.append(h("link", { rel: "manifest", href: "manifest.webmanifest" }));
  return true;
}
