// Keeps the page on this computer: one complete set of files, named by its build, never two mixed.
// The list comes from `cargo xtask build`; a changed byte of any file changes it, and with it this worker.
/* global SAIDBY */
importScripts("pkg/precache.js");

const { build, files } = self.SAIDBY;
const PREFIX = "saidby-";
const CACHE = PREFIX + build;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      try {
        // Past the browser's own cache, and every file checked: a set is whole or it is nothing.
        await Promise.all(files.map((file) => add(cache, file)));
        await cache.put("pkg/manifest.json", new Response(JSON.stringify(self.SAIDBY), { headers: { "content-type": "application/json" } }));
      } catch (error) {
        await caches.delete(CACHE);
        throw error;
      }
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  const path = request.mode === "navigate" ? "index.html" : url.pathname.slice(new URL(self.registration.scope).pathname.length);
  event.respondWith(answer(path, request));
});

/** @param {string} path @param {Request} request */
async function answer(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}

/** @param {Cache} cache @param {{ path: string, sha256: string }} file */
async function add(cache, { path, sha256 }) {
  const answer = await fetch(path, { cache: "no-store" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await answer.clone().arrayBuffer()));
  const hex = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex !== sha256) throw new Error(`${path} changed while it was loading`);
  await cache.put(path, answer);
}
