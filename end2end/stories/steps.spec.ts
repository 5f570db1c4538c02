// Pages that no address alone leads to: the steps of a registration, a new mailbox's code, the receipt of a report.
import { axe, forEverybody } from "../rig/check-page.ts";
import { login } from "../rig/logins.ts";
import { mailedCode } from "../rig/registration.ts";
import { Resident } from "../rig/resident.ts";
import { expect, test } from "../rig/story.ts";

test.describe("on the way to an account", () => {
  test.use({ start: "imported" });
  const greta = { email: "greta.moeller@post.example", password: "Zimt Anker Wolke Fahrrad" };

  test("each step is for everybody", async ({ house, mailbox, arrive }) => {
    const resident = new Resident(await arrive({ reducedMotion: "reduce" }));
    const { page } = resident;
    await page.addInitScript({ path: axe });
    await resident.redeem(house.letterTo("Greta Möller"));
    await expect(page.getByRole("heading", { level: 1, name: "Ihre E-Mail-Adresse" })).toBeVisible();
    await forEverybody(page);
    await page.getByLabel("E-Mail-Adresse").fill(greta.email);
    await resident.press("Code schicken");
    await expect(page.getByRole("heading", { level: 1, name: "Code aus der E-Mail" })).toBeVisible();
    await forEverybody(page);
    await page.getByLabel("Code", { exact: true }).fill(await mailedCode(mailbox, greta.email));
    await resident.press("Code prüfen");
    await expect(page.getByRole("heading", { level: 1, name: "Ihr Passwort" })).toBeVisible();
    await forEverybody(page);
    await page.getByLabel("Neues Passwort", { exact: true }).fill(greta.password);
    await resident.press("Konto anlegen");
    await expect(page.getByText("Ihr Konto ist fertig.")).toBeVisible();
    await forEverybody(page);
  });
});

test("the code of a new mailbox is for everybody", async ({ arrive }) => {
  const tenant = login("Mieterin");
  const resident = new Resident(await arrive({ reducedMotion: "reduce" }));
  const { page } = resident;
  await page.addInitScript({ path: axe });
  await resident.signIn(tenant);
  await resident.open("/einstellungen/kontaktdaten/e-mail");
  await page.getByLabel("Neue E-Mail-Adresse").fill("mara.neu@post.example");
  await page.getByLabel("Ihr Passwort", { exact: true }).fill(tenant.password);
  await resident.press("Code schicken");
  await expect(page.getByRole("heading", { level: 1, name: "Code aus der E-Mail" })).toBeVisible();
  await forEverybody(page);
  await resident.open("/einstellungen/kontaktdaten");
  await expect(page.getByText("Jetzt sind Sie dran:")).toBeVisible();
  await forEverybody(page);
});

test("the answer to a report is for everybody", async ({ arrive }) => {
  const resident = new Resident(await arrive({ reducedMotion: "reduce" }));
  await resident.page.addInitScript({ path: axe });
  await resident.signIn(login("Mieterin"));
  await resident.report({ topic: "Aufzug", place: "Im Haus", title: "Aufzug ruckt", text: "Zwischen 2 und 3." });
  await forEverybody(resident.page);
});

test("a link to a new password is for everybody", async ({ house, arrive }) => {
  const page = await arrive({ reducedMotion: "reduce" });
  await page.addInitScript({ path: axe });
  const said = house.run("staff", "add", "--name", "Mira Sommer", "--email", "mira.sommer@ahorn.example");
  await page.goto(/http\S+/.exec(said)?.[0] ?? "");
  await expect(page.getByLabel("Neues Passwort", { exact: true })).toBeVisible();
  await forEverybody(page);
});
