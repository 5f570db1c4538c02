// A house is enabled: letters to print, to post and to send anew.
import { Clerk } from "../rig/clerk.ts";
import { register } from "../rig/registration.ts";
import { Resident } from "../rig/resident.ts";
import { expect, hydrated, test } from "../rig/story.ts";

test.use({ start: "imported" });

const mira = { email: "mira.sommer@ahorn.example", password: "Kiesel Laterne Winter Apfel" };
const greta = { email: "greta.moeller@post.example", password: "Zimt Anker Wolke Fahrrad" };

test("staff find the letters of a house, print them and note the post", async ({ house, arrive }) => {
  const staff = new Clerk(await arrive({ viewport: { width: 1440, height: 900 } }));
  await staff.join(house, mira);
  await staff.signIn(mira);
  const page = staff.page;
  await page.getByRole("link", { name: "Freischaltung" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Freischaltung" })).toBeVisible();
  await page.getByRole("link", { name: /Ahornhof/ }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Briefe: Ahornhof" })).toBeVisible();
  await expect(page.getByText("4 / 4")).toBeVisible();

  const print = page.waitForEvent("download");
  await page.getByRole("link", { name: "Alle Briefe als PDF" }).click();
  expect((await print).suggestedFilename()).toMatch(/^Briefe-.*\.pdf$/);
  const list = page.waitForEvent("download");
  await page.getByRole("link", { name: "Adressen als Tabelle (CSV)" }).click();
  expect((await list).suggestedFilename()).toMatch(/^Adressen-.*\.csv$/);

  await page.getByRole("button", { name: "Tag speichern" }).click();
  await expect(page.getByText("Der Tag ist gespeichert.")).toBeVisible();
  await expect(page.getByText("zur Post gegeben", { exact: true })).toBeVisible();
});

test("a new letter kills the old code, and the person's history shows both", async ({ house, mailbox, watch, arrive }) => {
  const old = house.letterTo("Greta Möller");
  const staff = new Clerk(await arrive());
  await staff.join(house, mira);
  await staff.signIn(mira);
  const page = staff.page;
  await page.goto("/team/personen?suche=möller");
  await hydrated(page);
  await page.getByRole("link", { name: /Greta Möller/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Greta Möller" })).toBeVisible();
  await page.getByText("Neuen Brief senden", { exact: true }).click();
  await page.getByRole("button", { name: "Ja, neuen Brief senden" }).click();
  await expect(page.getByText("Der Brief ist bestellt.")).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(/^ersetzt/)).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(page.getByText("gültig", { exact: true })).toBeVisible();

  const resident = new Resident(await arrive());
  watch.allow(/status of 422/);
  await resident.open("/registrieren");
  await resident.page.getByLabel("Zugangsnummer").fill(old.number);
  await resident.page.getByLabel("Aktivierungscode").fill(old.code);
  await resident.press("Weiter");
  await expect(resident.page.getByRole("alert")).toBeVisible();
  const fresh = house.lettersTo("Greta Möller").find((letter) => letter.number !== old.number);
  if (!fresh) throw new Error("the new letter is not there");
  await register(resident, fresh, greta, mailbox);
});
