// The portal as an app: the browser finds nothing that speaks against installing it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium as browser } from "@playwright/test";
import { chromium } from "../rig/chromium.ts";
import { expect, hydrated, test } from "../rig/story.ts";

test("it can be installed", async ({ house, watch }) => {
  // A private window never offers to install, so this one has a profile.
  const profile = mkdtempSync(join(tmpdir(), "profile-"));
  const context = await browser.launchPersistentContext(profile, { ...chromium, baseURL: house.url });
  watch.over(context);
  try {
    const page = await context.newPage();
    await page.goto("/");
    await hydrated(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    const devtools = await context.newCDPSession(page);
    const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
    expect(installabilityErrors).toEqual([]);
    const manifest = await devtools.send("Page.getAppManifest");
    expect(manifest.errors).toEqual([]);
    const said = JSON.parse(manifest.data ?? "{}");
    expect(said).toMatchObject({ id: "/", scope: "/", display: "standalone", lang: "de" });
    expect(said.short_name.length).toBeLessThanOrEqual(12);
    for (const { src } of said.icons) expect((await page.request.get(src)).status(), src).toBe(200);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
});
