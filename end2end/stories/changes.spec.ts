// Another e-mail address: asked for, proved, confirmed by the ERP; or called back by the old mailbox.
import { Clerk } from "../rig/clerk.ts";
import { login } from "../rig/logins.ts";
import { Resident } from "../rig/resident.ts";
import { expect, hydrated, test } from "../rig/story.ts";

const neu = "mara.neu@post.example";

async function ask(resident: Resident, password: string): Promise<void> {
  await resident.open("/einstellungen/kontaktdaten");
  await resident.page.getByRole("link", { name: "E-Mail-Adresse ändern" }).click();
  await resident.page.getByLabel("Neue E-Mail-Adresse").fill(neu);
  await resident.page.getByLabel("Ihr Passwort", { exact: true }).fill(password);
  await resident.press("Code schicken");
  await expect(resident.page.getByRole("heading", { level: 1, name: "Code aus der E-Mail" })).toBeVisible();
}

test("the new address is the login once the ERP has confirmed it", async ({ watch, mailbox, arrive }) => {
  watch.allow(/status of 422/);
  const tenant = login("Mieterin");
  const resident = new Resident(await arrive());
  await resident.signIn(tenant);
  await ask(resident, tenant.password);
  const notice = await mailbox.expect(tenant.email, /beantragt/);
  const link = /http:\/\/\S+\/aenderung-widerrufen#t=\S+/.exec(notice.text)?.[0] ?? "";
  const mail = await mailbox.expect(neu, /Code/);
  const code = /^\s*(\d{3}\s?\d{3})\s*$/m.exec(mail.text)?.[1] ?? "";
  await resident.page.getByLabel("Code", { exact: true }).fill(code);
  await resident.press("Code prüfen");
  await expect(resident.page.getByText(/Die Änderung gilt spätestens \w\w, \d+\.\s\w+/)).toBeVisible();
  await expect(resident.page.getByRole("listitem").filter({ hasText: "An die Buchhaltung übergeben" })).toBeVisible();
  await expect(resident.page.getByText(tenant.email).first()).toBeVisible();

  const staff = new Clerk(await arrive({ viewport: { width: 1440, height: 900 } }));
  await staff.signIn(login("Sachbearbeiterin"));
  await staff.page.goto("/team/aenderungen");
  await hydrated(staff.page);
  await staff.page.getByRole("listitem").filter({ hasText: neu }).getByRole("button", { name: "Vom ERP bestätigt" }).click();
  await expect(staff.page.getByText("Gespeichert.")).toBeVisible();

  await mailbox.expect(tenant.email, /gilt jetzt/);
  const again = new Resident(await arrive());
  await again.signIn({ email: neu, password: tenant.password });
  await again.open("/einstellungen/kontaktdaten");
  await expect(again.page.getByText("Wirksam")).toBeVisible();

  const late = await arrive();
  await late.goto(link);
  await hydrated(late);
  await late.getByRole("button", { name: "Änderung zurückziehen" }).click();
  await expect(late.getByRole("alert")).toBeVisible();
  await expect(late.getByRole("button", { name: "Änderung zurückziehen" })).toHaveCount(0);
  await expect(late.getByText("Danach bleibt alles, wie es war.")).toBeHidden();
});

test("the old mailbox calls a change back, also with a pasted link", async ({ mailbox, arrive }) => {
  const tenant = login("Mieterin");
  const resident = new Resident(await arrive());
  await resident.signIn(tenant);
  await ask(resident, tenant.password);
  const notice = await mailbox.expect(tenant.email, /beantragt/);
  const link = /http:\/\/\S+\/aenderung-widerrufen#t=\S+/.exec(notice.text)?.[0] ?? "";

  const plain = await arrive({ javaScriptEnabled: false });
  await plain.goto("/aenderung-widerrufen");
  await plain.getByLabel("Schlüssel aus der E-Mail").fill(link);
  await plain.getByRole("button", { name: "Änderung zurückziehen" }).click();
  await expect(plain.getByRole("heading", { level: 1, name: "Die Änderung ist zurückgezogen" })).toBeVisible();

  const owner = await arrive();
  await owner.goto(link);
  await hydrated(owner);
  await expect(owner.getByLabel("Schlüssel aus der E-Mail")).toBeHidden();
  await owner.getByRole("button", { name: "Änderung zurückziehen" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: "Die Änderung ist zurückgezogen" })).toBeVisible();
});

test("staff reject a change with a reason, and the resident reads it", async ({ arrive }) => {
  const owner = login("Eigentümer");
  const resident = new Resident(await arrive());
  await resident.signIn(owner);
  await resident.open("/einstellungen/kontaktdaten/telefon");
  await resident.page.getByLabel("Neue Telefonnummer").fill("030 23125 356");
  await resident.page.getByLabel("Ihr Passwort", { exact: true }).fill(owner.password);
  await resident.press("Nummer weitergeben");
  await expect(resident.page.getByText("Die Änderung ist beantragt.")).toBeVisible();

  const staff = new Clerk(await arrive({ viewport: { width: 1440, height: 900 } }));
  await staff.signIn(login("Sachbearbeiterin"));
  await staff.page.goto("/team/aenderungen");
  await hydrated(staff.page);
  await staff.page.getByRole("listitem").filter({ hasText: "+49 30 23125356" }).getByRole("link", { name: /ablehnen/ }).click();
  await staff.page.getByLabel("Grund der Ablehnung").fill("Diese Nummer ist nicht vergeben.");
  await staff.page.getByRole("button", { name: "Änderung ablehnen" }).click();
  await expect(staff.page.getByText("Gespeichert.")).toBeVisible();

  await resident.open("/einstellungen/kontaktdaten");
  await expect(resident.page.getByText("Grund: Diese Nummer ist nicht vergeben.")).toBeVisible();
});
