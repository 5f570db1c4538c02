// How the stories are told: system Chromium, two at a time, no second tries.
import { defineConfig } from "@playwright/test";
import { chromium } from "./rig/chromium.ts";

export default defineConfig({
  testDir: "stories",
  outputDir: "results/traces",
  globalSetup: "./rig/template.ts",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: "results/report.json" }]],
  use: {
    launchOptions: chromium,
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    viewport: { width: 390, height: 844 },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
});
