// Photos that are none, or too much: a clear sentence, and nothing is stored.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { login } from "../rig/logins.ts";
import { bomb, photo, text, tooLarge } from "../rig/pictures.ts";
import { Resident } from "../rig/resident.ts";
import { expect, test } from "../rig/story.ts";

const faults = [
  { what: "a photo of 11 MB", upload: tooLarge, said: /10 MB/ },
  { what: "a text file named .jpg", upload: text, said: /JPEG|kein Foto|Bild/ },
  { what: "a picture that explodes when opened", upload: bomb, said: /zu groß|Bildpunkte|12\.000/ },
];

for (const { what, upload, said } of faults) {
  test(`${what} is refused, and nothing is stored`, async ({ house, watch, arrive }) => {
    watch.allow(/status of 422/);
    // Without scripts the browser sends the file as it is, as an attacker would.
    const resident = new Resident(await arrive({ javaScriptEnabled: false }), false);
    await resident.signIn(login("Mieterin"));
    const before = files(house.data);
    await resident.fillReport({
      topic: "Heizung",
      place: "In der Wohnung",
      title: "Mit schlechtem Foto",
      text: "Es sollte nicht ankommen.",
      photos: [photo("gut.png"), upload()],
    });
    await resident.press("Schaden melden");
    await expect(resident.page.getByRole("alert").getByText(said)).toBeVisible();
    await expect(resident.page.getByLabel("In wenigen Worten")).toHaveValue("Mit schlechtem Foto");
    expect(files(house.data)).toEqual(before);
    await resident.open("/vorgaenge");
    await expect(resident.page.getByText("Mit schlechtem Foto")).toHaveCount(0);
  });
}

test("a text file named .jpg is refused when it is chosen, before anything is sent", async ({ arrive }) => {
  const resident = new Resident(await arrive());
  const { page } = resident;
  await resident.signIn(login("Mieterin"));
  await resident.fillReport({ topic: "Heizung", place: "In der Wohnung", title: "Mit Text", text: "Kein Foto." });
  await page.locator("#photos").setInputFiles([text()]);
  await expect(page.getByText(/JPEG|kein Foto|Bild/).first()).toBeVisible();
  await expect(page.locator(".photo-grid li")).toHaveCount(0);
  await resident.open("/vorgaenge");
  await expect(page.getByText("Mit Text")).toHaveCount(0);
});

test("a photo that is refused brings back no complaint about what was filled in since", async ({ arrive }) => {
  const resident = new Resident(await arrive());
  const { page } = resident;
  await resident.signIn(login("Mieterin"));
  await resident.open("/melden");
  await resident.press("Schaden melden");
  const complaints = page.getByRole("alert").getByRole("listitem");
  await expect(complaints).toHaveCount(4);
  await page.getByLabel("In wenigen Worten").fill("Mit Text");
  await page.getByLabel("Was ist passiert?").fill("Kein Foto.");
  await page.locator("#photos").setInputFiles([text()]);
  await expect(complaints).toHaveCount(3);
  await expect(complaints.filter({ hasText: /JPEG|kein Foto|Bild/ })).toHaveCount(1);
});

test("of too many photos the first are taken, and it says so", async ({ arrive }) => {
  const resident = new Resident(await arrive());
  const { page } = resident;
  await resident.signIn(login("Mieterin"));
  await resident.open("/melden");
  const seven = [1, 2, 3, 4, 5, 6, 7].map((index) => photo(`bild-${index}.png`));
  await page.locator("#photos").setInputFiles(seven);
  await expect(page.locator(".photo-grid li")).toHaveCount(6);
  await expect(page.getByText(/höchstens 6 Fotos/).first()).toBeVisible();
});

/** All stored photos and unfinished uploads. */
function files(data: string): string[] {
  return ["blobs", "tmp"]
    .map((folder) => join(data, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }))
    .sort();
}
