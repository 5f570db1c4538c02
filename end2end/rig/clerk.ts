// What the manager's staff do at a browser, in the words the pages show.
import { expect, type Page } from "@playwright/test";
import type { House } from "./house.ts";
import { hydrated } from "./story.ts";
import type { Login } from "./resident.ts";

export class Clerk {
  private readonly addresses = new Map<string, string>();

  constructor(readonly page: Page) {}

  async signIn(login: Login): Promise<void> {
    await this.page.goto("/anmelden");
    await hydrated(this.page);
    await this.page.getByLabel("E-Mail-Adresse").fill(login.email);
    await this.page.getByLabel("Passwort", { exact: true }).fill(login.password);
    await this.press("Anmelden");
    await expect(this.page.getByRole("navigation", { name: "Ansichten" })).toBeVisible();
    await hydrated(this.page);
  }

  /** Gets an account from the operator and sets a password by the printed link. */
  async join(house: House, login: Login): Promise<void> {
    const said = house.run("staff", "add", "--name", "Mira Sommer", "--email", login.email);
    await this.page.goto(/http\S+/.exec(said)?.[0] ?? "");
    await hydrated(this.page);
    await this.page.getByLabel("Neues Passwort", { exact: true }).fill(login.password);
    await this.press("Passwort speichern");
    await expect(this.page.getByText("Ihr neues Passwort gilt jetzt.")).toBeVisible();
  }

  /** Opens a new ticket out of the inbox by its title, and the same one again later. */
  async openTicket(title: string): Promise<void> {
    const known = this.addresses.get(title);
    await this.page.goto(known ?? "/team?ansicht=neu");
    await hydrated(this.page);
    if (!known) await this.page.getByRole("link", { name: title }).first().click();
    await expect(this.page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    this.addresses.set(title, this.page.url());
  }

  async assignToMe(): Promise<void> {
    await this.press("Mir zuweisen");
    await expect(this.page.getByText("Ihnen zugewiesen")).toBeVisible();
  }

  /** Answers the resident. */
  async answer(text: string): Promise<void> {
    await this.page.getByLabel("Ihre Antwort").fill(text);
    await this.press("Antwort senden");
    await expect(this.page.getByText(text)).toBeVisible();
  }

  /** Writes what only the staff read. */
  async note(text: string): Promise<void> {
    await this.page.getByLabel("Notiz", { exact: true }).fill(text);
    await this.press("Notiz speichern");
    await expect(this.page.getByText(text)).toBeVisible();
  }

  /** Moves the state, with the words it needs, and waits until the ticket shows it. */
  async move(step: string, text?: string): Promise<void> {
    const moves = this.page.getByText(/^Neuer Stand: /);
    const before = await moves.count();
    await this.page.locator("#kind").selectOption({ label: step });
    if (text) await this.page.locator("#reason").fill(text);
    if (await this.page.locator("#sure").isVisible()) await this.page.locator("#sure").check();
    await this.press("Stand ändern");
    await expect(moves).toHaveCount(before + 1);
    await expect(this.page.getByText("Der neue Stand ist gespeichert.")).toBeVisible();
  }

  private async press(name: string): Promise<void> {
    await this.page.getByRole("main").getByRole("button", { name, exact: true }).click();
  }
}
