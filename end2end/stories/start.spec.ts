// What the operator reads when the program cannot start: one clear sentence, exit code 2, nothing lost.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { binary, template } from "../rig/template.ts";

test("an occupied port is named", async () => {
  const neighbour = createServer().listen(0, "127.0.0.1");
  await once(neighbour, "listening");
  const { port } = neighbour.address() as AddressInfo;
  const { status, said } = serve({ port });
  neighbour.close();
  expect(status).toBe(2);
  expect(said).toContain(String(port));
  expect(said.trim().split("\n")).toHaveLength(1);
});

test("a damaged database is refused and left as it is", () => {
  const damaged = Buffer.from("Das ist keine Datenbank. ".repeat(400));
  let after: Buffer | undefined;
  const { status, said } = serve({
    before: (data) => writeFileSync(join(data, "hausportal.db"), damaged),
    afterwards: (data) => (after = readFileSync(join(data, "hausportal.db"))),
  });
  expect(status).toBe(2);
  expect(said.trim().split("\n")).toHaveLength(1);
  expect(said).not.toContain("panicked");
  expect(after?.equals(damaged)).toBe(true);
});

test("a setting nobody knows is an error", () => {
  const { status, said } = serve({ settings: { HAUSPORTAL_SERVER__LISTENN: "127.0.0.1:1" } });
  expect(status).toBe(2);
  expect(said).toContain("server.listenn");
});

interface Start {
  port?: number;
  settings?: NodeJS.ProcessEnv;
  before?: (data: string) => void;
  afterwards?: (data: string) => void;
}

/** Starts the server on a copy of the demo data and waits for its end. */
function serve({ port = 0, settings = {}, before, afterwards }: Start): { status: number | null; said: string } {
  const place = mkdtempSync(join(tmpdir(), "hausportal-"));
  const data = join(place, "data");
  cpSync(template, data, { recursive: true });
  before?.(data);
  const { status, stderr } = spawnSync(binary, ["serve"], {
    cwd: place,
    encoding: "utf8",
    timeout: 20_000,
    env: { ...process.env, HAUSPORTAL_DATA__DIR: data, HAUSPORTAL_SERVER__LISTEN: `127.0.0.1:${port}`, ...settings },
  });
  afterwards?.(data);
  rmSync(place, { recursive: true, force: true });
  return { status, said: stderr };
}
