// What every story stands on: a house, its mailbox, watched browsers; and what must hold at its end.
import { expect, test as base, type BrowserContextOptions, type Page } from "@playwright/test";
import { House } from "./house.ts";
import { Mailbox } from "./mailbox.ts";
import { Watch } from "./watch.ts";
import { join } from "node:path";

export interface Story {
  /** `demo`: a copy of the demo company. `named`: the same under a name. `strict`: staff need a second factor. `erp`: with a simulated ERP. `imported`: a fresh import, nobody has an account yet. */
  start: "demo" | "named" | "strict" | "erp" | "imported";
  house: House;
  mailbox: Mailbox;
  watch: Watch;
  /** A new person at a browser of their own. */
  arrive: (browser?: BrowserContextOptions) => Promise<Page>;
}

export const test = base.extend<Story>({
  start: ["demo", { option: true }],
  house: async ({ start }, use, told) => {
    const houses = {
      demo: () => House.demo(),
      named: () => House.demo({ host: "localhost" }),
      strict: () => House.demo({ strict: true }),
      erp: () => House.withErp(),
      imported: () => House.imported(),
    };
    const house = await houses[start]();
    await use(house);
    await house.close();
    if (told.status !== told.expectedStatus) await told.attach("server.log", { body: house.said() });
    expect(house.said(), "the server must not panic").not.toContain("panicked");
  },
  mailbox: async ({ house }, use) => use(new Mailbox(join(house.data, "mail"))),
  watch: async ({}, use) => {
    const watch = new Watch();
    await use(watch);
    expect(watch.unexpected()).toEqual([]);
  },
  arrive: async ({ browser, house, watch, contextOptions }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ ...contextOptions, baseURL: house.url, ...options });
      contexts.push(context);
      watch.over(context);
      // Without scripts Chromium reports the preloaded module as blocked.
      if (options.javaScriptEnabled === false) watch.allow(/^csp: .*\/pkg\//);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

/** Waits until the browser's half has taken over the page. */
export async function hydrated(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-hydrated", "ja");
}

export { expect };
