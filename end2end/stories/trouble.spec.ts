// A page whose data does not come: one heading, what happened, and a way to try again.
import type { BrowserContextOptions, Page } from "@playwright/test";
import { accessible, axe, wellFormed } from "../rig/check-page.ts";
import { Clerk } from "../rig/clerk.ts";
import { login, type Role } from "../rig/logins.ts";
import { Resident } from "../rig/resident.ts";
import { expect, hydrated, test } from "../rig/story.ts";
import type { Watch } from "../rig/watch.ts";

/** What pages ask the server for once they are open. */
const data = "**/api/**";

/** Pages whose heading stands before their data is there, and the page that links to each. */
const pages: { who: Role; from: string; to: string; title: string }[] = [
  { who: "Mieterin", from: "/einstellungen", to: "/vorgaenge", title: "Meine Vorgänge" },
  { who: "Mieterin", from: "/einstellungen", to: "/melden", title: "Schaden melden" },
  { who: "Mieterin", from: "/einstellungen", to: "/einstellungen/haushalt", title: "Mein Haushalt" },
  { who: "Mieterin", from: "/einstellungen/zugang", to: "/einstellungen/zugang/protokoll", title: "Sicherheitsprotokoll" },
  { who: "Mieterin", from: "/einstellungen/daten", to: "/einstellungen/daten/einsichten", title: "Wer hat meine Daten angesehen?" },
  { who: "Mieterin", from: "/einstellungen/daten", to: "/einstellungen/daten/loeschen", title: "Daten löschen" },
  { who: "Sachbearbeiterin", from: "/einstellungen", to: "/team/freischaltung", title: "Freischaltung" },
  { who: "Sachbearbeiterin", from: "/einstellungen", to: "/team/personen", title: "Personen" },
];

for (const who of ["Mieterin", "Sachbearbeiterin"] as const) {
  test(`a page without its data keeps its heading, and can be tried again (${who})`, async ({ watch, arrive }) => {
    const page = await arriveCutOff(arrive, watch, who);
    for (const { from, to, title } of pages.filter((shown) => shown.who === who)) {
      await goCutOff(page, from, to);
      await expect(page.getByRole("heading", { level: 2, name: "Sie sind offline" })).toBeVisible();
      await expect(page.locator("h1")).toHaveText([title]);
      await expect(page).toHaveTitle(new RegExp(`^${title.replace("?", "\\?")} – `));
      await wellFormed(page);
      await accessible(page);
      await page.unroute(data);
      await page.getByRole("link", { name: "Noch einmal versuchen" }).click();
      await expect(page.getByRole("heading", { name: "Sie sind offline" })).toHaveCount(0);
      await expect(page.locator("h1")).toHaveText([title]);
      await expect(page).toHaveURL(to);
    }
  });
}

test("a page that is nothing but its data fails under one heading, too", async ({ watch, arrive }) => {
  const page = await arriveCutOff(arrive, watch, "Mieterin");
  await goCutOff(page, "/mehr", "/vertrag");
  await expect(page.locator("h1")).toHaveText(["Sie sind offline"]);
  await page.unroute(data);
  await page.getByRole("link", { name: "Noch einmal versuchen" }).click();
  await expect(page.locator("h1")).not.toHaveText(["Sie sind offline"]);
  await expect(page).toHaveURL("/vertrag");
});

/** Signs in where nothing is kept: neither the service worker nor the device has an answer of its own. */
async function arriveCutOff(arrive: (browser?: BrowserContextOptions) => Promise<Page>, watch: Watch, who: Role): Promise<Page> {
  watch.allow(/ERR_FAILED/);
  const page = await arrive({ serviceWorkers: "block" });
  await page.addInitScript({ path: axe });
  if (who === "Sachbearbeiterin") await new Clerk(page).signIn(login(who));
  else await new Resident(page).signIn(login(who), "shared");
  return page;
}

/** Goes from one page to another inside the browser, which gets no answer on the way. */
async function goCutOff(page: Page, from: string, to: string): Promise<void> {
  await page.goto(from);
  await hydrated(page);
  await page.route(data, (route) => route.abort());
  await page.locator(`a[href="${to}"]`).filter({ visible: true }).first().click();
}
