// SPDX-License-Identifier: Apache-2.0
//
// Independent judges of what `onus process export` writes: bpmn-moddle reads it without a warning,
// bpmnlint finds no error in it.
//
// Usage: node bpmn_judge.mjs ONUS FILE_OR_FOLDER…
// The packages are looked for in the folder ONUS_NODE_MODULES names. Without them: exit code 77,
// skipped.

import { createRequire } from "node:module";
import { join } from "node:path";

import { exports_of } from "./bpmn_exports.mjs";

const folder = process.env.ONUS_NODE_MODULES;
const load = async (name) => {
  try {
    return await import(createRequire(join(folder, "judge.js")).resolve(name));
  } catch {
    console.log(`skipped: ${name} is not in ONUS_NODE_MODULES`);
    process.exit(77);
  }
};
if (!folder) {
  console.log("skipped: ONUS_NODE_MODULES names no folder with bpmn-moddle and bpmnlint");
  process.exit(77);
}
const moddle = await load("bpmn-moddle");
const lint = await load("bpmnlint");
const resolver = await load("bpmnlint/lib/resolver/node-resolver");
const BpmnModdle = moddle.BpmnModdle ?? moddle.default;
const Linter = lint.Linter ?? lint.default.Linter;
const NodeResolver = resolver.default;

const [onus, ...paths] = process.argv.slice(2);
let judged = 0;
let wrong = 0;
for (const { name, xml } of exports_of(onus, paths)) {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
  const linter = new Linter({
    // Where ways do not exclude each other, an inclusive gateway is what the process means.
    config: { extends: "bpmnlint:recommended", rules: { "no-inclusive-gateway": "off" } },
    resolver: new NodeResolver({ require: createRequire(join(folder, "judge.js")) }),
  });
  const found = Object.values(await linter.lint(rootElement)).flat();
  const told = [...warnings.map((w) => w.message), ...found.map((f) => `${f.id}: ${f.message}`)];
  console.log(`${name}: ${told.length === 0 ? "good" : told.join("; ")}`);
  judged += 1;
  wrong += told.length === 0 ? 0 : 1;
}
console.log(`${judged} exports, ${wrong} with findings`);
process.exit(wrong === 0 && judged > 0 ? 0 : 1);
