// The second factor: set up with an app, asked for at the next sign-in, replaced by a code on paper; and staff who need one.
import { createHmac } from "node:crypto";
import { axe, forEverybody } from "../rig/check-page.ts";
import { login } from "../rig/logins.ts";
import { Resident } from "../rig/resident.ts";
import { expect, hydrated, test } from "../rig/story.ts";

/** The code an app shows for a secret (RFC 6238). */
function shown(secret: string, at: number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replaceAll(" ", "")].map((c) => letters.indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac("sha1", key).update(step).digest();
  const code = (digest.readUInt32BE((digest[19] ?? 0) & 15) & 0x7fffffff) % 1_000_000;
  return String(code).padStart(6, "0");
}

test("a tenant sets up a second factor and signs in with it", async ({ watch, arrive }) => {
  watch.allow(/status of 422/);
  const resident = new Resident(await arrive());
  const { page } = resident;
  const { email, password } = login("Mieterin");
  await page.addInitScript({ path: axe });
  await resident.signIn({ email, password });
  await resident.open("/einstellungen/zweiter-faktor");
  await page.getByLabel("Passwort", { exact: true }).fill(password);
  await resident.press("Einrichtung beginnen");
  const codes = page.locator("#inhalt code");
  await expect(codes).toHaveCount(11);
  await hydrated(page);
  await forEverybody(page);
  const [secret = "", paper = ""] = await codes.allTextContents();
  await page.getByLabel("Code", { exact: true }).fill(shown(secret, Date.now()));
  await resident.press("Zweiten Faktor einschalten");
  await expect(page.getByText("Der zweite Faktor ist jetzt eingeschaltet.")).toBeVisible();

  await page.context().clearCookies();
  await resident.open("/anmelden?ziel=/vorgaenge");
  await page.getByLabel("E-Mail-Adresse").fill(email);
  await page.getByLabel("Passwort", { exact: true }).fill(password);
  await resident.press("Anmelden");
  await expect(page.getByRole("heading", { level: 1, name: "Code eingeben" })).toBeVisible();
  await hydrated(page);
  await forEverybody(page);
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await resident.press("Anmelden");
  await expect(page.getByRole("alert").getByText("Dieser Code stimmt nicht")).toBeVisible();
  await page.getByLabel("Code", { exact: true }).fill(paper);
  await resident.press("Anmelden");
  await expect(page.getByRole("heading", { level: 1, name: "Meine Vorgänge" })).toBeVisible();

  await resident.open("/einstellungen/zweiter-faktor");
  await expect(page.getByText("Unbenutzte Wiederherstellungscodes: 9")).toBeVisible();
  await page.getByText("Neue Wiederherstellungscodes", { exact: true }).click();
  await page.locator("#current").fill(password);
  await resident.press("Neue Codes zeigen");
  await expect(codes).toHaveCount(10);
  await hydrated(page);
  await forEverybody(page);
  await resident.press("Codes aufgeschrieben, neue gelten lassen");
  await expect(page.getByText("Die neuen Wiederherstellungscodes gelten.")).toBeVisible();
  await expect(page.getByText("Unbenutzte Wiederherstellungscodes: 10")).toBeVisible();
});

test.describe("where staff need one", () => {
  test.use({ start: "strict" });

  test("they enrol before they see anything", async ({ arrive }) => {
    const page = await arrive({ viewport: { width: 1440, height: 900 } });
    const { email, password } = login("Sachbearbeiterin");
    await page.goto("/anmelden");
    await hydrated(page);
    await page.getByLabel("E-Mail-Adresse").fill(email);
    await page.getByLabel("Passwort", { exact: true }).fill(password);
    await page.getByRole("main").getByRole("button", { name: "Anmelden", exact: true }).click();
    const asked = page.getByText("Bitte richten Sie zuerst den zweiten Faktor ein.");
    await expect(asked).toBeVisible();
    await page.goto("/team/personen");
    await expect(asked).toBeVisible();
    await hydrated(page);
    await page.getByLabel("Passwort", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Einrichtung beginnen" }).click();
    const codes = page.locator("#inhalt code");
    await expect(codes).toHaveCount(11);
    await hydrated(page);
    const [secret = ""] = await codes.allTextContents();
    await page.getByLabel("Code", { exact: true }).fill(shown(secret, Date.now()));
    await page.getByRole("button", { name: "Zweiten Faktor einschalten" }).click();
    await expect(page.getByText("Der zweite Faktor ist jetzt eingeschaltet.")).toBeVisible();
    await page.goto("/team");
    await expect(page.getByRole("navigation", { name: "Ansichten" })).toBeVisible();
  });
});
