// In the cellar: own tickets can be read without network, and are gone after signing out.
import { login } from "../rig/logins.ts";
import { Resident } from "../rig/resident.ts";
import { expect, test } from "../rig/story.ts";

test("own tickets with their photos are read without network, until signing out", async ({ watch, arrive }) => {
  watch.allow(/ERR_INTERNET_DISCONNECTED/);
  const resident = new Resident(await arrive());
  const { page } = resident;
  await resident.signIn(login("Mieterin"));
  await resident.report({ topic: "Aufzug", place: "Im Haus", title: "Aufzug ruckt", text: "Zwischen 2 und 3." });
  await resident.openTicket("Aufzug ruckt");
  const address = new URL(page.url()).pathname;
  await resident.keptForOffline("Aufzug ruckt");

  await page.context().setOffline(true);
  await page.goto(address);
  await expect(page.getByText("Zwischen 2 und 3.")).toBeVisible();
  await expect(page.getByText(/^Stand: /)).toBeVisible();
  await page.goto("/vorgaenge");
  await expect(page.getByText("Aufzug ruckt")).toBeVisible();
  await page.getByRole("navigation", { name: "Ansicht" }).getByRole("link", { name: /^Alle/ }).click();
  await expect(page.getByRole("link", { name: /^Alle/ })).toHaveAttribute("aria-current", "page");
  await expect(page.getByText("Aufzug ruckt")).toBeVisible();

  await page.context().setOffline(false);
  await expect(page.locator("#inhalt").getByText("Sie haben wieder Netz.")).toBeVisible();
  await expect(page.getByText("Kein Netz.")).toBeHidden();
  await resident.signOut();
  // The server's answer has taken the worker, too; the start page puts a new one in place.
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.context().setOffline(true);
  await page.goto(address);
  await expect(page.getByText("Auf diesem Gerät ist nichts gespeichert.")).toBeVisible();
  await expect(page.getByText("Aufzug ruckt")).toHaveCount(0);
});

test("a shared device keeps nothing", async ({ watch, arrive }) => {
  watch.allow(/ERR_INTERNET_DISCONNECTED/);
  const resident = new Resident(await arrive());
  await resident.signIn(login("Mieterin"), "shared");
  await resident.open("/vorgaenge");
  await resident.page.evaluate(() => navigator.serviceWorker.ready);
  await resident.page.context().setOffline(true);
  await resident.page.goto("/vorgaenge");
  await expect(resident.page.getByText("Auf diesem Gerät ist nichts gespeichert.")).toBeVisible();
});
