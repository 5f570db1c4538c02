// Photos on their way through a thin network: the bar moves, and where the network ends nothing that was typed is lost.
import type { CDPSession, Locator, Page } from "@playwright/test";
import { login } from "../rig/logins.ts";
import { noise } from "../rig/pictures.ts";
import { Resident, type Report } from "../rig/resident.ts";
import { expect, test } from "../rig/story.ts";

/** Bytes a second: the two photos take a quarter of a minute, or more. */
const THIN = 80_000;

const report: Report = {
  topic: "Heizung",
  place: "In der Wohnung",
  title: "Heizung tropft im Flur",
  text: "Seit heute früh, am Ventil.",
  access: "Ab 17 Uhr, 030 555 0147",
  photos: [noise("weit.png"), noise("nah.png")],
};

test("the bar moves while photos go up", async ({ arrive }) => {
  const { resident, network, bar } = await sendSlowly(await arrive());
  const { page } = resident;
  await expect(page.locator("form .progress p")).toHaveText(/^Wird gesendet: \d+\s%$/);
  const early = await beyond(bar, 0);
  const later = await beyond(bar, early);
  expect(later).toBeLessThan(100);
  await widen(network);
  await expect(page.getByText("Wir haben Ihre Meldung.")).toBeVisible();
});

test("where the network ends half-way it says so, and nothing is lost", async ({ house, watch, arrive }) => {
  watch.allow(/ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_SOCKET|ERR_FAILED/);
  const { resident, network, bar } = await sendSlowly(await arrive());
  const { page } = resident;
  await beyond(bar, 3);
  await house.kill();
  const alert = page.getByRole("alert").filter({ hasText: "Keine Verbindung. Ihre Eingaben sind noch da." });
  await expect(alert).toBeFocused();
  await expect(bar).toHaveCount(0);
  await expect(page.getByRole("radio", { name: report.topic })).toBeChecked();
  await expect(page.getByRole("radio", { name: report.place })).toBeChecked();
  await expect(page.getByLabel("In wenigen Worten")).toHaveValue(report.title);
  await expect(page.getByLabel("Was ist passiert?")).toHaveValue(report.text);
  await expect(page.getByLabel("Zutritt und Telefon")).toHaveValue(report.access ?? "");
  await expect(page.locator("form .photo-grid li")).toHaveCount(2);

  await house.start();
  await widen(network);
  await resident.press("Schaden melden");
  await expect(page.getByText("Wir haben Ihre Meldung.")).toBeVisible();
  await expect(page.locator(".timeline .photo-grid img")).toHaveCount(2);
  await resident.open("/vorgaenge");
  await expect(page.getByRole("link", { name: report.title })).toHaveCount(1);
});

/** A report whose photos are on their way through a thin network. */
async function sendSlowly(page: Page): Promise<{ resident: Resident; network: CDPSession; bar: Locator }> {
  const resident = new Resident(page);
  await resident.signIn(login("Mieterin"));
  await resident.fillReport(report);
  const network = await narrow(page);
  await resident.press("Schaden melden");
  return { resident, network, bar: page.locator("form progress") };
}

/** Waits until the bar is beyond so many percent, and tells how far it is then. */
async function beyond(bar: Locator, percent: number): Promise<number> {
  const now = () => bar.evaluate((progress) => (progress as HTMLProgressElement).value);
  await expect.poll(now, "the bar moves").toBeGreaterThan(percent);
  return now();
}

/** What leaves the page from now on goes slowly. */
async function narrow(page: Page): Promise<CDPSession> {
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  await conditions(network, THIN);
  return network;
}

async function widen(network: CDPSession): Promise<void> {
  await conditions(network, -1);
}

async function conditions(network: CDPSession, uploadThroughput: number): Promise<void> {
  await network.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput });
}
