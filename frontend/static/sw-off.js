// The kill switch: served as /sw.js when the operator turns the service worker off. It removes itself and its files.

/* global self, caches */

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(leave());
});

async function leave() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("hausportal-")).map((name) => caches.delete(name)));
  await self.registration.unregister();
}
