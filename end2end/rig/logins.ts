// The logins of the demo company, as `hausportal demo` announces them: one password, a line for each role.
import { readFileSync } from "node:fs";
import type { Login } from "./resident.ts";
import { announcement } from "./template.ts";

export type Role = "Mieterin" | "Mieterin und Eigentümerin" | "Eigentümer" | "Sachbearbeiterin" | "Administratorin";

/** The announced login of the first person with a role. */
export function login(role: Role): Login {
  const said = readFileSync(announcement, "utf8");
  const password = /Passwort für alle: (.+)/.exec(said)?.[1]?.trim();
  const line = said.split("\n").find((line) => line.trim().startsWith(`${role}  `));
  const email = /\S+@\S+/.exec(line ?? "")?.[0];
  if (!email || !password) throw new Error(`The demo announced no login for ${role}:\n${said}`);
  return { email, password };
}
