// What staff do about the ERP: a parcel that would change too much waits for two of them, and what was refused is sent once more.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { accessible, axe } from "../rig/check-page.ts";
import { Clerk } from "../rig/clerk.ts";
import { login } from "../rig/logins.ts";
import { Resident } from "../rig/resident.ts";
import { expect, hydrated, test } from "../rig/story.ts";

/** Six persons with one mail address: one more than pass without a look. */
const muddled = {
  "properties.csv":
    "reference;name;street;postal_code;town;federal_state;caretaker_name;caretaker_phone;caretaker_hours;enabled_on\n900;Buchenhof;Buchenweg 8;12163;Berlin;BE;;;;\n",
  "units.csv": "reference;property;kind;label;area\n900-01;900;wohnung;EG links;\n",
  "persons.csv": [
    "reference;salutation;first_name;last_name;street;postal_code;town;email;phone",
    ...[1, 2, 3, 4, 5, 6].map((n) => `P-900${n};frau;Nora;Blum${n};Buchenweg 8;12163;Berlin;info@buchen.example;`),
    "",
  ].join("\n"),
  "contracts.csv": "reference;unit;kind;persons;starts_on;ends_on;signed_on;rent;operating_costs;heating_costs;deposit\nM-900-01;900-01;miete;P-9001;2024-07-01;;;500;0;0;0\n",
};

for (const viewport of [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
]) {
  test(`two people let a parked parcel pass, ${viewport.width} wide`, async ({ house, watch, arrive }) => {
    expect(() => house.takeOver(muddled)).toThrow();
    watch.allow(/status of 422/);
    const first = new Clerk(await arrive({ viewport }));
    await first.page.addInitScript({ path: axe });
    await first.signIn(login("Sachbearbeiterin"));
    await first.page.goto("/team/erp");
    await hydrated(first.page);
    await accessible(first.page);
    await first.page.getByRole("link", { name: /^Pakete/ }).click();
    await first.page.getByRole("link").filter({ hasText: "wartet auf Freigabe" }).click();
    await expect(first.page.getByRole("heading", { name: "Warum es wartet" })).toBeVisible();
    await expect(first.page.getByText("6 Personen hätten dieselbe E-Mail-Adresse.")).toBeVisible();
    await expect(first.page.getByText("P-9001").first()).toBeVisible();
    await accessible(first.page);
    await first.page.getByRole("button", { name: "Freigeben (1 von 2)" }).click();
    await expect(first.page.getByText("Sie haben freigegeben.")).toBeVisible();
    const parcel = new URL(first.page.url()).pathname;

    const second = new Clerk(await arrive({ viewport }));
    await second.signIn(login("Administratorin"));
    await second.page.goto(parcel);
    await hydrated(second.page);
    await second.page.getByRole("button", { name: "Freigeben (2 von 2)" }).click();
    await expect(second.page.getByText("übernommen", { exact: true })).toBeVisible();
    await second.page.goto("/team/personen?suche=blum3");
    await hydrated(second.page);
    await expect(second.page.getByRole("link", { name: /Nora Blum3/ })).toBeVisible();
  });
}

test("a parcel is thrown away without scripts", async ({ house, arrive }) => {
  expect(() => house.takeOver(muddled)).toThrow();
  const page = await arrive({ javaScriptEnabled: false });
  const clerk = login("Sachbearbeiterin");
  await page.goto("/anmelden");
  await page.getByLabel("E-Mail-Adresse").fill(clerk.email);
  await page.getByLabel("Passwort", { exact: true }).fill(clerk.password);
  await page.getByRole("main").getByRole("button", { name: "Anmelden", exact: true }).click();
  await page.goto("/team/erp?ansicht=pakete");
  await page.getByRole("link").filter({ hasText: "wartet auf Freigabe" }).click();
  await page.getByText("Verwerfen", { exact: true }).click();
  await page.getByRole("button", { name: "Ja, verwerfen" }).click();
  await expect(page.getByText("Von diesem Paket wurde nichts übernommen.")).toBeVisible();
});

test("what the ERP refused is sent once more", async ({ house, arrive }) => {
  const heard: string[] = [];
  const erp = createServer((request, response) => {
    heard.push(String(request.headers["idempotency-key"]));
    const known = heard.length > 1;
    response.writeHead(known ? 204 : 410).end(known ? "" : "Person unbekannt");
  }).listen(0, "127.0.0.1");
  await once(erp, "listening");
  const { port } = erp.address() as AddressInfo;
  await house.restart({
    HAUSPORTAL_ERP__ENABLED: "true",
    HAUSPORTAL_ERP__PUSH__URL: `http://127.0.0.1:${port}/hook`,
    HAUSPORTAL_ERP__PUSH__SECRET: "eine lange geheime Zeile",
  });
  const tenant = login("Mieterin");
  const resident = new Resident(await arrive());
  await resident.signIn(tenant);
  await resident.open("/einstellungen/kontaktdaten/telefon");
  await resident.page.getByLabel("Neue Telefonnummer").fill("030 23125 357");
  await resident.page.getByLabel("Ihr Passwort", { exact: true }).fill(tenant.password);
  await resident.press("Nummer weitergeben");
  await expect.poll(() => heard.length).toBe(1);

  const staff = new Clerk(await arrive({ viewport: { width: 1440, height: 900 } }));
  await staff.signIn(login("Sachbearbeiterin"));
  await staff.page.goto("/team/erp?ansicht=fehler");
  await hydrated(staff.page);
  await expect(staff.page.getByText("410 Person unbekannt")).toBeVisible();
  await staff.page.getByRole("button", { name: "Noch einmal" }).click();
  await expect(staff.page.getByText("Wir versuchen es noch einmal.")).toBeVisible();
  await expect.poll(() => heard.length).toBe(2);
  expect(heard[1]).toBe(heard[0]);
  await staff.page.goto("/team/erp");
  await hydrated(staff.page);
  await expect(staff.page.getByText(/^beim ERP seit /)).toBeVisible();
  erp.close();
});
