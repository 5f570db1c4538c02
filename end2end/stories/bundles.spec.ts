// What travels when: a first visit carries little, pages bring their bundle, and a bundle that is gone costs nothing.
import { expect, hydrated, test } from "../rig/story.ts";

/** The most a first visit may weigh: wasm, scripts and styles, as they travel. */
const FIRST_VISIT = 300_000;

test("a first visit carries the doors and no more", async ({ arrive }) => {
  const page = await arrive();
  let bytes = 0;
  const parts: string[] = [];
  page.on("requestfinished", async (request) => {
    const { pathname } = new URL(request.url());
    if (/\.(wasm|js|css)$/.test(pathname) && request.serviceWorker() === null) {
      bytes += (await request.sizes()).responseBodySize;
      parts.push(pathname);
    }
  });
  await page.goto("/");
  await hydrated(page);
  expect(parts.filter((path) => path.includes("/part-"))).toEqual([]);
  expect(parts.some((path) => path.endsWith(".wasm"))).toBe(true);
  expect(bytes).toBeLessThan(FIRST_VISIT);
  await page.getByRole("link", { name: "Ich habe schon ein Konto" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Anmelden" })).toBeVisible();
  expect(parts.some((path) => path.includes("/part-"))).toBe(true);
});

test("where a bundle is gone the server sends the page", async ({ arrive, watch }) => {
  const page = await arrive();
  watch.allow(/part-|split|Failed to fetch|ERR_FAILED/);
  await page.goto("/");
  await hydrated(page);
  await page.route(/\/pkg\/part-/, (route) => route.abort());
  await page.getByRole("link", { name: "Ich habe schon ein Konto" }).click();
  await expect(page).toHaveURL(/\/anmelden$/);
  await expect(page.getByRole("heading", { level: 1, name: "Anmelden" })).toBeVisible();
});
