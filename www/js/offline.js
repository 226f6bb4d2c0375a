// The page kept on this computer by its service worker.
import { h, one } from "./dom.js";

/** Keeps the page on this computer, once it has done what the reader waits for. */
export async function keep() {
  if (!("serviceWorker" in navigator) || !isSecureContext || !/^http/.test(import.meta.url)) return;
  await navigator.serviceWorker.register(/** @type {any} */ (new URL("../sw.js", import.meta.url))).catch(() => {});
  await navigator.serviceWorker.ready;
  // Only now can the page be installed: what is shared with it needs the worker, or it would go to the server.
  if (!one("[rel=manifest]")) document.head.append(h("link", { rel: "manifest", href: "manifest.webmanifest" }));
}
