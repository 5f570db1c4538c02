// A title without a gap: no page of a phone gets wider than the phone.
import { wellFormed } from "../rig/check-page.ts";
import { login } from "../rig/logins.ts";
import { Resident } from "../rig/resident.ts";
import { test } from "../rig/story.ts";

const title = "Treppenhausbeleuchtungszeitschaltuhrenabdeckungsbefestigungsschraubengewindeschaden im Erdgeschoss";

test("a long word does not make a page scroll sideways", async ({ arrive }) => {
  const resident = new Resident(await arrive({ viewport: { width: 390, height: 844 } }));
  await resident.signIn(login("Mieterin"));
  await resident.report({ topic: "Aufzug", place: "Im Haus", title, text: "Seit gestern." });
  await wellFormed(resident.page);
  for (const path of ["/", "/vorgaenge", "/vorgaenge?ansicht=alle"]) {
    await resident.open(path);
    await wellFormed(resident.page);
  }
});
