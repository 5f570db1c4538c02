// The service worker: keeps the program on the device, never anybody's data.
//
// What it stores is one list, made at build time: files whose name holds the hash of their content, and the
// offline shell, a page without anything personal. Pages and data always come from the network. Past tickets are
// kept by the app itself in IndexedDB, where logging out wipes them.

/* global self, caches, fetch, Request, Response, URL, clients, setTimeout, clearTimeout */

// The builder (frontend/site) fills in these three lines.
const BUILD = "";
const PRECACHE = [];
// What reads stored tickets: kept only on devices that have some.
const READER = [];

const PREFIX = "hausportal-";
const CACHE = PREFIX + BUILD;
const SHELL = "/offline";

// Pages the offline shell can show from IndexedDB. Only these give up on a slow network; any other page has
// nothing better to offer than waiting.
const READABLE_OFFLINE = [/^\/$/, /^\/vorgaenge(\/[^/]+)?$/];
const PATIENCE_MS = 3000;

self.addEventListener("install", (event) => {
  // All or nothing: if one file is missing, the old worker and its files stay.
  event.waitUntil(store());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([forgetOldGenerations(), self.clients.claim()]));
});

self.addEventListener("message", (event) => {
  // The page asks this when the person has chosen "Jetzt laden".
  const wish = event.data && event.data.type ? event.data.type : event.data;
  if (wish === "SKIP_WAITING") self.skipWaiting();
  // And this, once it has stored tickets.
  if (wish === "KEEP_READER") event.waitUntil(storeReader());
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;

  if (request.mode === "navigate") {
    event.respondWith(url.pathname === SHELL ? shell(request) : page(request, url));
  } else if (url.pathname.startsWith("/pkg/")) {
    event.respondWith(program(request));
  }
  // Everything else (data, photos, documents) is the network's business alone.
});

// Fills this build's cache.
async function store() {
  const cache = await caches.open(CACHE);
  await Promise.all(PRECACHE.map((path) => storeFile(cache, path)));
  if (await keepsReader()) await storeReader();
  // Asked for without cookies, so that the server cannot know whose device this is.
  const answer = await fetch(new Request(SHELL, { credentials: "omit", cache: "no-store" }));
  if (!isWhole(answer)) throw new Error("the offline shell answered " + answer.status);
  await cache.put(SHELL, answer);
}

// Adds what reads stored tickets.
async function storeReader() {
  const cache = await caches.open(CACHE);
  await Promise.all(READER.map((path) => storeFile(cache, path)));
}

// Whether an older generation had it: then a new version must not open without.
async function keepsReader() {
  for (const name of await generations()) {
    const cache = await caches.open(name);
    const paths = (await cache.keys()).map((request) => new URL(request.url).pathname);
    if (paths.some((path) => path.startsWith("/pkg/part-"))) return true;
  }
  return false;
}

// Takes a file from an older generation if its name, and so its content, is the same; else from the network.
async function storeFile(cache, path) {
  const old = await stored(path);
  const answer = old || (await fetch(new Request(path, { credentials: "omit" })));
  if (!isWhole(answer)) throw new Error(path + " answered " + answer.status);
  await cache.put(path, answer);
}

// Keeps this generation and the one before: an open tab may still ask for yesterday's files.
async function forgetOldGenerations() {
  const older = (await generations()).filter((name) => name !== CACHE);
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
}

// Our caches, oldest first (the browser lists them in the order they were made).
async function generations() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}

// A stored answer of any generation, the newest first.
async function stored(path) {
  for (const name of (await generations()).reverse()) {
    const cache = await caches.open(name);
    const answer = await cache.match(path, { ignoreVary: true });
    if (answer) return answer;
  }
  return undefined;
}

function isWhole(answer) {
  return answer.status === 200 && answer.type === "basic" && !answer.redirected;
}

// A file of the program: stored if it is on the list, else fetched and not stored.
async function program(request) {
  const answer = await stored(new URL(request.url).pathname);
  return answer || fetch(request);
}

// The offline shell is the same for every address, `?ziel=` is read by the app itself.
async function shell(request) {
  const answer = await stored(SHELL);
  return answer || fetch(request);
}

// A page comes from the network. Without one, the offline shell takes over and knows where the person wanted to go.
async function page(request, url) {
  const hasShell = (await stored(SHELL)) !== undefined;
  if (!hasShell) return fetch(request);
  const hurry = READABLE_OFFLINE.some((path) => path.test(url.pathname));
  try {
    return await (hurry ? inTime(fetch(request)) : fetch(request));
  } catch {
    const goal = encodeURIComponent(url.pathname + url.search);
    return Response.redirect(SHELL + "?ziel=" + goal, 302);
  }
}

function inTime(answer) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("too slow")), PATIENCE_MS);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
