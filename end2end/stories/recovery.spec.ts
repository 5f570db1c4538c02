// Mailbox lost: staff order a letter after a call, somebody else of them prints it, and it opens the same account with
// another address.
import { Clerk } from "../rig/clerk.ts";
import { register } from "../rig/registration.ts";
import { Resident } from "../rig/resident.ts";
import { expect, hydrated, test } from "../rig/story.ts";

test.use({ start: "imported" });

const mira = { email: "mira.sommer@ahorn.example", password: "Kiesel Laterne Winter Apfel" };
const tom = { email: "tom.brandt@ahorn.example", password: "Hafen Pinsel Regen Kastanie" };
const greta = { email: "greta.moeller@post.example", password: "Zimt Anker Wolke Fahrrad" };
const anew = { email: "greta.neu@post.example", password: "Falter Kreide Sommer Brunnen" };

test("a tenant without mailbox comes back with a letter", async ({ house, mailbox, watch, arrive }) => {
  watch.allow(/status of 422/);
  const first = house.letterTo("Greta Möller");
  const resident = new Resident(await arrive());
  await register(resident, first, greta, mailbox);

  const staff = new Clerk(await arrive());
  await staff.join(house, mira);
  await staff.signIn(mira);
  const page = staff.page;
  await page.goto("/team/personen?suche=möller");
  await hydrated(page);
  await page.getByRole("link", { name: /Greta Möller/ }).click();
  await page.getByText("Brief zur Wiederherstellung senden", { exact: true }).click();
  await page.getByRole("button", { name: "Wiederherstellungsbrief senden" }).click();
  await expect(page.getByRole("alert").getByText("wie Sie die Person geprüft haben")).toBeVisible();
  await page.getByLabel("Rückruf unter der bekannten Nummer").check();
  await page.getByRole("button", { name: "Wiederherstellungsbrief senden" }).click();
  await expect(page.getByText("Der Brief ist bestellt.")).toBeVisible();
  await mailbox.expect(greta.email, /Brief zu Ihrem Zugang/);

  let letter = first;
  await expect(() => {
    const fresh = house.lettersTo("Greta Möller").find((letter) => letter.number !== first.number);
    if (!fresh) throw new Error("the letter is not there yet");
    letter = fresh;
  }).toPass();

  const withheld = page.getByText("Diesen Brief druckt und verschickt jemand anderes aus Ihrem Team.");
  await page.reload();
  await expect(withheld).toBeVisible();
  await expect(page.getByRole("link", { name: /Brief als PDF/ })).toHaveCount(0);
  const colleague = new Clerk(await arrive());
  await colleague.join(house, tom);
  await colleague.signIn(tom);
  await colleague.page.goto(page.url());
  await hydrated(colleague.page);
  const paper = colleague.page.waitForEvent("download");
  await colleague.page.getByRole("link", { name: /Brief als PDF/ }).click();
  expect((await paper).suggestedFilename()).toMatch(/\.pdf$/);

  const again = new Resident(await arrive());
  await again.redeem(letter);
  await again.page.getByLabel("E-Mail-Adresse").fill(anew.email);
  await again.press("Code schicken");
  const mail = await mailbox.expect(anew.email, /Bestätigungscode/);
  const digits = /(\d{3})\s?(\d{3})/.exec(mail.text);
  await again.page.getByLabel("Code", { exact: true }).fill(`${digits?.[1]}${digits?.[2]}`);
  await again.press("Code prüfen");
  await again.page.getByLabel("Neues Passwort", { exact: true }).fill(anew.password);
  await again.press("Zugang neu einrichten");
  await expect(again.page.getByRole("heading", { level: 1, name: /^Guten Tag/ })).toBeVisible();
  await mailbox.expect(greta.email, /neu eingerichtet/);

  await resident.open("/einstellungen");
  await expect(resident.page.getByRole("heading", { level: 1, name: "Anmelden" })).toBeVisible();
});
