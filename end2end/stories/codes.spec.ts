// Codes that do not open the door: wrong, empty, used, replaced; what the screen says; and the way to a new letter.
import { register } from "../rig/registration.ts";
import { Resident } from "../rig/resident.ts";
import { expect, test } from "../rig/story.ts";

test.use({ start: "imported" });

const greta = { email: "greta.moeller@post.example", password: "Zimt Anker Wolke Fahrrad" };
const noMatch = /passen nicht zusammen, oder der Brief ist nicht mehr gültig/;

test("a wrong code is explained and the letter stays valid", async ({ house, mailbox, watch, arrive }) => {
  watch.allow(/status of 422/);
  const resident = new Resident(await arrive());
  const letter = house.letterTo("Greta Möller");
  const other = house.letterTo("Tariq Haddad");
  await resident.redeem({ number: letter.number, code: other.code });
  await expect(resident.page.getByRole("alert").getByText(noMatch)).toBeVisible();
  await resident.redeem({ number: letter.number, code: letter.code.replace(/.$/, (last) => (last === "A" ? "B" : "A")) });
  await expect(resident.page.getByRole("alert").getByText(/Im Aktivierungscode stimmt ein Zeichen nicht/)).toBeVisible();
  await register(resident, letter, greta, mailbox);
});

test("empty fields open nothing", async ({ house, watch, arrive }) => {
  watch.allow(/status of 422/);
  const resident = new Resident(await arrive());
  await resident.redeem({ number: house.letterTo("Greta Möller").number, code: "" });
  await expect(resident.page.getByRole("alert")).toBeVisible();
  await resident.redeem({ number: "", code: "" });
  await expect(resident.page.getByRole("alert")).toBeVisible();
  await expect(resident.page.getByLabel("E-Mail-Adresse")).toHaveCount(0);
});

test("a used code does not open a second account", async ({ house, mailbox, watch, arrive }) => {
  watch.allow(/status of 422/);
  const letter = house.letterTo("Greta Möller");
  await register(new Resident(await arrive()), letter, greta, mailbox);
  const thief = new Resident(await arrive());
  await thief.redeem(letter);
  await expect(thief.page.getByRole("alert").getByText(noMatch)).toBeVisible();
});

test("a new letter makes the old one worthless", async ({ house, watch, arrive }) => {
  watch.allow(/status of 422/);
  const old = house.letterTo("Greta Möller");
  house.run("letters", "--property", "H1", "--anew");
  const resident = new Resident(await arrive());
  await resident.redeem(old);
  await expect(resident.page.getByRole("alert").getByText(noMatch)).toBeVisible();
});

test("the QR code's address fills the form", async ({ house, arrive }) => {
  const { number, code } = house.letterTo("Greta Möller");
  const resident = new Resident(await arrive());
  await resident.open(`/aktivieren#n=${number.replaceAll(" ", "")}&c=${code.replaceAll(" ", "")}`);
  await expect(resident.page.getByLabel("Zugangsnummer")).toHaveValue(/\d/);
  await expect(resident.page).toHaveURL(/\/aktivieren$/);
  const other = house.letterTo("Tariq Haddad");
  await resident.page.evaluate((hash) => (location.hash = hash), `#n=${other.number.replaceAll(" ", "")}&c=${other.code.replaceAll(" ", "")}`);
  await expect(resident.page.getByLabel("Zugangsnummer")).toHaveValue(other.number.replaceAll(" ", ""));
  await expect(resident.page).toHaveURL(/\/aktivieren$/);
  await resident.press("Weiter");
  await expect(resident.page.getByLabel("E-Mail-Adresse")).toBeVisible();
  expect(house.said()).not.toContain(code.replaceAll(" ", ""));
});

test("a lost letter is asked for, and the answer tells nothing", async ({ house, arrive }) => {
  const answers: string[] = [];
  for (const [contract, name] of [
    ["M-1002", "Möller"],
    ["M-1002", "Niemand"],
    ["M-9999", "Möller"],
  ] as const) {
    const resident = new Resident(await arrive());
    await resident.open("/");
    await resident.page.getByRole("link", { name: /Mein Brief ist verloren/ }).click();
    await resident.page.getByLabel("Vertragsnummer").fill(contract);
    await resident.page.getByLabel("Nachname").fill(name);
    await resident.page.getByLabel("Einzug oder Übergabe").fill("2021-10-01");
    await resident.press("Brief anfordern");
    await expect(resident.page.getByRole("heading", { level: 1, name: "Ihre Anfrage ist da" })).toBeVisible();
    answers.push(await resident.page.getByRole("main").innerText());
  }
  expect(new Set(answers).size).toBe(1);
  // Her letter is of today: a second one comes a week later at the earliest.
  expect(house.lettersTo("Greta Möller")).toHaveLength(1);
});
