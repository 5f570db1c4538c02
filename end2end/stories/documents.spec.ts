// Documents: a tenant reads what is new and keeps it, asks for a copy of an old lease; staff provide, look at the ledger and
// send a letter.
import { accessible, axe } from "../rig/check-page.ts";
import { Clerk } from "../rig/clerk.ts";
import { login } from "../rig/logins.ts";
import { Resident } from "../rig/resident.ts";
import { expect, hydrated, test } from "../rig/story.ts";

/** A sheet with a heading, as any program could have written it. */
function sheet(text: string): Buffer {
  const content = `BT /F1 14 Tf 72 760 Td (${text}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
  ];
  let pdf = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const place = pdf.length;
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const begin = pdf.length;
  const lines = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  pdf += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${lines}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${begin}\n%%EOF\n`;
  return Buffer.from(pdf, "latin1");
}

for (const viewport of [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
]) {
  test(`a tenant reads what is new and keeps it, ${viewport.width} wide`, async ({ arrive }) => {
    const resident = new Resident(await arrive({ viewport }));
    const { page } = resident;
    await page.addInitScript({ path: axe });
    await resident.signIn(login("Mieterin"));
    await expect(page.getByRole("heading", { name: "Neue Dokumente" })).toBeVisible();
    await page.getByRole("navigation", { name: "Hauptmenü" }).getByRole("link", { name: "Dokumente" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Dokumente" })).toBeVisible();
    await accessible(page);
    const paper = page.waitForEvent("download");
    await page.getByRole("link", { name: "Wartung der Heizung herunterladen" }).click();
    expect((await paper).suggestedFilename()).toMatch(/^Wartung-der-Heizung-.*\.pdf$/);
    await page.reload();
    await hydrated(page);
    await expect(page.getByRole("link", { name: "Wartung der Heizung herunterladen" })).toHaveCount(0);
    await page.getByRole("link", { name: /^Abrechnungen/ }).click();
    await expect(page.getByRole("heading", { level: 2, name: "Abrechnungen" })).toBeVisible();
    await accessible(page);
    await page.getByRole("link", { name: "Alle Ordner" }).click();
    await page.getByLabel("Dokument suchen").fill("hausordnung");
    await page.getByRole("button", { name: "Suchen" }).click();
    await expect(page.getByRole("heading", { name: "Gefunden für „hausordnung“" })).toBeVisible();
    await resident.open("/vertrag");
    await page.getByRole("main").getByRole("link", { name: /M-101-03-1/ }).click();
    await expect(page.getByRole("heading", { name: "Bankverbindung" })).toBeVisible();
    await accessible(page);
  });
}

test("the copy of an old lease is one click away", async ({ house, arrive, mailbox }) => {
  await house.restart({ HAUSPORTAL_DOCUMENTS__LEASES_SIGNED_AFTER: "2024-06-01" });
  const both = login("Mieterin und Eigentümerin");
  const resident = new Resident(await arrive());
  const { page } = resident;
  await resident.signIn(both);
  await resident.open("/dokumente");
  await expect(page.getByText(/nach dem 1\.\sJuni\s2024 unterschrieben/)).toBeVisible();
  await page.getByRole("button", { name: "Kopie anfordern" }).click();
  await expect(page).toHaveURL(/\/vorgaenge\/[0-9a-f-]{36}/);
  await mailbox.expect(both.email, /Kopie meines Mietvertrags/);
  await resident.open("/dokumente");
  await expect(page.getByText(/Sie haben eine Kopie angefordert: Vorgang/)).toBeVisible();
});

test("staff provide a document, see who has opened it, and send a letter", async ({ arrive, watch, mailbox }) => {
  watch.allow(/status of 422/);
  const tenant = login("Mieterin");
  const staff = new Clerk(await arrive({ viewport: { width: 1440, height: 900 } }));
  const { page } = staff;
  await page.addInitScript({ path: axe });
  await staff.signIn(login("Sachbearbeiterin"));
  await page.goto("/team/dokumente/neu");
  await hydrated(page);
  await accessible(page);
  await page.getByLabel("Art des Dokuments").selectOption({ label: "Schreiben" });
  await page.getByLabel("Bereitstellen für").selectOption({ label: "Vertrag" });
  await page.getByLabel("Name, Straße oder Nummer").fill("M-101-03-1");
  await page.getByRole("button", { name: "Weiter" }).click();
  await page.getByRole("link", { name: /M-101-03-1/ }).click();
  await expect(page.getByText("2 Personen bekommen das Dokument")).toBeVisible();
  await page.getByLabel("Titel").fill("Neue Schlüssel");
  await page.getByLabel("Datum des Dokuments").fill("2026-11-02");
  const file = (buffer: Buffer) => ({ name: "brief.pdf", mimeType: "application/pdf", buffer });
  await page.getByLabel("PDF-Datei").setInputFiles(file(Buffer.from("kein PDF")));
  await page.getByRole("button", { name: "Bereitstellen" }).click();
  await expect(page.getByRole("alert").getByText("Diese Datei ist kein PDF.")).toBeVisible();
  await hydrated(page);
  await expect(page.getByLabel("Titel")).toHaveValue("Neue Schlüssel");
  await page.getByLabel("PDF-Datei").setInputFiles(file(sheet("Vertrag M-101-03-1")));
  await page.getByRole("button", { name: "Bereitstellen" }).click();
  await expect(page.getByText("Das Dokument ist bereitgestellt.")).toBeVisible();
  await accessible(page);
  const mail = await mailbox.expect(tenant.email, /neues Dokument|Neue Dokumente/);
  expect(JSON.stringify(mail)).not.toContain("Schlüssel");

  const resident = new Resident(await arrive());
  await resident.signIn(tenant);
  await resident.open("/dokumente");
  const paper = resident.page.waitForEvent("download");
  await resident.page.getByRole("link", { name: "Neue Schlüssel herunterladen" }).click();
  await paper;
  await page.reload();
  await hydrated(page);
  await expect(page.getByText(/geöffnet am/).first()).toBeVisible();
  await page.getByRole("button", { name: "Brief schicken" }).first().click();
  const letter = page.waitForEvent("download");
  await page.getByRole("link", { name: /Brief .*herunterladen/ }).first().click();
  expect((await letter).suggestedFilename()).toBe("Brief.pdf");
  await page.getByLabel("Grund").fill("Falsche Anlage");
  await page.getByRole("button", { name: "Dokument zurückziehen" }).click();
  await expect(page.getByText(/Zurückgezogen am/)).toBeVisible();
  await resident.page.reload();
  await expect(resident.page.getByText("Neue Schlüssel")).toHaveCount(0);
});

test("one file becomes the letters of many, and an unknown number nobody's", async ({ arrive, watch }) => {
  watch.allow(/status of 422/);
  const staff = new Clerk(await arrive({ viewport: { width: 1440, height: 900 } }));
  const { page } = staff;
  await page.addInitScript({ path: axe });
  await staff.signIn(login("Sachbearbeiterin"));
  await page.goto("/team/dokumente/serie");
  await hydrated(page);
  await page.getByLabel("Art des Dokuments").selectOption({ label: "Schreiben" });
  await page.getByLabel("Titel").fill("Rauchmelder");
  await page.getByLabel("Datum des Dokuments").fill("2026-11-02");
  await page.getByLabel("PDF-Datei").setInputFiles({ name: "serie.pdf", mimeType: "application/pdf", buffer: sheet("Vertrag M-101-03-1") });
  await page.getByRole("button", { name: "Hochladen und prüfen" }).click();
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("heading", { name: "Ein Teil ist bereit" })).toBeVisible({ timeout: 1000 });
    await expect(page.getByRole("button", { name: "Bereitstellen" })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await hydrated(page);
  await accessible(page);
  // A page that is read anew too early takes the press back.
  const pressed = page.waitForResponse((answer) => answer.request().method() === "POST");
  await page.getByRole("button", { name: "Bereitstellen" }).click();
  await pressed;
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("Die Serie ist bereitgestellt.")).toBeVisible({ timeout: 1000 });
  }).toPass();
});
