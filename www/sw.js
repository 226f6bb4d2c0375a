// Keeps the page on this computer: one complete set of files, named by its build, never two mixed.
// The list comes from `cargo xtask build`; a changed byte of any file changes it, and with it this worker.
importScripts("pkg/precache.js");

const { build, files } = self.SAIDBY;
const PREFIX = "saidby-";
const CACHE = PREFIX + build;

self.addEventListener("install", (event) => {
  // Where the browser itself can look into the set, it need not start this worker first.
  const ours = files.map(({ path }) => ({ urlPattern: { pathname: new URL(path, location.href).pathname, search: "" } }));
  event.waitUntil(event.addRoutes?.({ condition: { or: ours }, source: { cacheName: CACHE } }).catch(() => {}));
  event.waitUntil(install());
});
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET" || !url.startsWith(`${location.origin}/`)) return;
  const path = mode === "navigate" ? "./" : url;
  event.respondWith(caches.match(path, { cacheName: CACHE }).then((kept) => kept ?? fetch(event.request)));
});

async function install() {
  const cache = await caches.open(CACHE);
  try {
    // Past the browser's own cache, and every file checked: a set is whole or it is nothing.
    await cache.addAll(files.map(({ path, integrity }) => new Request(path, { cache: "no-store", integrity })));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function activate() {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}
