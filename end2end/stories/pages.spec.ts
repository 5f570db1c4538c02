// Every page, at three widths, light and dark: no violation of WCAG 2.2 AA, nothing too wide, focus in sight; and its pictures.
import type { Page } from "@playwright/test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { axe, forEverybody } from "../rig/check-page.ts";
import { Clerk } from "../rig/clerk.ts";
import { login, type Role } from "../rig/logins.ts";
import { Resident } from "../rig/resident.ts";
import { expect, hydrated, test } from "../rig/story.ts";
import { results } from "../rig/template.ts";

interface Shown {
  name: string;
  path: string;
  who?: Role;
  /** Goes on from the page to the one that is meant. */
  then?: (page: Page) => Promise<void>;
  status?: number;
}

const first = (pattern: RegExp) => async (page: Page) => {
  const address = await page.locator("main a").evaluateAll(
    (links, source) => links.map((link) => link.getAttribute("href") ?? "").find((href) => new RegExp(source).test(href)),
    pattern.source,
  );
  if (!address) throw new Error(`No link to ${pattern} on ${page.url()}`);
  await page.goto(address);
};

const pages: Shown[] = [
  { name: "start", path: "/" },
  { name: "anmelden", path: "/anmelden" },
  { name: "registrieren", path: "/registrieren" },
  { name: "aktivieren", path: "/aktivieren" },
  { name: "brief-verloren", path: "/brief-verloren" },
  { name: "passwort-vergessen", path: "/passwort-vergessen" },
  { name: "passwort-neu", path: "/passwort-neu" },
  { name: "aenderung-widerrufen", path: "/aenderung-widerrufen" },
  { name: "hilfe", path: "/hilfe" },
  { name: "noch-nicht-freigeschaltet", path: "/noch-nicht-freigeschaltet" },
  { name: "impressum", path: "/impressum" },
  { name: "datenschutz", path: "/datenschutz" },
  { name: "barrierefreiheit", path: "/barrierefreiheit" },
  { name: "offline", path: "/offline" },
  { name: "nicht-gefunden", path: "/gibt-es-nicht", status: 404 },
  { name: "kein-zutritt", path: "/team", who: "Mieterin", status: 403 },
  { name: "mieter-start", path: "/", who: "Mieterin" },
  { name: "mieter-vorgaenge", path: "/vorgaenge", who: "Mieterin" },
  { name: "mieter-vorgang", path: "/vorgaenge?ansicht=alle", who: "Mieterin", then: first(/^\/vorgaenge\/[0-9a-f-]{36}/) },
  { name: "mieter-melden", path: "/melden", who: "Mieterin" },
  { name: "mieter-anliegen", path: "/anliegen", who: "Mieterin" },
  { name: "mieter-vertrag", path: "/vertrag", who: "Mieterin" },
  { name: "mieter-vertrag-einzeln", path: "/vertrag", who: "Mieterin", then: first(/^\/vertrag\/[0-9a-f-]{36}/) },
  { name: "mieter-dokumente", path: "/dokumente", who: "Mieterin" },
  { name: "mieter-dokumente-ordner", path: "/dokumente?art=abrechnung", who: "Mieterin" },
  { name: "mieter-dokumente-suche", path: "/dokumente?suche=abrechnung", who: "Mieterin" },
  { name: "mieter-einstellungen", path: "/einstellungen", who: "Mieterin" },
  { name: "mieter-zugang", path: "/einstellungen/zugang", who: "Mieterin" },
  { name: "mieter-protokoll", path: "/einstellungen/zugang/protokoll", who: "Mieterin" },
  { name: "mieter-daten", path: "/einstellungen/daten", who: "Mieterin" },
  { name: "mieter-einsichten", path: "/einstellungen/daten/einsichten", who: "Mieterin" },
  { name: "mieter-loeschen", path: "/einstellungen/daten/loeschen", who: "Mieterin" },
  { name: "mieter-zugang-beenden", path: "/einstellungen/daten/zugang-beenden", who: "Mieterin" },
  { name: "mieter-kontaktdaten", path: "/einstellungen/kontaktdaten", who: "Mieterin" },
  { name: "mieter-kontaktdaten-email", path: "/einstellungen/kontaktdaten/e-mail", who: "Mieterin" },
  { name: "mieter-haushalt", path: "/einstellungen/haushalt", who: "Mieterin" },
  { name: "mieter-kontaktdaten-telefon", path: "/einstellungen/kontaktdaten/telefon", who: "Mieterin" },
  { name: "mieter-bank", path: "/einstellungen/kontaktdaten/bank", who: "Mieterin" },
  { name: "mieter-zweiter-faktor", path: "/einstellungen/zweiter-faktor", who: "Mieterin" },
  { name: "mieter-passkeys", path: "/einstellungen/passkeys", who: "Mieterin" },
  { name: "mieter-mehr", path: "/mehr", who: "Mieterin" },
  { name: "eigentuemer-start", path: "/", who: "Eigentümer" },
  { name: "eigentuemer-vertrag", path: "/vertrag", who: "Eigentümer" },
  { name: "eigentuemer-kontaktdaten", path: "/einstellungen/kontaktdaten", who: "Eigentümer" },
  { name: "team", path: "/team", who: "Sachbearbeiterin" },
  { name: "team-aenderungen", path: "/team/aenderungen", who: "Sachbearbeiterin" },
  { name: "team-aenderungen-ablehnen", path: "/team/aenderungen", who: "Sachbearbeiterin", then: first(/^\/team\/aenderungen\?ablehnen=/) },
  { name: "team-freischaltung", path: "/team/freischaltung", who: "Sachbearbeiterin" },
  { name: "team-briefe", path: "/team/freischaltung", who: "Sachbearbeiterin", then: first(/^\/team\/freischaltung\/[0-9a-f-]{36}/) },
  { name: "team-personen", path: "/team/personen?suche=feld", who: "Sachbearbeiterin" },
  { name: "team-person", path: "/team/personen?suche=feld", who: "Sachbearbeiterin", then: first(/^\/team\/personen\/[0-9a-f-]{36}/) },
  { name: "team-dokumente", path: "/team/dokumente", who: "Sachbearbeiterin" },
  { name: "team-dokumente-offen", path: "/team/dokumente?offen=1", who: "Sachbearbeiterin" },
  { name: "team-dokument", path: "/team/dokumente", who: "Sachbearbeiterin", then: first(/^\/team\/dokumente\/[0-9a-f-]{36}/) },
  { name: "team-dokument-neu", path: "/team/dokumente/neu", who: "Sachbearbeiterin" },
  { name: "team-dokument-neu-alle", path: "/team/dokumente/neu?art=schreiben&fuer=alle", who: "Sachbearbeiterin" },
  { name: "team-serie", path: "/team/dokumente/serie", who: "Sachbearbeiterin" },
  { name: "team-vorgang", path: "/team", who: "Sachbearbeiterin", then: first(/^\/team\/vorgaenge\/[0-9a-f-]{36}/) },
];

