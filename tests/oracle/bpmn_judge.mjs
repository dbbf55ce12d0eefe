// SPDX-License-Identifier: Apache-2.0
//
// Independent judges of what `onus process export` writes: bpmn-moddle reads it without a warning,
// bpmnlint finds no error in it.
//
// Usage: node bpmn_judge.mjs ONUS RULEBOOK PROCESS [RULEBOOK PROCESS]…
// The packages are looked for in the folder ONUS_NODE_MODULES names. Without them: exit code 77,
// skipped.

import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

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

const [onus, ...words] = process.argv.slice(2);
let wrong = 0;
for (let i = 0; i + 1 < words.length; i += 2) {
  const text = execFileSync(onus, ["process", "export", words[i], words[i + 1]], {
    encoding: "utf8",
  });
  const { rootElement, warnings } = await new BpmnModdle().fromXML(text);
  const linter = new Linter({
    config: { extends: "bpmnlint:recommended" },
    resolver: new NodeResolver({ require: createRequire(join(folder, "judge.js")) }),
  });
  const found = Object.values(await linter.lint(rootElement)).flat();
  const told = [...warnings.map((w) => w.message), ...found.map((f) => `${f.id}: ${f.message}`)];
  console.log(`${words[i + 1]}: ${told.length === 0 ? "good" : told.join("; ")}`);
  wrong += told.length === 0 ? 0 : 1;
}
process.exit(wrong === 0 ? 0 : 1);
