// Photos of a ticket, large: one after the other by buttons and arrow keys, and as links where there are no scripts.
import { accessible, axe } from "../rig/check-page.ts";
import { login } from "../rig/logins.ts";
import { noise, photo, type Upload } from "../rig/pictures.ts";
import { Resident } from "../rig/resident.ts";
import { expect, test } from "../rig/story.ts";

const report = { topic: "Wasser und Abfluss", place: "In der Wohnung", title: "Rohr unter der Spüle leckt", text: "Seit heute früh." };

test("the photos of a ticket are looked at one after the other", async ({ arrive }) => {
  const resident = new Resident(await arrive());
  const { page } = resident;
  await page.addInitScript({ path: axe });
  await open(resident, [photo("weit.png"), photo("nah.png", [27, 90, 134]), noise("quadrat.png", 400)]);
  const small = page.locator(".photo-grid a");
  const viewer = page.getByRole("dialog", { name: "Foto, groß" });
  const next = viewer.getByRole("button", { name: "Nächstes Foto" });
  const previous = viewer.getByRole("button", { name: "Voriges Foto" });
  const shows = async (place: number) => {
    await expect(viewer.getByText(`Foto ${place} von 3`, { exact: true })).toBeVisible();
    const picture = viewer.getByRole("img");
    await expect(picture).toHaveAttribute("alt", new RegExp(`^Foto ${place} von 3 zu Vorgang `));
    const address = await small.nth(place - 1).getAttribute("href");
    await expect(picture).toHaveAttribute("src", address ?? "");
    await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth), "the photo is there").toBeGreaterThan(0);
  };

  await small.nth(1).click();
  await shows(2);
  await accessible(page);
  for (const button of [previous, next, viewer.getByRole("button", { name: "Schließen" })]) {
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(48);
  }
  const before = await next.boundingBox();
  await next.click();
  await shows(3);
  expect(await next.boundingBox(), "the button stays where it is").toEqual(before);
  await page.keyboard.press("ArrowRight");
  await shows(1);
  await page.keyboard.press("ArrowLeft");
  await shows(3);
  await previous.click();
  await shows(2);
  await page.keyboard.press("Escape");
  await expect(viewer).toBeHidden();
  await expect(small.nth(1)).toBeFocused();
});

test("a single photo leads nowhere else", async ({ arrive }) => {
  const resident = new Resident(await arrive());
  const { page } = resident;
  await open(resident, [photo("nah.png")]);
  await page.locator(".photo-grid a").click();
  const viewer = page.getByRole("dialog", { name: "Foto, groß" });
  await expect(viewer.getByRole("img")).toBeVisible();
  await expect(viewer.getByRole("button")).toHaveCount(1);
});

test("without scripts each photo is a link to the picture", async ({ arrive }) => {
  const resident = new Resident(await arrive({ javaScriptEnabled: false }), false);
  const { page } = resident;
  await open(resident, [photo("weit.png"), photo("nah.png", [27, 90, 134])]);
  const links = page.locator(".photo-grid a");
  await expect(links).toHaveCount(2);
  for (const link of await links.all()) {
    const answer = await page.request.get((await link.getAttribute("href")) ?? "");
    expect(answer.status()).toBe(200);
    expect(answer.headers()["content-type"]).toBe("image/jpeg");
  }
});

/** Reports with these photos and opens the ticket. */
async function open(resident: Resident, photos: Upload[]): Promise<void> {
  await resident.signIn(login("Mieterin"));
  await resident.report({ ...report, photos });
  await resident.openTicket(report.title);
}
