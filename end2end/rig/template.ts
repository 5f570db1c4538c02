// Prepares the demo company's data once per run; each story then starts on its own copy.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

export const binary = process.env.BINARY ?? join(root, "target/release/hausportal");
export const results = resolve(import.meta.dirname, "../results");
export const template = join(results, "template");
export const announcement = join(results, "template.txt");

export default function prepare(): void {
  if (!existsSync(binary)) throw new Error("The release binary is missing. Build it first: make build");
  rmSync(template, { recursive: true, force: true });
  rmSync(join(results, "houses"), { recursive: true, force: true });
  mkdirSync(template, { recursive: true });
  const said = execFileSync(binary, ["demo", "--prepare-only"], {
    cwd: results,
    env: { ...process.env, HAUSPORTAL_DATA__DIR: template },
    encoding: "utf8",
    timeout: 300_000,
  });
  writeFileSync(announcement, said);
}
