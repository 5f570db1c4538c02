// From the letter to the account, as its addressee goes through it.
import { expect } from "@playwright/test";
import type { Letter } from "./letters.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Login, Resident } from "./resident.ts";

/** Types the letter's data, confirms the address by the mailed code, sets the password; ends on the home page. */
export async function register(who: Resident, letter: Letter, login: Login, mailbox: Mailbox): Promise<void> {
  await who.redeem(letter);
  await who.page.getByLabel("E-Mail-Adresse").fill(login.email);
  await who.press("Code schicken");
  await who.page.getByLabel("Code", { exact: true }).fill(await mailedCode(mailbox, login.email));
  await who.press("Code prüfen");
  await who.page.getByLabel("Neues Passwort", { exact: true }).fill(login.password);
  await who.press("Konto anlegen");
  await expect(who.page.getByRole("heading", { level: 1, name: /^Guten Tag/ })).toBeVisible();
}

/** The six digits that were mailed to prove an address. */
export async function mailedCode(mailbox: Mailbox, address: string): Promise<string> {
  const mail = await mailbox.expect(address, /Bestätigungscode/);
  const digits = /(\d{3})\s?(\d{3})/.exec(mail.text);
  if (!digits) throw new Error(`No six digits in: ${mail.text}`);
  return `${digits[1]}${digits[2]}`;
}
