// The power fails while a report is sent: afterwards it is there with all its photos, or not at all.
import { setTimeout as pause } from "node:timers/promises";
import type { House } from "../rig/house.ts";
import { login } from "../rig/logins.ts";
import { noise } from "../rig/pictures.ts";
import { Resident } from "../rig/resident.ts";
import { expect, test } from "../rig/story.ts";

/** What a browser says of a server that is gone. */
const gone = /ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_SOCKET|ERR_FAILED/;

const moments = [40, 150, 300, 450, 600, 800, 1100, 1500, 2500];

test("a report is whole or not there, whenever the server dies", async ({ house, watch, arrive }) => {
  test.slow();
  watch.allow(gone);
  const resident = new Resident(await arrive({ javaScriptEnabled: false }), false);
  await resident.signIn(login("Mieterin"));
  for (const moment of moments) {
    const title = `Stromausfall nach ${moment} Millisekunden`;
    await fill(resident, title);
    const sending = resident.press("Schaden melden").catch(() => undefined);
    await pause(moment);
    await cutPower(house);
    await sending;
    expect([undefined, 3]).toContain(await photosOf(resident, title));
  }
});

test("a report that was confirmed survives", async ({ house, watch, arrive }) => {
  watch.allow(gone);
  const resident = new Resident(await arrive({ javaScriptEnabled: false }), false);
  await resident.signIn(login("Mieterin"));
  await fill(resident, "Gerade noch bestätigt");
  await resident.press("Schaden melden");
  await expect(resident.page.getByText("Wir haben Ihre Meldung.")).toBeVisible();
  await cutPower(house);
  expect(await photosOf(resident, "Gerade noch bestätigt")).toBe(3);
});

async function fill(resident: Resident, title: string): Promise<void> {
  await resident.fillReport({
    topic: "Strom und Licht",
    place: "In der Wohnung",
    title,
    text: "Während des Sendens.",
    photos: [noise("a.png"), noise("b.png"), noise("c.png")],
  });
}

async function cutPower(house: House): Promise<void> {
  await house.kill();
  await house.start();
}

/** How many photos of a report can be opened, large and small; nothing when the report is not there. */
async function photosOf(resident: Resident, title: string): Promise<number | undefined> {
  // A fresh page: the old one may still be busy with its broken connection.
  const page = await resident.page.context().newPage();
  await page.goto("/vorgaenge");
  const row = page.getByRole("link", { name: title });
  if ((await row.count()) === 0) return page.close().then(() => undefined);
  await row.click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  const photos = page.locator("a[data-photo]");
  const addresses = await photos.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  for (const address of addresses.flatMap((large) => [large, `${large}/klein`])) {
    const answer = await page.request.get(address);
    expect(answer.status(), address).toBe(200);
    expect(answer.headers()["content-type"]).toBe("image/jpeg");
  }
  await page.close();
  return addresses.length;
}
