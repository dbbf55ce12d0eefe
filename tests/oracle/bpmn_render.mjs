// SPDX-License-Identifier: Apache-2.0
//
// Headless Chromium draws what `onus process export` writes with bpmn-js: without a warning, each
// shape and edge of the file where the file says, and no words over other words or over a task.
//
// Usage: node bpmn_render.mjs ONUS FILE_OR_FOLDER…
// bpmn-js is looked for in the folder ONUS_NODE_MODULES names, Chromium on the path. Without them:
// exit code 77, skipped. ONUS_SHOW_RENDERED names a folder for the pictures, as PNG.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { exports_of } from "./bpmn_exports.mjs";

const skip = (why) => {
  console.log(`skipped: ${why}`);
  process.exit(77);
};
const modules = process.env.ONUS_NODE_MODULES;
if (!modules) {
  skip("ONUS_NODE_MODULES names no folder with bpmn-js");
}
const viewer = join(modules, "node_modules/bpmn-js/dist/bpmn-viewer.production.min.js");
if (!existsSync(viewer)) {
  skip("bpmn-js is not in ONUS_NODE_MODULES");
}
const browser = ["chromium", "chromium-browser", "google-chrome"].find(
  (name) => spawnSync(name, ["--version"]).status === 0,
);
if (!browser) {
  skip("there is no Chromium");
}
const folder = mkdtempSync(join(tmpdir(), "onus_rendered_"));
const chromium = (words) =>
  spawnSync(
    browser,
    ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
     `--user-data-dir=${join(folder, "profile")}`, "--virtual-time-budget=20000", ...words],
    { encoding: "utf8", maxBuffer: 1 << 28, timeout: 60_000 },
  );

// Runs in the page. What it found stands in the page as JSON.
const inspect = async (xml) => {
  const told = [];
  const tell = () => {
    const answer = document.createElement("pre");
    answer.id = "answer";
    answer.textContent = JSON.stringify(told);
    document.body.append(answer);
  };
  try {
    const bpmn = new BpmnJS({ container: "#canvas" });
    const { warnings } = await bpmn.importXML(xml);
    told.push(...warnings.map((warning) => `warning: ${warning.message}`));
    const registry = bpmn.get("elementRegistry");
    const drawn = new DOMParser().parseFromString(xml, "application/xml");
    const part = (name) => [...drawn.getElementsByTagName(`bpmndi:${name}`)];
    for (const each of [...part("BPMNShape"), ...part("BPMNEdge")]) {
      if (!registry.get(each.getAttribute("bpmnElement"))) {
        told.push(`not drawn: ${each.getAttribute("bpmnElement")}`);
      }
    }
    // Words over words, or over a task.
    const words = [...document.querySelectorAll("#canvas text")]
      .filter((text) => !text.closest("[data-element-id^=Participant_], [data-element-id^=Lane_]"))
      .map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
    const tasks = registry
      .filter((element) => /Task|CallActivity/.test(element.type) && !element.labelTarget)
      .map((element) => ({
        text: element.businessObject.name,
        box: registry.getGraphics(element).querySelector(".djs-visual rect").getBoundingClientRect(),
      }));
    const meet = (a, b) =>
      a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    words.forEach((a, i) => {
      words.slice(i + 1).forEach((b) => {
        if (meet(a.box, b.box)) told.push(`words on words: ${a.text} | ${b.text}`);
      });
      tasks.forEach((task) => {
        if (a.text !== task.text && meet(a.box, task.box) && !inside(a.box, task.box))
          told.push(`words on a task: ${a.text} | ${task.text}`);
      });
    });
    const frame = bpmn.get("canvas").viewbox().inner;
    document.title = `${Math.ceil(frame.width + 40)} ${Math.ceil(frame.height + 40)}`;
    bpmn.get("canvas").viewbox({ x: frame.x - 10, y: frame.y - 10, width: 4000, height: 3000 });
  } catch (error) {
    told.push(`error: ${error.message}`);
  }
  tell();
};
const inside = (a, b) =>
  a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;

const [onus, ...paths] = process.argv.slice(2);
const pictures = process.env.ONUS_SHOW_RENDERED;
const page = join(folder, "page.html");
let rendered = 0;
let wrong = 0;
try {
  for (const { name, xml } of exports_of(onus, paths)) {
    writeFileSync(
      page,
      `<!DOCTYPE html><meta charset="utf-8"><style>body{margin:0}#canvas{width:4000px;height:3000px}` +
        `#answer{display:none}</style><div id="canvas"></div><script src="file://${viewer}"></script>` +
        `<script>const inside = ${inside};(${inspect})(${JSON.stringify(xml).replaceAll("<", "\\u003c")})</script>`,
    );
    const dom = chromium(["--window-size=4000,3000", "--dump-dom", `file://${page}`]).stdout ?? "";
    const answer = dom.match(/<pre id="answer">(.*?)<\/pre>/s);
    if (!answer && rendered === 0) {
      skip("Chromium does not start here");
    }
    const told = answer
      ? JSON.parse(answer[1].replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"))
      : ["no answer"];
    console.log(`${name}: ${told.length === 0 ? "good" : told.join("; ")}`);
    rendered += 1;
    wrong += told.length === 0 ? 0 : 1;
    const size = dom.match(/<title>(\d+) (\d+)<\/title>/);
    if (pictures && size) {
      const file = join(pictures, name.replace(/[^\p{L}\p{N}.]+/gu, "_") + ".png");
      chromium([`--window-size=${size[1]},${size[2]}`, `--screenshot=${file}`, `file://${page}`]);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${rendered} exports, ${wrong} with findings`);
process.exit(wrong === 0 && rendered > 0 ? 0 : 1);
