// The main job: from the letter in the post to the damage that is fixed, and read again in the cellar.
import { Clerk } from "../rig/clerk.ts";
import { photo } from "../rig/pictures.ts";
import { register } from "../rig/registration.ts";
import { Resident } from "../rig/resident.ts";
import { expect, test } from "../rig/story.ts";

test.use({ start: "imported" });

const mira = { email: "mira.sommer@ahorn.example", password: "Kiesel Laterne Winter Apfel" };
const greta = { email: "greta.moeller@post.example", password: "Zimt Anker Wolke Fahrrad" };

test("a tenant registers, reports, is answered, confirms, and reads it without network", async ({ house, mailbox, watch, arrive }) => {
  const resident = new Resident(await arrive());
  await register(resident, house.letterTo("Greta Möller"), greta, mailbox);

  await resident.report({
    topic: "Heizung",
    place: "In der Wohnung",
    title: "Heizkörper im Bad bleibt kalt",
    text: "Seit gestern Abend. Die anderen sind warm.",
    access: "Abends ab 18 Uhr, 030 555 0113",
    photos: [photo("weit.png"), photo("nah.png", [27, 90, 134])],
  });
  await expect(resident.page.getByText(/\d{4}-\d{6}/).first()).toBeVisible();
  await mailbox.expect(greta.email, /eingegangen/i);

  const staff = new Clerk(await arrive({ viewport: { width: 1440, height: 900 } }));
  await staff.join(house, mira);
  await staff.signIn(mira);
  await staff.openTicket("Heizkörper im Bad bleibt kalt");
  await expect(staff.page.locator(".photo-grid img")).toHaveCount(2);
  await staff.assignToMe();
  await staff.note("Firma Wärme Nord anrufen.");
  await staff.answer("Danke für die Fotos. Eine Firma kommt.");
  await staff.move("Firma beauftragen", "Wärme Nord GmbH");
  await staff.move("Als behoben melden");

  const mail = await mailbox.expect(greta.email, /geantwortet/);
  expect(mail.text).not.toContain("Danke für die Fotos");
  const link = /http:\/\/\S+\/vorgaenge\/\S+/.exec(mail.text)?.[0] ?? "";
  await resident.open(link);
  await expect(resident.page.getByText("Danke für die Fotos. Eine Firma kommt.")).toBeVisible();
  await expect(resident.page.getByText("Firma Wärme Nord anrufen.")).toBeHidden();
  await expect(resident.page.locator(".photo-grid img")).toHaveCount(2);

  await resident.reply("Der Heizkörper wird wieder warm. Danke!");
  await resident.openTicket("Heizkörper im Bad bleibt kalt");
  await expect(resident.page.getByText("Der Heizkörper wird wieder warm. Danke!")).toBeVisible();
  await staff.openTicket("Heizkörper im Bad bleibt kalt");
  await expect(staff.page.getByText("Der Heizkörper wird wieder warm. Danke!")).toBeVisible();
  await staff.move("Als behoben melden");
  await resident.openTicket("Heizkörper im Bad bleibt kalt");
  await resident.press("Ja, ist behoben");
  await expect(resident.page.getByText("Der Vorgang ist abgeschlossen.")).toBeVisible();

  await resident.open("/vorgaenge");
  await resident.keptForOffline("Heizkörper im Bad bleibt kalt");
  watch.allow(/ERR_INTERNET_DISCONNECTED/);
  await resident.page.context().setOffline(true);
  await resident.page.goto(new URL(link).pathname);
  await expect(resident.page.getByText("Eine Firma kommt.")).toBeVisible();
  const photos = resident.page.locator(".photo-grid img");
  await expect(photos).toHaveCount(2);
  const widths = () => photos.evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth > 0));
  await expect.poll(widths, "the photos are on the device").toEqual([true, true]);
  await expect(resident.page.getByText(/^Stand: /)).toBeVisible();
});
