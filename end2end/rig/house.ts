// A running hausportal of a story's own: its data, the release binary, a free port.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Erp } from "./erp.ts";
import * as letters from "./letters.ts";
import { binary, results, template } from "./template.ts";

/** A manager's export: one house, a couple on the ground floor, two neighbours above. */
const masterData = resolve(import.meta.dirname, "../export");

let opened = 0;

export class House {
  private server?: ChildProcess;
  /** The simulated ERP, where a story asks for one. */
  erp?: Erp;
  private log: string;
  private also: NodeJS.ProcessEnv = {};

  private constructor(
    readonly url: string,
    private readonly port: number,
    private readonly place: string,
    private readonly strict: boolean,
  ) {
    this.log = join(place, "server.log");
  }

  /** A house with a copy of the demo company; passkeys want a host with a name, a strict house a second factor of staff. */
  static async demo({ host = "127.0.0.1", strict = false } = {}): Promise<House> {
    const house = await House.prepare(host, strict);
    cpSync(template, house.data, { recursive: true });
    await house.start();
    return house;
  }

  /** The same, with a simulated ERP that answers by hand. */
  static async withErp(): Promise<House> {
    const house = await House.prepare();
    cpSync(template, house.data, { recursive: true });
    house.erp = await Erp.prepare(house.place);
    const said = house.run("erp", "key", "add", "Simuliertes ERP", "--scope", "changes:read,changes:write,events:write");
    await house.start();
    await house.erp.start(house.url, said);
    return house;
  }

  /** A house whose master data was imported and whose letters were printed; nobody has an account yet. */
  static async imported(): Promise<House> {
    const house = await House.prepare();
    house.run("import", masterData);
    house.run("letters", "--property", "H1");
    await house.start();
    return house;
  }

  private static async prepare(host = "127.0.0.1", strict = false): Promise<House> {
    const place = join(results, "houses", `${process.pid}-${++opened}`);
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place, { recursive: true });
    const port = await freePort();
    return new House(`http://${host}:${port}`, port, place, strict);
  }

  /** The data folder. */
  get data(): string {
    return join(this.place, "data");
  }

  /** The letter addressed to somebody; fails when there is none. */
  letterTo(name: string): letters.Letter {
    const letter = letters.all(this.data).map(letters.open).find((letter) => letter.text.includes(name));
    if (!letter) throw new Error(`No letter to ${name}.`);
    return letter;
  }

  /** All letters addressed to somebody. */
  lettersTo(name: string): letters.Letter[] {
    return letters.all(this.data).map(letters.open).filter((letter) => letter.text.includes(name));
  }

  /** Runs another command of the program on the same data, and returns what it printed. */
  run(...command: string[]): string {
    return execFileSync(binary, command, { cwd: this.place, env: this.settings(), encoding: "utf8", timeout: 120_000 });
  }

  /** The manager's export that the house began with, by file name. */
  exported(): Record<string, string> {
    return Object.fromEntries(readdirSync(masterData).map((name) => [name, readFileSync(join(masterData, name), "utf8")]));
  }

  /** Imports an export, given as texts by file name. */
  takeOver(files: Record<string, string>): void {
    const folder = join(this.place, "export");
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    this.run("import", folder);
  }

  /** Starts the server on the data as it is, and waits until it is ready. */
  async start(): Promise<void> {
    const log = openSync(this.log, "a");
    this.server = spawn(binary, ["serve"], { cwd: this.place, stdio: ["ignore", log, log], env: this.settings() });
    for (let tries = 0; tries < 300; tries++) {
      if (this.server.exitCode !== null) break;
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      await pause(100);
    }
    throw new Error(`The server did not get ready. It said:\n${this.said()}`);
  }

  /** Ends the server as an operator does, and starts it with other settings. */
  async restart(also: NodeJS.ProcessEnv): Promise<void> {
    await this.end("SIGTERM");
    this.also = also;
    await this.start();
  }

  /** Ends the server at once, as a power cut would. */
  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  /** Ends the server as an operator does, and removes its data. */
  async close(): Promise<void> {
    await this.erp?.close();
    await this.end("SIGTERM");
    rmSync(this.data, { recursive: true, force: true });
  }

  /** What the server has logged so far. */
  said(): string {
    return existsSync(this.log) ? readFileSync(this.log, "utf8") : "";
  }

  private settings(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      HAUSPORTAL_DATA__DIR: this.data,
      HAUSPORTAL_SERVER__LISTEN: `127.0.0.1:${this.port}`,
      HAUSPORTAL_SERVER__BASE_URL: this.url,
      // As in the demo: its people sign in with the printed password alone.
      HAUSPORTAL_SECURITY__STAFF_SECOND_FACTOR: this.strict ? "required" : "optional",
      HAUSPORTAL_SEPA__CREDITOR_ID: "DE98ZZZ09999999999",
      HAUSPORTAL_SEPA__CREDITOR_NAME: "Federleicht Hausverwaltung GmbH",
      ...this.erp?.settings(),
      ...this.also,
    };
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const server = this.server;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, "exit");
    server.kill(signal);
    await gone;
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
