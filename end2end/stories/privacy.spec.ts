// One's own data: downloaded whole, who looked at it, what is deleted and what stays, and the end of the access.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { unzip } from "../rig/archive.ts";
import { Clerk } from "../rig/clerk.ts";
import { photo } from "../rig/pictures.ts";
import { register } from "../rig/registration.ts";
import { Resident } from "../rig/resident.ts";
import { expect, hydrated, test } from "../rig/story.ts";

test.use({ start: "imported" });

const mira = { email: "mira.sommer@ahorn.example", password: "Kiesel Laterne Winter Apfel" };
const greta = { email: "greta.moeller@post.example", password: "Zimt Anker Wolke Fahrrad" };
const report = { topic: "Heizung", place: "In der Wohnung", title: "Heizung rauscht", text: "Nachts.", photos: [photo("rohr.png")] };

/** Asks for the archive and waits until the file can be fetched. */
async function collect(who: Resident, scripts = true): Promise<void> {
  await who.open("/einstellungen/daten");
  await who.page.getByLabel("Ihr Passwort", { exact: true }).fill(greta.password);
  await who.press("Daten zusammenstellen");
  const fetch = who.page.getByRole("link", { name: /ZIP-Datei herunterladen/ });
  if (scripts) await expect(fetch).toBeVisible({ timeout: 20_000 });
  else
    await expect(async () => {
      const again = who.page.getByRole("link", { name: "Aktualisieren" });
      if (await again.isVisible()) await again.click();
      await expect(fetch).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 20_000 });
}

/** Fetches the archive and opens it. */
async function fetched(page: Page): Promise<Map<string, Buffer>> {
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: /ZIP-Datei herunterladen/ }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^meine-daten-\d{4}-\d{2}-\d{2}\.zip$/);
  return unzip(readFileSync(await download.path()));
}

test("all own data comes as a file, and says who looked", async ({ house, mailbox, arrive }) => {
  const resident = new Resident(await arrive());
  await register(resident, house.letterTo("Greta Möller"), greta, mailbox);
  await resident.report(report);
  const staff = new Clerk(await arrive({ viewport: { width: 1440, height: 900 } }));
  await staff.join(house, mira);
  await staff.signIn(mira);
  await staff.openTicket(report.title);
  await staff.note("Das bleibt unter uns.");

  await collect(resident);
  await mailbox.expect(greta.email, /liegen bereit/);
  const files = await fetched(resident.page);
  const text = (name: RegExp) => [...files].filter(([file]) => name.test(file)).map(([, content]) => content.toString("utf8")).join("\n");
  expect(text(/LIESMICH\.txt$/)).toContain("Greta Möller");
  expect(text(/vorgang\.json$/)).toContain("Nachts.");
  expect(text(/./)).not.toContain("Das bleibt unter uns.");
  expect(text(/person\.json$/)).toContain(greta.email);
  expect(text(/eingangsbestaetigung\.pdf$/)).toMatch(/^%PDF-/);
  expect([...files.keys()].filter((name) => name.endsWith(".jpg"))).toHaveLength(1);

  await resident.open("/einstellungen/daten");
  await resident.page.getByRole("link", { name: /Wer hat meine Daten angesehen/ }).click();
  await expect(resident.page.getByText(/Vorgang \d{4}-\d{6} gelesen/).first()).toBeVisible();
});

test("without scripts the file comes as well", async ({ house, mailbox, arrive }) => {
  const resident = new Resident(await arrive({ javaScriptEnabled: false }), false);
  await register(resident, house.letterTo("Greta Möller"), greta, mailbox);
  await collect(resident, false);
  expect((await fetched(resident.page)).has("person.json")).toBe(true);
});

test("deletion is explained before it is asked for", async ({ house, mailbox, arrive }) => {
  const resident = new Resident(await arrive());
  await register(resident, house.letterTo("Greta Möller"), greta, mailbox);
  await resident.open("/einstellungen/daten/loeschen");
  await expect(resident.page.getByRole("heading", { name: "Das wird gelöscht" })).toBeVisible();
  await expect(resident.page.getByText(/§\s147\sAO/).first()).toBeVisible();
  await resident.press("Löschung beantragen");
  await expect(resident.page.getByText(/\d{4}-\d{6}/).first()).toBeVisible();
  await resident.open("/einstellungen/daten/loeschen");
  await expect(resident.page.getByText("Sie haben die Löschung beantragt.")).toBeVisible();
});

test("an access ends for good", async ({ house, mailbox, watch, arrive }) => {
  watch.allow(/status of 422/);
  const resident = new Resident(await arrive());
  await register(resident, house.letterTo("Greta Möller"), greta, mailbox);
  await resident.open("/einstellungen/daten/loeschen");
  await resident.page.getByRole("link", { name: "Weiter zum Beenden" }).click();
  await resident.page.getByLabel("Ihr Passwort", { exact: true }).fill(greta.password);
  await resident.press("Zugang endgültig beenden");
  await expect(resident.page.getByRole("alert").getByText(/Bitte bestätigen Sie/)).toBeVisible();
  await resident.page.getByLabel("Ihr Passwort", { exact: true }).fill(greta.password);
  await resident.page.getByLabel("Ja, mein Zugang soll enden.").check();
  await resident.press("Zugang endgültig beenden");
  await expect(resident.page.getByText("Sie sind abgemeldet.")).toBeVisible();
  await mailbox.expect(greta.email, /beendet/);
  await resident.open("/anmelden");
  await resident.page.getByLabel("E-Mail-Adresse").fill(greta.email);
  await resident.page.getByLabel("Passwort", { exact: true }).fill(greta.password);
  await resident.press("Anmelden");
  await expect(resident.page.getByRole("alert")).toBeVisible();
  await hydrated(resident.page);
});
