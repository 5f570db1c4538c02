// A change on its way through a simulated ERP: each state is seen, and what the ERP changes is seen in the portal.
import { type Page } from "@playwright/test";
import { login } from "../rig/logins.ts";
import { Resident } from "../rig/resident.ts";
import { expect, test } from "../rig/story.ts";

const neu = "mara.neu@post.example";

test.use({ start: "erp" });

/** Reads a page anew until it shows a text: what comes from the ERP comes by itself. */
async function appears(page: Page, text: string | RegExp): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(text).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
}

/** The first page of the simulated ERP, once it shows what the portal has told it. */
async function atTheErp(erp: Page, told: string): Promise<void> {
  await erp.goto("/");
  await appears(erp, told);
}

test("an e-mail change is watched through all its states", async ({ mailbox, house, arrive }) => {
  const tenant = login("Mieterin");
  const resident = new Resident(await arrive());
  await resident.signIn(tenant);
  await resident.open("/einstellungen/kontaktdaten");
  await resident.page.getByRole("link", { name: "E-Mail-Adresse ändern" }).click();
  await resident.page.getByLabel("Neue E-Mail-Adresse").fill(neu);
  await resident.page.getByLabel("Ihr Passwort", { exact: true }).fill(tenant.password);
  await resident.press("Code schicken");
  const mail = await mailbox.expect(neu, /Code/);
  const erp = await arrive({ baseURL: house.erp?.url, viewport: { width: 1440, height: 900 } });
  await erp.goto("/");
  await expect(erp.getByText("Noch hat das Portal nichts gemeldet.")).toBeVisible();

  const code = /^\s*(\d{3}\s?\d{3})\s*$/m.exec(mail.text)?.[1] ?? "";
  await resident.page.getByLabel("Code", { exact: true }).fill(code);
  await resident.press("Code prüfen");
  await expect(resident.page.getByRole("listitem").filter({ hasText: "An die Buchhaltung übergeben" })).toBeVisible();

  await atTheErp(erp, neu);
  await expect(erp.getByText("wartet auf Sie")).toBeVisible();
  await erp.getByRole("button", { name: "Bestätigen" }).click();
  await expect(erp.getByText(/^bestätigt /)).toBeVisible();

  await mailbox.expect(tenant.email, /gilt jetzt/);
  const again = new Resident(await arrive());
  await again.signIn({ email: neu, password: tenant.password });
  await again.open("/einstellungen/kontaktdaten");
  await expect(again.page.getByText("Wirksam")).toBeVisible();
});

test("the ERP rejects a change, and the resident reads why", async ({ house, arrive }) => {
  const owner = login("Eigentümer");
  const resident = new Resident(await arrive());
  await resident.signIn(owner);
  await resident.open("/einstellungen/kontaktdaten/telefon");
  await resident.page.getByLabel("Neue Telefonnummer").fill("030 23125 357");
  await resident.page.getByLabel("Ihr Passwort", { exact: true }).fill(owner.password);
  await resident.press("Nummer weitergeben");
  await expect(resident.page.getByText("Die Änderung ist beantragt.")).toBeVisible();

  const erp = await arrive({ baseURL: house.erp?.url, viewport: { width: 1440, height: 900 } });
  await atTheErp(erp, "+49 30 23125357");
  await erp.getByLabel("Grund der Ablehnung").fill("Diese Nummer ist nicht vergeben.");
  await erp.getByRole("button", { name: "Ablehnen" }).click();
  await expect(erp.getByText("abgelehnt: Diese Nummer ist nicht vergeben.")).toBeVisible();

  await resident.open("/einstellungen/kontaktdaten");
  await appears(resident.page, "Grund: Diese Nummer ist nicht vergeben.");
});

test("what the ERP changes by itself is fetched, however badly it behaves", async ({ house, arrive }) => {
  const erp = await arrive({ baseURL: house.erp?.url, viewport: { width: 1440, height: 900 } });
  await erp.goto("/");
  for (const mischief of [/zweimal/, /anderer Reihenfolge/, /verstümmelte/]) await erp.getByLabel(mischief).check();
  await erp.getByRole("button", { name: "Verhalten speichern" }).click();
  const owner = login("Eigentümer");
  await erp.goto("/personen");
  await erp.getByLabel("Suchen").fill(owner.email);
  await erp.getByRole("button", { name: "Suchen" }).click();
  await erp.getByRole("row").nth(1).getByRole("link").click();
  await erp.getByLabel("phone").fill("030 23125 999");
  await erp.getByRole("button", { name: "Speichern" }).click();
  await expect(erp.getByText("Gespeichert. Das Portal bekommt ein Ereignis.")).toBeVisible();

  const resident = new Resident(await arrive());
  await resident.signIn(owner);
  await resident.open("/einstellungen/kontaktdaten");
  await appears(resident.page, "030 23125 999");
});
