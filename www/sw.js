// Keeps the page on this computer: one complete set of files, named by its build, never two mixed. What another app
// shares with the installed page comes here and goes to the page alone.
// The list comes from `cargo xtask build`; a changed byte of any file changes it, and with it this worker.
importScripts("pkg/precache.js");

const { build, files } = self.SAIDBY;
/** The folder of the page; another Saidby on this server has another. */
const HOME = new URL("./", location.href).pathname;
const PREFIX = `saidby ${HOME} `;
const CACHE = PREFIX + build;
/** What was shared, until the page asks for it: in memory alone. */
let shared = "";

self.addEventListener("install", (event) => {
  // Where the browser itself can look into the set, it need not start this worker first.
  const ours = files.map(({ path }) => ({ urlPattern: { pathname: new URL(path, location.href).pathname, search: "" }, requestMethod: "GET" }));
  event.waitUntil(event.addRoutes?.({ condition: { or: ours }, source: { cacheName: CACHE } }).catch(() => {}));
  event.waitUntil(install());
});
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (origin !== location.origin || !pathname.startsWith(HOME)) return;
  if (method === "POST" && pathname === `${HOME}share`) event.respondWith(take(event.request));
  if (method !== "GET") return;
  const path = mode === "navigate" && pathname === HOME ? "./" : url;
  event.respondWith(caches.match(path, { cacheName: CACHE }).then((kept) => kept ?? (asked(event.clientId), fetch(event.request))));
});
self.addEventListener("message", ({ ports }) => {
  ports[0].postMessage(shared);
  shared = "";
});

async function install() {
  // What comes with the first visit is part of it; an update is a request of its own.
  if (self.registration.active) tell(files.length);
  const cache = await caches.open(CACHE);
  try {
    // Past the browser's own cache, and every file checked: a set is whole or it is nothing. One that hangs ends.
    const signal = AbortSignal.timeout(300_000);
    await cache.addAll(files.map(({ path, integrity }) => new Request(path, { cache: "no-store", integrity, signal })));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function activate() {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

/** Takes what another app shares; nothing of it is sent or stored. */
async function take(request) {
  const form = await request.formData().catch(() => new FormData());
  shared = ["title", "text"].map((name) => form.get(name)).filter(Boolean).join("\n\n");
  return Response.redirect(`${HOME}#shared`, 303);
}

/** Counts a request of this page or its analyzer; what another Saidby below this folder asks for is not ours. */
async function asked(id) {
  const client = id && (await self.clients.get(id));
  const path = client ? new URL(client.url).pathname : "";
  if (path === HOME || path.startsWith(`${HOME}pkg/`)) tell(1);
}

/** Has the pages count requests that this worker makes. */
async function tell(requests) {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) {
    if (new URL(client.url).pathname === HOME) client.postMessage({ requests });
  }
}
