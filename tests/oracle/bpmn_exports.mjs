// SPDX-License-Identifier: Apache-2.0
//
// Everything that `onus process export` can write of the files and folders given: the processes of
// rulebooks, and those of diagrams once imported.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const run = (onus, words) =>
  spawnSync(onus, words, { encoding: "utf8", maxBuffer: 1 << 28 });

const files_in = (path) => {
  try {
    return statSync(path).isDirectory()
      ? readdirSync(path).sort().flatMap((name) => files_in(join(path, name)))
      : [path];
  } catch {
    return []; // what lies beside the checkout need not be there
  }
};

function* of_rulebook(onus, file, told_as) {
  const names = [...readFileSync(file, "utf8").matchAll(/^(?:process|流程) +([^ \n]+)/gm)];
  for (const [, name] of names) {
    const exported = run(onus, ["process", "export", file, name]);
    if (exported.stderr.includes("N1035")) {
      continue; // a part goes along with the process that runs it
    }
    if (exported.status !== 0) {
      throw new Error(`${told_as} ${name}: ${exported.stderr}`);
    }
    yield { name: `${told_as} ${name}`, xml: exported.stdout };
  }
}

/// `name`, `xml` of each.
export function* exports_of(onus, paths) {
  const folder = mkdtempSync(join(tmpdir(), "onus_exports_"));
  try {
    for (const file of paths.flatMap(files_in)) {
      if (file.endsWith(".onus")) {
        yield* of_rulebook(onus, file, basename(file));
      } else if (file.endsWith(".bpmn")) {
        const into = join(folder, basename(file));
        const imported = run(onus, ["process", "import", file, "--out", into]);
        if (imported.status !== 0) {
          throw new Error(`${file}: ${imported.stderr}`);
        }
        for (const made of files_in(into).filter((name) => name.endsWith(".onus"))) {
          yield* of_rulebook(onus, made, basename(file));
        }
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
