// "Mein Zugang": the rows, the password, other devices, the security log and its file; and the door of those without a letter.
import { readFileSync } from "node:fs";
import { login } from "../rig/logins.ts";
import { Resident } from "../rig/resident.ts";
import { expect, test } from "../rig/story.ts";

test("a tenant reads what happened to the account and takes it along", async ({ watch, arrive }) => {
  watch.allow(/status of 422/);
  const resident = new Resident(await arrive());
  const { page } = resident;
  await resident.signIn(login("Mieterin"));
  await resident.open("/einstellungen");
  await page.getByRole("main").getByRole("link", { name: /Mein Zugang/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mein Zugang" })).toBeVisible();
  await expect(page.getByText("Dieses Gerät")).toBeVisible();
  await page.getByText("Passwort ändern", { exact: true }).first().click();
  await page.getByLabel("Bisheriges Passwort").fill("falsch");
  await page.getByLabel("Neues Passwort", { exact: true }).fill("Falter Kreide Sommer Brunnen");
  await resident.press("Passwort ändern");
  await expect(page.getByRole("alert")).toBeVisible();

  await page.getByRole("main").getByRole("link", { name: /Sicherheitsprotokoll/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sicherheitsprotokoll" })).toBeVisible();
  await expect(page.getByText("Angemeldet", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("Falsches Passwort", { exact: true }).first()).toBeVisible();
  const file = page.waitForEvent("download");
  await page.getByRole("link", { name: "Protokoll herunterladen" }).click();
  const download = await file;
  expect(download.suggestedFilename()).toBe("Sicherheitsprotokoll.csv");
  const text = readFileSync(await download.path(), "utf8");
  expect(text.startsWith("\ufeffZeit;Ereignis;Gerät;Netz;Durch\r\n")).toBe(true);
});

test("another device is signed out from here", async ({ watch, arrive }) => {
  watch.allow(/status of 401/);
  const [here, there] = [new Resident(await arrive()), new Resident(await arrive())];
  await there.signIn(login("Mieterin"));
  await here.signIn(login("Mieterin"));
  await here.open("/einstellungen/zugang");
  const others = here.page.getByRole("main").getByRole("button", { name: "Abmelden", exact: true });
  await expect(others).toHaveCount(1);
  await others.click();
  await expect(here.page.getByText("Das Gerät ist abgemeldet.")).toBeVisible();
  await expect(here.page.getByText("Dieses Gerät")).toBeVisible();
  await there.page.goto("/vorgaenge");
  await expect(there.page.getByRole("heading", { level: 1, name: "Anmelden" })).toBeVisible();
});

test("who has no letter yet reads what happens and whom to call", async ({ arrive }) => {
  const resident = new Resident(await arrive());
  await resident.open("/");
  await resident.page.getByRole("link", { name: /Mein Haus ist noch nicht freigeschaltet/ }).click();
  await expect(resident.page.getByRole("heading", { level: 1, name: /noch nicht freigeschaltet/ })).toBeVisible();
  await expect(resident.page.getByRole("heading", { name: "Wann kommt mein Brief?" })).toBeVisible();
});
