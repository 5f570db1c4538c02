// Two people in one flat, and the neighbour above them.
import { register } from "../rig/registration.ts";
import { Resident } from "../rig/resident.ts";
import { expect, test } from "../rig/story.ts";

test.use({ start: "imported" });

const ayse = { email: "ayse@post.example", password: "Birne Fenster Regen Tinte" };
const jonas = { email: "jonas@post.example", password: "Koffer Salbei Wiese Donner" };
const tariq = { email: "tariq@post.example", password: "Hafen Nadel Sirup Kerze" };

test("each person of a contract has an account, and both see what is shared", async ({ house, mailbox, arrive }) => {
  const first = new Resident(await arrive());
  await register(first, house.letterTo("Ayşe Yıldırım"), ayse, mailbox);
  await first.report({ topic: "Wasser und Abfluss", place: "In der Wohnung", title: "Spüle läuft nicht ab", text: "Seit heute früh." });

  const second = new Resident(await arrive());
  await register(second, house.letterTo("Jonas Weiß"), jonas, mailbox);
  await second.openTicket("Spüle läuft nicht ab");
  await expect(second.page.getByText("Seit heute früh.")).toBeVisible();
  await second.reply("Ich bin vormittags zu Hause.");
  await first.openTicket("Spüle läuft nicht ab");
  await expect(first.page.getByText("Ich bin vormittags zu Hause.")).toBeVisible();
});

test("a neighbour finds nothing, not even by the address", async ({ house, mailbox, watch, arrive }) => {
  const resident = new Resident(await arrive());
  await register(resident, house.letterTo("Ayşe Yıldırım"), ayse, mailbox);
  await resident.report({ topic: "Heizung", place: "In der Wohnung", title: "Heizung rauscht", text: "Nachts." });
  await resident.openTicket("Heizung rauscht");
  const address = new URL(resident.page.url()).pathname;

  const neighbour = new Resident(await arrive());
  await register(neighbour, house.letterTo("Tariq Haddad"), tariq, mailbox);
  await neighbour.open("/vorgaenge");
  await expect(neighbour.page.getByText("Heizung rauscht")).toHaveCount(0);
  watch.allow(/status of 404/);
  const answer = await neighbour.page.goto(address);
  expect(answer?.status()).toBe(404);
  await expect(neighbour.page.getByText("Heizung rauscht")).toHaveCount(0);
});
