// Two people in one flat, and the neighbour above them; who is named, what is private, and which contract is shown.
import { accessible, axe, wellFormed } from "../rig/check-page.ts";
import { login } from "../rig/logins.ts";
import { register } from "../rig/registration.ts";
import { Resident } from "../rig/resident.ts";
import { expect, hydrated, test } from "../rig/story.ts";

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

for (const scripts of [true, false])
  test(`the household says who can get in, ${scripts ? "on a phone" : "without scripts"}`, async ({ house, mailbox, arrive }) => {
    const browser = { viewport: { width: 390, height: 844 }, javaScriptEnabled: scripts };
    const resident = new Resident(await arrive(browser), scripts);
    await resident.page.addInitScript({ path: axe });
    await register(resident, house.letterTo("Ayşe Yıldırım"), ayse, mailbox);
    await resident.open("/einstellungen");
    await resident.page.getByRole("link", { name: /^Mein Haushalt/ }).click();
    await expect(resident.page.getByRole("heading", { level: 1, name: "Mein Haushalt" })).toBeVisible();
    await expect(resident.page.getByText("Hat Zugang")).toHaveCount(1);
    await expect(resident.page.getByRole("listitem").filter({ hasText: "Jonas Weiß" })).toContainText("Brief unterwegs");
    await wellFormed(resident.page);
    if (scripts) await accessible(resident.page);
    await resident.page.getByRole("link", { name: "Fehlende Person mitteilen" }).click();
    await expect(resident.page.getByRole("radio", { name: "Stammdaten" })).toBeChecked();
  });

test("what is shared can be made private again", async ({ house, mailbox, arrive }) => {
  const first = new Resident(await arrive({ viewport: { width: 1440, height: 900 } }));
  await register(first, house.letterTo("Ayşe Yıldırım"), ayse, mailbox);
  await first.report({ topic: "Heizung", place: "In der Wohnung", title: "Heizung rauscht", text: "Nachts." });
  const second = new Resident(await arrive());
  await register(second, house.letterTo("Jonas Weiß"), jonas, mailbox);
  await second.openTicket("Heizung rauscht");
  await first.openTicket("Heizung rauscht");
  await first.press("Nur für mich sichtbar machen");
  await expect(first.page.getByText("Nur Sie und die Verwaltung sehen diesen Vorgang.")).toBeVisible();
  await first.open("/vorgaenge");
  await expect(first.page.getByText("Nur für Sie")).toBeVisible();
  await second.open("/vorgaenge");
  await expect(second.page.getByText("Heizung rauscht")).toHaveCount(0);
});

test("whoever the ERP takes out reads the own past and nothing new", async ({ house, mailbox, watch, arrive }) => {
  const first = new Resident(await arrive());
  await register(first, house.letterTo("Ayşe Yıldırım"), ayse, mailbox);
  await first.report({ topic: "Wasser und Abfluss", place: "In der Wohnung", title: "Spüle läuft nicht ab", text: "Seit heute früh." });
  const second = new Resident(await arrive());
  await register(second, house.letterTo("Jonas Weiß"), jonas, mailbox);
  await second.report({ topic: "Türen und Fenster", place: "In der Wohnung", title: "Fenster klemmt", text: "Im Bad." });
  await second.openTicket("Spüle läuft nicht ab");
  const shared = new URL(second.page.url()).pathname;

  const exported = house.exported();
  house.takeOver({ ...exported, "contracts.csv": (exported["contracts.csv"] ?? "").replace("P1|P2", "P1") });

  watch.allow(/status of 404/);
  const answer = await second.page.goto(shared);
  expect(answer?.status()).toBe(404);
  await second.open("/vorgaenge");
  await expect(second.page.getByText("Spüle läuft nicht ab")).toHaveCount(0);
  await second.openTicket("Fenster klemmt");
  await expect(second.page.getByText("Im Bad.")).toBeVisible();
  await expect(second.page.getByLabel("Ihre Nachricht")).toHaveCount(0);
  await second.open("/einstellungen/haushalt");
  await expect(second.page.getByRole("heading", { level: 2, name: "Frühere Verträge" })).toBeVisible();
  await first.openTicket("Fenster klemmt");
  await expect(first.page.getByLabel("Ihre Nachricht")).toBeVisible();
});

test.describe("somebody with several contracts", () => {
  test.use({ start: "demo" });
  for (const scripts of [true, false])
    test(`keeps to one of them, ${scripts ? "on a phone" : "without scripts"}`, async ({ arrive }) => {
      const browser = { viewport: { width: 390, height: 844 }, javaScriptEnabled: scripts };
      const resident = new Resident(await arrive(browser), scripts);
      const { page } = resident;
      await page.addInitScript({ path: axe });
      await resident.signIn(login("Mieterin und Eigentümerin"));
      const bar = page.getByRole("banner");
      const choose = async (name: RegExp) => {
        await bar.locator("summary").click();
        await bar.getByRole("button", { name }).click();
        if (scripts) await hydrated(page);
      };
      await resident.open("/vertrag");
      await expect(page.getByRole("heading", { level: 1, name: "Meine Verträge" })).toBeVisible();
      const all = await page.locator("main .list-row").count();
      expect(all).toBeGreaterThan(1);
      const first = (await page.locator("main .list-row strong").first().innerText()).trim();
      const unit = first.split(", ").slice(1).join(", ");
      await bar.locator("summary").click();
      if (scripts) await accessible(page);
      await bar.locator("summary").click();

      await choose(new RegExp(unit));
      await expect(page.getByRole("heading", { level: 1, name: first })).toBeVisible();
      await expect(bar.locator("summary")).toContainText(unit);
      await resident.open("/melden");
      await expect(page.getByLabel("Um welchen Vertrag geht es?").locator("option:checked")).toHaveText(first);
      await resident.open("/vorgaenge");
      await expect(page.getByText(`Sie sehen nur, was zu ${first} gehört.`)).toBeVisible();
      await wellFormed(page);

      await choose(/^Alle Verträge/);
      await resident.open("/vertrag");
      await expect(page.locator("main .list-row")).toHaveCount(all);
    });
});
