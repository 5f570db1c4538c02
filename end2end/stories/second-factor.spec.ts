// The second factor: set up with an app, asked for at the next sign-in, replaced by a code on paper.
import { createHmac } from "node:crypto";
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
  await resident.signIn({ email, password });
  await resident.open("/einstellungen/zweiter-faktor");
  await page.getByLabel("Passwort", { exact: true }).fill(password);
  await resident.press("Einrichtung beginnen");
  const codes = page.locator("#inhalt code");
  await expect(codes).toHaveCount(11);
  await hydrated(page);
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
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await resident.press("Anmelden");
  await expect(page.getByRole("alert").getByText("Dieser Code stimmt nicht")).toBeVisible();
  await page.getByLabel("Code", { exact: true }).fill(paper);
  await resident.press("Anmelden");
  await expect(page.getByRole("heading", { level: 1, name: "Meine Vorgänge" })).toBeVisible();
});
