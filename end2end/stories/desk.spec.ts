// The desk of staff: a chosen step stays what it was, and a ticket that somebody else works on is found.
import { Clerk } from "../rig/clerk.ts";
import { login } from "../rig/logins.ts";
import { Resident } from "../rig/resident.ts";
import { expect, hydrated, test } from "../rig/story.ts";

const title = "Öl läuft aus dem Kessel";

test("a chosen step stays while a reply is sent, and is asked once more before it is final", async ({ watch, arrive }) => {
  watch.allow(/status of 422/);
  const resident = new Resident(await arrive());
  await resident.signIn(login("Mieterin"));
  await resident.report({ topic: "Heizung", place: "Im Haus", title, text: "Seit heute früh." });

  const staff = new Clerk(await arrive({ viewport: { width: 1440, height: 900 } }));
  await staff.signIn(login("Sachbearbeiterin"));
  await staff.openTicket(title);
  const { page } = staff;
  const kind = page.locator("#kind");
  await kind.selectOption({ label: "Rückfrage stellen" });
  await page.locator("#reason").fill("Ist es Heizöl?");
  await staff.answer("Danke, wir sehen nach.");
  await expect(page.getByRole("main").getByText("Ihre Nachricht ist gesendet.")).toBeVisible();
  await expect(kind).toHaveValue("rueckfrage");
  await expect(page.locator("#reason")).toHaveValue("Ist es Heizöl?");
  await page.getByRole("button", { name: "Stand ändern" }).click();
  await expect(page.getByText("Der neue Stand ist gespeichert.")).toBeVisible();
  await expect(kind).toHaveValue("");
  await expect(page.locator("#reason")).toHaveValue("");

  await kind.selectOption({ label: "Ablehnen" });
  await page.locator("#reason").fill("Das war ein Versehen.");
  await page.getByRole("button", { name: "Stand ändern" }).click();
  await expect(page.getByRole("alert").getByText("Bitte setzen Sie das Häkchen")).toBeVisible();
  await page.getByLabel("Wirklich ablehnen?").check();
  await page.getByRole("button", { name: "Stand ändern" }).click();
  await expect(page.getByText("Dieser Vorgang ist beendet.")).toBeVisible();

  await page.getByRole("searchbox", { name: "Nummer, Titel oder Name" }).fill("öl kessel");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Suche: öl kessel" })).toBeVisible();
  await expect(page.getByRole("link", { name: title })).toBeVisible();
  await page.getByRole("link", { name: /^Alle offenen/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Alle offenen" })).toBeVisible();
  await page.goto("/team?suche=x");
  await hydrated(page);
  await expect(page.getByText("Bitte geben Sie mindestens zwei Zeichen ein.")).toBeVisible();
});
