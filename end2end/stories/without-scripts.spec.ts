// A browser without JavaScript: register, sign out and in, report, list, reply.
import { photo } from "../rig/pictures.ts";
import { register } from "../rig/registration.ts";
import { Resident } from "../rig/resident.ts";
import { expect, test } from "../rig/story.ts";

test.use({ start: "imported" });

const greta = { email: "greta.moeller@post.example", password: "Zimt Anker Wolke Fahrrad" };

test("everything a resident needs works as plain forms", async ({ house, mailbox, arrive }) => {
  const resident = new Resident(await arrive({ javaScriptEnabled: false }), false);
  await register(resident, house.letterTo("Greta Möller"), greta, mailbox);

  const elsewhere = new Resident(await arrive({ javaScriptEnabled: false }), false);
  await elsewhere.signIn(greta);
  await elsewhere.report({
    topic: "Türen und Fenster",
    place: "Im Haus",
    title: "Haustür schließt nicht",
    text: "Der Riegel klemmt.",
    photos: [photo("tuer.png")],
  });
  await elsewhere.openTicket("Haustür schließt nicht");
  await expect(elsewhere.page.locator(".photo-grid img")).toHaveCount(1);
  await elsewhere.reply("Jetzt steht sie offen.");
  await elsewhere.open("/vorgaenge");
  await expect(elsewhere.page.getByRole("link", { name: /Haustür schließt nicht/ })).toBeVisible();
});

test("a wrong password is explained without scripts", async ({ house, mailbox, watch, arrive }) => {
  watch.allow(/status of 422/);
  await register(new Resident(await arrive()), house.letterTo("Greta Möller"), greta, mailbox);
  const page = await arrive({ javaScriptEnabled: false });
  await page.goto("/anmelden");
  await page.getByLabel("E-Mail-Adresse").fill(greta.email);
  await page.getByLabel("Passwort", { exact: true }).fill("falsch falsch falsch");
  await page.getByRole("main").getByRole("button", { name: "Anmelden" }).click();
  await expect(page.getByRole("alert").getByText("E-Mail-Adresse oder Passwort stimmen nicht.")).toBeVisible();
  await expect(page.getByLabel("E-Mail-Adresse")).toHaveValue(greta.email);
});
