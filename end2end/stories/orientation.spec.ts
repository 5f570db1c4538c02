// For those who listen instead of look, or type instead of point: where the focus goes, what is announced, what may be pasted.
import { login } from "../rig/logins.ts";
import { Resident } from "../rig/resident.ts";
import { expect, hydrated, test } from "../rig/story.ts";

test("after a change of page the heading has the focus and the title is new", async ({ arrive }) => {
  const resident = new Resident(await arrive());
  const { page } = resident;
  await resident.signIn(login("Mieterin"));
  await page.evaluate(() => Object.assign(window, { stayed: true }));
  const before = await page.title();
  await page.getByRole("navigation", { name: "Hauptmenü" }).getByRole("link", { name: "Vorgänge" }).click();
  const heading = page.getByRole("heading", { level: 1, name: "Meine Vorgänge" });
  await expect(heading).toBeFocused();
  await expect(page).not.toHaveTitle(before);
  expect(await page.evaluate(() => "stayed" in window), "changed without loading anew").toBe(true);
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});

test("a form with errors says so in its title, takes the focus to the summary, and leads to each field", async ({ watch, arrive }) => {
  watch.allow(/status of 422/);
  const resident = new Resident(await arrive());
  const { page } = resident;
  await resident.open("/anmelden");
  await page.getByLabel("E-Mail-Adresse").fill("niemand@post.example");
  await page.getByLabel("Passwort", { exact: true }).fill("falsch falsch falsch");
  await resident.press("Anmelden");
  const summary = page.getByRole("alert");
  await expect(summary).toBeFocused();
  await expect(page).toHaveTitle(/^Fehler: /);
  await expect(summary).toContainText("E-Mail-Adresse oder Passwort stimmen nicht.");
});

test("addresses, passwords and codes may be filled in and pasted", async ({ arrive }) => {
  const page = await arrive({ permissions: ["clipboard-read", "clipboard-write"] });
  await page.goto("/anmelden");
  await hydrated(page);
  await expect(page.getByLabel("E-Mail-Adresse")).toHaveAttribute("autocomplete", /username|email/);
  const password = page.getByLabel("Passwort", { exact: true });
  await expect(password).toHaveAttribute("autocomplete", "current-password");
  await page.evaluate(() => navigator.clipboard.writeText("aus dem Tresor"));
  await password.focus();
  await page.keyboard.press("Control+V");
  await expect(password).toHaveValue("aus dem Tresor");
});

test("the first stop of the keyboard leads to the content", async ({ arrive }) => {
  const page = await arrive();
  await page.goto("/hilfe");
  await hydrated(page);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Zum Inhalt springen" });
  await expect(skip).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.querySelector("main")?.contains(document.activeElement))).toBe(true);
});
