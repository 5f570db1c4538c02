// A session ends by itself: the portal says so, keeps what was typed, and leads back to where the person was.
import { login } from "../rig/logins.ts";
import { Resident } from "../rig/resident.ts";
import { expect, hydrated, test } from "../rig/story.ts";

test("a page that needs a session leads to the sign-in and back", async ({ watch, arrive }) => {
  watch.allow(/status of 401/);
  const resident = new Resident(await arrive());
  const { page } = resident;
  await resident.signIn(login("Mieterin"));
  let refused = 0;
  page.on("response", (response) => (refused += response.status() === 401 ? 1 : 0));
  await page.context().clearCookies();
  await page.getByRole("link", { name: "Vorgänge", exact: true }).first().click();
  await expect(page.getByText("Sie sind nicht mehr angemeldet.")).toBeVisible();
  await expect(page).toHaveURL(/\/anmelden\?ziel=/);
  await hydrated(page);
  const settled = refused;
  await page.waitForTimeout(1500);
  expect(refused, "nothing is asked again and again").toBe(settled);
  await page.getByLabel("E-Mail-Adresse").fill(login("Mieterin").email);
  await page.getByLabel("Passwort", { exact: true }).fill(login("Mieterin").password);
  await resident.press("Anmelden");
  await expect(page.getByRole("heading", { level: 1, name: "Meine Vorgänge" })).toBeVisible();
});

test("a report that can no longer be sent is kept", async ({ watch, arrive }) => {
  watch.allow(/status of 401/);
  const resident = new Resident(await arrive());
  const { page } = resident;
  await resident.signIn(login("Mieterin"));
  await resident.fillReport({ topic: "Heizung", place: "In der Wohnung", title: "Heizung kalt", text: "Seit gestern." });
  // The draft is kept a moment after the last key.
  await page.waitForTimeout(1500);
  await page.context().clearCookies();
  await resident.press("Schaden melden");
  const notice = page.getByRole("alert").filter({ hasText: "Sie sind nicht mehr angemeldet." });
  await notice.getByRole("link", { name: "Anmelden" }).click();
  await hydrated(page);
  await page.getByLabel("E-Mail-Adresse").fill(login("Mieterin").email);
  await page.getByLabel("Passwort", { exact: true }).fill(login("Mieterin").password);
  await resident.press("Anmelden");
  await expect(page.locator("#inhalt").getByText("Ihr Entwurf ist wieder da.")).toBeVisible();
  await expect(page.getByLabel("In wenigen Worten")).toHaveValue("Heizung kalt");
});

test("no field of a form says undefined", async ({ arrive }) => {
  const page = await arrive();
  for (const path of ["/anmelden", "/registrieren", "/brief-verloren", "/passwort-vergessen", "/aktivieren"]) {
    await page.goto(path);
    await hydrated(page);
    const values = await page.locator("input").evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
    expect(values.filter((value) => value.includes("undefined")), path).toEqual([]);
  }
});
