// Prints what failed in the stories, a few lines each: node set-up/failed-stories.mjs REPORT
import { readFileSync } from "node:fs";

const plain = (text) => text.replace(/\u001b\[[0-9;]*m/g, "");
const inner = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(inner)];
const report = JSON.parse(readFileSync(process.argv[2], "utf8"));

for (const spec of report.suites.flatMap(inner)) {
  const errors = spec.tests.flatMap((test) => test.results.flatMap((result) => result.errors ?? []));
  if (spec.ok || errors.length === 0) continue;
  console.log(`${spec.file}:${spec.line} ${spec.title}`);
  for (const error of errors) console.log(plain(error.message ?? "").split("\n").slice(0, 12).map((line) => `    ${line}`).join("\n"));
}
