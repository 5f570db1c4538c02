// What a tenant or owner does at a browser, in the words the pages show.
import { expect, type Page } from "@playwright/test";
import { hydrated } from "./story.ts";
import type { Upload } from "./pictures.ts";

export interface Login {
  email: string;
  password: string;
}

export interface Report {
  topic: string;
  place?: string;
  title: string;
  text: string;
  access?: string;
  photos?: Upload[];
}

export class Resident {
  constructor(
    readonly page: Page,
    /** False in a browser without scripts. */
    private readonly scripts = true,
  ) {}

  /** Opens a page and waits until it answers to clicks. */
  async open(path: string): Promise<void> {
    await this.page.goto(path);
    if (this.scripts) await hydrated(this.page);
  }

  /** Signs in, on a device of one's own unless said otherwise. */
  async signIn(login: Login, device: "own" | "shared" = "own"): Promise<void> {
    await this.open("/anmelden");
    await this.page.getByLabel("E-Mail-Adresse").fill(login.email);
    await this.page.getByLabel("Passwort", { exact: true }).fill(login.password);
    if (device === "shared") await this.page.getByLabel(/Gemeinsam genutzt/).check();
    await this.press("Anmelden");
    await expect(this.page.getByRole("heading", { level: 1, name: /^Guten Tag/ })).toBeVisible();
    if (this.scripts) await hydrated(this.page);
  }

  /** Types the letter's number and code. */
  async redeem(letter: { number: string; code: string }): Promise<void> {
    await this.open("/registrieren");
    await this.page.getByLabel("Zugangsnummer").fill(letter.number);
    await this.page.getByLabel("Aktivierungscode").fill(letter.code);
    await this.press("Weiter");
  }

  /** Fills the damage form and sends it; the confirmation is then on the screen. */
  async report(report: Report): Promise<void> {
    await this.fillReport(report);
    await this.press("Schaden melden");
    await expect(this.page.getByText("Wir haben Ihre Meldung.")).toBeVisible();
  }

  /** Fills the damage form and leaves it unsent. */
  async fillReport(report: Report): Promise<void> {
    await this.open("/melden");
    await this.page.getByRole("radio", { name: report.topic }).check();
    if (report.place) await this.page.getByRole("radio", { name: report.place }).check();
    await this.page.getByLabel("In wenigen Worten").fill(report.title);
    await this.page.getByLabel("Was ist passiert?").fill(report.text);
    if (report.access) await this.page.getByLabel("Zutritt und Telefon").fill(report.access);
    if (report.photos) await this.addPhotos(report.photos);
  }

  /** Chooses photos; with scripts the page shows each of them before it is sent. */
  private async addPhotos(photos: Upload[]): Promise<void> {
    await this.page.locator("#photos").setInputFiles(photos);
    if (this.scripts) await expect(this.page.locator("form .photo-grid li")).toHaveCount(photos.length);
  }

  /** Opens one's own ticket by its title. */
  async openTicket(title: string): Promise<void> {
    await this.open("/vorgaenge");
    await this.page.getByRole("link", { name: title }).first().click();
    await expect(this.page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  }

  /** Writes on the ticket that is open. */
  async reply(text: string): Promise<void> {
    await this.page.getByLabel("Ihre Nachricht").fill(text);
    await this.press("Nachricht senden");
    await expect(this.page.getByText(text)).toBeVisible();
  }

  /** Waits until this device has stored a ticket for reading without network. */
  async keptForOffline(title: string): Promise<void> {
    await this.page.evaluate(() => navigator.serviceWorker.ready);
    await expect.poll(() => this.page.evaluate(stored), { message: "stored for offline reading" }).toContain(title);
  }

  /** Signs out, which leaves nothing on the device. */
  async signOut(): Promise<void> {
    await this.open("/mehr");
    await this.press("Abmelden");
    await expect(this.page.getByText("Sie sind abgemeldet.")).toBeVisible();
  }

  /** Presses the button of that name. */
  async press(name: string): Promise<void> {
    await this.page.getByRole("main").getByRole("button", { name, exact: true }).click();
  }
}

/** Everything in this origin's IndexedDB, as text. */
async function stored(): Promise<string> {
  const opened = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const texts: string[] = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await opened(indexedDB.open(name ?? ""));
    for (const store of database.objectStoreNames)
      texts.push(JSON.stringify(await opened(database.transaction(store).objectStore(store).getAll())));
    database.close();
  }
  return texts.join("\n");
}