for (const { name, path, who, then, status = 200 } of pages) {
  test(`${name} is for everybody`, async ({ arrive, watch }) => {
    const page = await arrive({ reducedMotion: "reduce" });
    if (who === "Sachbearbeiterin") await new Clerk(page).signIn(login(who));
    else if (who) await new Resident(page).signIn(login(who));
    await page.addInitScript({ path: axe });
    if (status !== 200) watch.allow(new RegExp(`status of ${status}`));
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(status);
    await then?.(page);
    await hydrated(page);

    await forEverybody(page);
    await pictures(page, name);
  });
}

test("what the server itself refuses is for everybody", async ({ arrive, watch }) => {
  watch.allow(/status of 404/);
  const page = await arrive();
  await page.addInitScript({ path: axe });
  // The same page tells of a failure, of too many tries and of a file that is gone.
  const answer = await page.goto("/api/gibt-es-nicht");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("link", { name: "Zur Startseite" })).toBeVisible();
  await forEverybody(page);
  await pictures(page, "abgelehnt");
});

/** One picture per size and theme into results/pages, to be looked at. */
async function pictures(page: Page, name: string): Promise<void> {
  const folder = join(results, "pages");
  mkdirSync(folder, { recursive: true });
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (const [width, height] of [[390, 844], [1440, 900]] as const) {
    await page.setViewportSize({ width, height });
    await page.evaluate(() => window.scrollTo(0, 0));
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
    }
  }
}
