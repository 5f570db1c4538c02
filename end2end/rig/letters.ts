// Activation letters as their addressee reads them: the number and the code, out of the printed PDF.
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

export interface Letter {
  number: string;
  code: string;
  text: string;
}

/** Reads one PDF; fails when number or code is not printed on it. */
export function open(pdf: string): Letter {
  const text = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" });
  const number = /Zugangsnummer\s+(\d{3} \d{3} \d{3})/.exec(text)?.[1];
  const code = /Aktivierungscode\s+((?:[0-9A-Z]{4} ){3}[0-9A-Z])/.exec(text)?.[1];
  if (!number || !code) throw new Error(`No number or no code on ${pdf}:\n${text}`);
  return { number, code, text };
}

/** The letters a house has printed, by file name. */
export function all(data: string): string[] {
  const folder = join(data, "letters");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".pdf"))
    .sort()
    .map((name) => join(folder, name));
}
