// The mails a house has written as .eml files, read as a mail program would: headers, text part, encodings.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

export class Mailbox {
  constructor(private readonly folder: string) {}

  /** All mails to an address, oldest first. */
  to(address: string): Mail[] {
    return files(this.folder)
      .map((file) => read(readFileSync(file, "latin1")))
      .filter((mail) => mail.to.toLowerCase().includes(address.toLowerCase()));
  }

  /** Waits for the first mail to an address whose subject or text matches, for 20 seconds at most. */
  async expect(address: string, matching: RegExp): Promise<Mail> {
    for (let tries = 0; tries < 100; tries++) {
      const found = this.to(address).find((mail) => matching.test(mail.subject) || matching.test(mail.text));
      if (found) return found;
      await pause(200);
    }
    const seen = this.to(address).map((mail) => mail.subject);
    throw new Error(`No mail to ${address} matches ${matching}. There are: ${seen.join(" | ") || "none"}`);
  }
}

/** The .eml files under a folder, by name: the server names them in the order it writes them. */
function files(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".eml"))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function read(raw: string): Mail {
  const { headers, body } = split(raw);
  return { to: headers.get("to") ?? "", subject: words(headers.get("subject") ?? ""), text: plain(headers, body) ?? "" };
}

function split(raw: string): { headers: Map<string, string>; body: string } {
  const [head = "", ...rest] = raw.replaceAll("\r\n", "\n").split("\n\n");
  const headers = new Map<string, string>();
  for (const line of head.replace(/\n[ \t]+/g, " ").split("\n")) {
    const colon = line.indexOf(":");
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: rest.join("\n\n") };
}

/** The text/plain part, found through nested multiparts and decoded. */
function plain(headers: Map<string, string>, body: string): string | undefined {
  const type = headers.get("content-type") ?? "text/plain";
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary) {
    for (const part of body.split(`--${boundary}`).slice(1, -1)) {
      const inner = split(part.replace(/^\n/, ""));
      const text = plain(inner.headers, inner.body);
      if (text !== undefined) return text;
    }
    return undefined;
  }
  if (!/text\/plain/i.test(type)) return undefined;
  return bytes(headers.get("content-transfer-encoding") ?? "", body).toString("utf8");
}

function bytes(encoding: string, body: string): Buffer {
  if (/base64/i.test(encoding)) return Buffer.from(body, "base64");
  if (/quoted-printable/i.test(encoding)) return quoted(body.replace(/=\n/g, ""));
  return Buffer.from(body, "latin1");
}

function quoted(text: string): Buffer {
  return Buffer.from(text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), "latin1");
}

/** Decodes RFC 2047 words in a header. */
function words(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?[^?]+\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      (kind.toUpperCase() === "B" ? Buffer.from(text, "base64") : quoted(text.replaceAll("_", " "))).toString("utf8"),
    );
}
