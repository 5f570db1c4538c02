// How Chromium is started: the system's own, quiet on a closed network.
import { existsSync } from "node:fs";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export const chromium = {
  executablePath: process.env.CHROMIUM ?? places.find((place) => existsSync(place)) ?? "/usr/bin/chromium",
  args: [
    // Chromium's sandbox refuses to start as root, which is who CI is.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};
