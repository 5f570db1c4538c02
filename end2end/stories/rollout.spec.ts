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
  const fold = page.locator("details").filter({ hasText: "Ahornhof" });
  await fold.locator("summary").click();
  await expect(fold.getByText("Einen Brief braucht hier gerade niemand.")).toBeVisible();
  await expect(fold.getByRole("button", { name: "Briefe erstellen" })).toHaveCount(0);
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

/** A house that is not enabled yet, with one tenant. */
const buchenhof = {
  "properties.csv":
    "reference;name;street;postal_code;town;federal_state;caretaker_name;caretaker_phone;caretaker_hours;enabled_on\nH2;Buchenhof;Buchenweg 8;12163;Berlin;BE;;;;\n",
  "units.csv": "reference;property;kind;label;area\nH2-01;H2;wohnung;EG links;44,00\n",
  "persons.csv":
    "reference;salutation;first_name;last_name;street;postal_code;town;email;phone\nP9;frau;Nora;Blum;Buchenweg 8;12163;Berlin;;\n",
  "contracts.csv":
    "reference;unit;kind;persons;starts_on;ends_on;signed_on;rent;operating_costs;heating_costs;deposit\nM-2001;H2-01;miete;P9;2024-01-01;;2023-11-20;500,00;90,00;60,00;1500,00\n",
};

test("a house is to be enabled on a day, then now, and its letters are followed", async ({ house, arrive }) => {
  house.takeOver(buchenhof);
  const staff = new Clerk(await arrive({ viewport: { width: 1440, height: 900 } }));
  await staff.join(house, mira);
  await staff.signIn(mira);
  const page = staff.page;
  const fold = page.locator("details").filter({ hasText: "Buchenhof" });

  await page.goto("/team/freischaltung");
  await hydrated(page);
  await expect(fold).toContainText("nicht freigeschaltet");
  await fold.locator("summary").click();
  const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await fold.getByLabel("Tag der Freischaltung").fill(inAWeek);
  await fold.getByRole("button", { name: "An diesem Tag freischalten" }).click();
  await expect(page.getByText("Der Tag ist gespeichert.")).toBeVisible();
  await expect(page.getByText(/geplant für \d\d\.\d\d\.\d{4}/)).toBeVisible();
  expect(house.lettersTo("Nora Blum")).toHaveLength(0);

  await page.goto("/team/freischaltung");
  await hydrated(page);
  await fold.locator("summary").click();
  await fold.getByRole("button", { name: "Jetzt freischalten" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Briefe: Buchenhof" })).toBeVisible();
  // Nobody reloads: the page follows the work by itself.
  await expect(page.getByText("1 / 1")).toBeVisible();
  await expect(page.getByRole("link", { name: "Alle Briefe als PDF" })).toBeVisible();
  expect(house.lettersTo("Nora Blum")).toHaveLength(1);
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
