// The picture in README.md: the home page of a tenant on a phone. `make screenshot` puts a new one there.
import { copyFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { login } from "../rig/logins.ts";
import { Resident } from "../rig/resident.ts";
import { test } from "../rig/story.ts";
import { results } from "../rig/template.ts";

test("the home page has its picture taken", async ({ arrive }) => {
  const resident = new Resident(await arrive({ deviceScaleFactor: 2, reducedMotion: "reduce" }));
  await resident.signIn(login("Mieterin"));
  const picture = join(results, "screenshot.png");
  await resident.page.screenshot({ path: picture });
  if (process.env.SCREENSHOT) copyFileSync(picture, resolve(import.meta.dirname, "../../docs/screenshot.png"));
});
