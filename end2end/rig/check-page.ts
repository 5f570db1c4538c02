// What holds on every page: no axe violations, no sideways scrolling, a title, one heading, focus that can be seen.
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import type { RunOptions } from "axe-core";

/** axe-core, put into a page before its own scripts, for the page's policy allows no others. */
export const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Runs axe with all rules up to WCAG 2.2 AA, `target-size` among them, and fails on any violation. */
export async function accessible(page: Page): Promise<void> {
  await checked(page, { runOnly: tags, rules: { "target-size": { enabled: true } } });
}

/** Runs the one rule that colours decide: the page itself was checked before. */
async function contrasted(page: Page): Promise<void> {
  await checked(page, { runOnly: { type: "rule", values: ["color-contrast"] } });
}

async function checked(page: Page, options: RunOptions): Promise<void> {
  const violations = await page.evaluate(async (options) => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    const result = await axe.run(document, options);
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" … ")}`);
  }, options);
  expect(violations).toEqual([]);
}

/** One `h1`, a title with words, nothing wider than the window. */
export async function wellFormed(page: Page): Promise<void> {
  await expect(page.locator("h1:visible")).toHaveCount(1);
  expect(await page.title()).toMatch(/\S{3}/);
  expect(await page.locator("html").getAttribute("lang")).toBe("de");
  expect(await tooWide(page), "no sideways scrolling").toEqual([]);
}

/** Text set as wide as WCAG 1.4.12 allows a reader to set it still fits. */
export async function spacious(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }");
    document.adoptedStyleSheets = [sheet];
  });
  const found = await tooWide(page);
  await page.evaluate(() => (document.adoptedStyleSheets = []));
  expect(found, "no sideways scrolling with wide text").toEqual([]);
}

/** What reaches beyond the right edge of the window. */
async function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 0.5)
      .slice(0, 5)
      .map((element) => element.outerHTML.slice(0, 160));
  });
}

/** All of it at three widths, light and dark. */
export async function forEverybody(page: Page): Promise<void> {
  for (const width of [320, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await wellFormed(page);
    await page.emulateMedia({ colorScheme: "light" });
    await accessible(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await contrasted(page);
    await spacious(page);
    await focusSeen(page);
  }
}

/** Tabs through the page: whatever has the focus is not hidden behind a bar (WCAG 2.4.11). */
export async function focusSeen(page: Page): Promise<void> {
  const hidden: string[] = [];
  for (let stops = 0; stops < 60; stops++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) return { end: true };
      const box = focused.getBoundingClientRect();
      const inside = (x: number, y: number) => {
        const top = document.elementFromPoint(x, y);
        return top !== null && (focused.contains(top) || top.contains(focused) || top.closest("label")?.control === focused);
      };
      const inset = 2;
      const seen =
        inside(box.left + box.width / 2, box.top + box.height / 2) ||
        inside(box.left + inset, box.top + inset) ||
        inside(box.right - inset, box.bottom - inset);
      return { end: false, hidden: seen ? undefined : focused.outerHTML.slice(0, 160) };
    });
    if (stop.end) break;
    if (stop.hidden) hidden.push(stop.hidden);
  }
  expect(hidden, "focus not obscured").toEqual([]);
}
