// Passkeys: added in the settings, used in place of the password, removed. A portal needs a name for them, here localhost.
import { wellFormed } from "../rig/check-page.ts";
import { login } from "../rig/logins.ts";
import { Resident } from "../rig/resident.ts";
import { expect, hydrated, test } from "../rig/story.ts";

/** Without a gap to break it at. */
const long = "Sicherheitsschlüsselbundanhängerdesdiensttelefons";

test.use({ start: "named" });

test("a tenant adds a passkey, signs in with it and removes it", async ({ watch, arrive }) => {
  watch.allow(/status of 422/);
  const resident = new Resident(await arrive());
  const { page } = resident;
  const { email, password } = login("Mieterin");
  const device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable");
  await device.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await resident.signIn({ email, password });
  await resident.open("/einstellungen/passkeys");
  await hydrated(page);
  await page.getByLabel("Name des Passkeys").fill("Mein Telefon");
  await page.getByLabel("Passwort", { exact: true }).fill(password);
  await resident.press("Passkey hinzufügen");
  await expect(page.getByText("Der Passkey ist hinzugefügt.")).toBeVisible();
  await expect(page.getByText("Noch nicht benutzt")).toBeVisible();

  await page.context().clearCookies();
  await resident.open("/anmelden?ziel=/vorgaenge");
  await hydrated(page);
  await resident.press("Mit Passkey anmelden");
  await expect(page.getByRole("heading", { level: 1, name: "Meine Vorgänge" })).toBeVisible();

  await resident.open("/einstellungen/passkeys");
  await hydrated(page);
  await expect(page.getByText("Zuletzt benutzt:")).toBeVisible();
  await page.getByText("„Mein Telefon“ umbenennen").click();
  await page.locator("details[open]").getByLabel("Name des Passkeys").fill(long);
  await resident.press("Namen speichern");
  await expect(page.getByText("Der Name ist gespeichert.")).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await wellFormed(page);
  await hydrated(page);
  await page.getByText(`„${long}“ entfernen`).click();
  await page.locator("details[open]").getByLabel("Passwort").fill(password);
  await resident.press("Passkey entfernen");
  await expect(page.getByText("Sie haben noch keinen Passkey.")).toBeVisible();

  await page.context().clearCookies();
  await resident.open("/anmelden");
  await hydrated(page);
  await resident.press("Mit Passkey anmelden");
  await expect(page.getByRole("alert")).toBeVisible();
});
