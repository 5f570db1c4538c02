// Another bank account: checked at once, taken back at any time, called back by mail, and out of staff's reach for a day.
import { accessible, axe } from "../rig/check-page.ts";
import { Clerk } from "../rig/clerk.ts";
import { login } from "../rig/logins.ts";
import { Resident } from "../rig/resident.ts";
import { expect, hydrated, test } from "../rig/story.ts";

const iban = "DE89 3704 0044 0532 0130 00";
const masked = "DE89 •••• •••• •••• •••• 00";
const path = "/einstellungen/kontaktdaten/bank";

for (const viewport of [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
]) {
  test(`bank details are checked and wait a day, ${viewport.width} wide`, async ({ watch, mailbox, arrive }) => {
    watch.allow(/status of 422/);
    const tenant = login("Mieterin");
    const resident = new Resident(await arrive({ viewport }));
    const { page } = resident;
    await page.addInitScript({ path: axe });
    await resident.signIn(tenant);
    await resident.open("/einstellungen/kontaktdaten");
    await page.getByRole("link", { name: "Bankverbindung ändern" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Bankverbindung ändern" })).toBeVisible();
    await accessible(page);
    await page.getByLabel("IBAN").fill("DE98 3704 0044 0532 0130 00");
    await page.getByLabel("Ihr Passwort", { exact: true }).fill(tenant.password);
    await resident.press("Bankverbindung beantragen");
    await expect(page.getByRole("alert").getByText("Die Prüfziffer stimmt nicht.")).toBeVisible();
    await page.getByLabel("IBAN").fill(iban);
    await page.getByLabel("Ihr Passwort", { exact: true }).fill(tenant.password);
    await resident.press("Bankverbindung beantragen");
    await expect(page.getByText("Die Änderung ist beantragt.")).toBeVisible();
    await expect(page.getByText(masked).first()).toBeVisible();
    await accessible(page);
    await mailbox.expect(tenant.email, /Bankverbindung/);

    const staff = new Clerk(await arrive({ viewport: { width: 1440, height: 900 } }));
    await staff.signIn(login("Sachbearbeiterin"));
    await staff.page.goto("/team/aenderungen");
    await hydrated(staff.page);
    const line = staff.page.getByRole("listitem").filter({ hasText: masked });
    await line.getByRole("link", { name: /IBAN anzeigen/ }).click();
    await expect(staff.page.getByText(iban)).toBeVisible();
    await line.getByRole("button", { name: "Freigeben (1 von 2)" }).click();
    await expect(staff.page.getByRole("alert").getByText("kann noch nicht freigegeben werden")).toBeVisible();

    const paper = page.waitForEvent("download");
    await page.getByRole("link", { name: "Lastschriftmandat (PDF)" }).click();
    expect((await paper).suggestedFilename()).toBe("SEPA-Lastschriftmandat.pdf");
    await resident.press("Änderung zurückziehen");
    await expect(page.getByText("Die Änderung ist zurückgezogen.")).toBeVisible();
  });
}

test("a wrong IBAN comes back without scripts, the password does not", async ({ watch, arrive }) => {
  watch.allow(/status of 422/);
  const tenant = login("Mieterin");
  const resident = new Resident(await arrive({ javaScriptEnabled: false }), false);
  const { page } = resident;
  await resident.signIn(tenant);
  await resident.open("/anliegen?thema=bankverbindung");
  await expect(page).toHaveURL(new RegExp(path));
  await page.getByLabel("IBAN").fill("DE8937040044053201300");
  await page.getByLabel("Nur für Auszahlungen").check();
  await page.getByLabel("Ihr Passwort", { exact: true }).fill(tenant.password);
  await resident.press("Bankverbindung beantragen");
  await expect(page.getByRole("alert").getByText("hat 22 Zeichen, eingegeben sind 21")).toBeVisible();
  await expect(page.getByLabel("IBAN")).toHaveValue("DE8937040044053201300");
  await expect(page.getByLabel("Nur für Auszahlungen")).toBeChecked();
  await expect(page.getByLabel("Ihr Passwort", { exact: true })).toHaveValue("");
  await page.getByLabel("IBAN").fill(iban);
  await page.getByLabel("Ihr Passwort", { exact: true }).fill(tenant.password);
  await resident.press("Bankverbindung beantragen");
  await expect(page.getByText(masked).first()).toBeVisible();
});
