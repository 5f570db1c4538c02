// The simulated ERP beside a house: another process with data and a page of its own.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "./house.ts";
import { binary } from "./template.ts";

/** What the portal shows when it fetches records. */
const token = "zeigt-das-portal-vor";

export class Erp {
  private process?: ChildProcess;

  private constructor(
    private readonly port: number,
    private readonly place: string,
  ) {}

  static async prepare(place: string): Promise<Erp> {
    return new Erp(await freePort(), place);
  }

  /** Where its page is. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What its portal has to know about it. */
  settings(): NodeJS.ProcessEnv {
    return {
      HAUSPORTAL_ERP__ENABLED: "true",
      HAUSPORTAL_ERP__FETCH__URL: `${this.url}/records`,
      HAUSPORTAL_ERP__FETCH__TOKEN: token,
    };
  }

  /** Starts it with the key that the portal has just printed; it answers when somebody presses a button. */
  async start(portal: string, printed: string): Promise<void> {
    const log = openSync(join(this.place, "erp.log"), "a");
    const key = /Schlüssel: (\S+)/.exec(printed)?.[1] ?? "";
    const secret = /Geheimnis: (\S+)/.exec(printed)?.[1] ?? "";
    const own = ["--data", join(this.place, "erp"), "--listen", `127.0.0.1:${this.port}`, "--answers", "aus"];
    this.process = spawn(binary, ["erp-sim", ...own, "--portal", portal, "--key", key], {
      cwd: this.place,
      stdio: ["ignore", log, log],
      env: { ...process.env, ERP_SIM_SECRET: secret, ERP_SIM_TOKEN: token },
    });
    for (let tries = 0; tries < 300; tries++) {
      if (this.process.exitCode !== null) break;
      const answer = await fetch(this.url).catch(() => undefined);
      if (answer?.ok) return;
      await pause(100);
    }
    throw new Error(`The simulated ERP did not start. It said:\n${readFileSync(join(this.place, "erp.log"), "utf8")}`);
  }

  async close(): Promise<void> {
    const running = this.process;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const gone = once(running, "exit");
    running.kill("SIGINT");
    await gone;
  }
}
