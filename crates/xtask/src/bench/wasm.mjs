// Measures the WebAssembly modules under node: `node wasm.mjs ENGINE STEPS SCRIPT`, where ENGINE and
// STEPS are folders that wasm-bindgen made. Prints one JSON object; times are milliseconds.

import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const WARM_UP = 500;
const MEASURED = 1_000;

const [engineFolder, stepsFolder, scriptFile] = process.argv.slice(2);
const script = readFileSync(scriptFile, "utf8");

async function load(folder) {
  const name = basename(folder);
  const module = await import(pathToFileURL(resolve(folder, `${name}.js`)).href);
  const exports = module.initSync({ module: readFileSync(join(folder, `${name}_bg.wasm`)) });
  return { module, exports };
}

function timed(step) {
  const start = performance.now();
  step();
  return performance.now() - start;
}

/** The median of many runs after a warm-up. */
function median(step) {
  for (const end = performance.now() + WARM_UP; performance.now() < end; ) step();
  const times = [];
  for (const end = performance.now() + MEASURED; performance.now() < end || times.length < 5; ) times.push(timed(step));
  return times.sort((a, b) => a - b)[times.length >> 1];
}

const engine = await load(engineFolder);
const middle = script.indexOf("host '", script.length / 2) + "host '".length;
const visible = { from: middle, to: middle + 4_000 };

function open() {
  const playground = new engine.module.Playground("cloudberry-2");
  playground.setText(script);
  return { playground, analysis: playground.analyse(visible) };
}

const firstCall = timed(() => open().playground.free());
const whole = median(() => open().playground.free());
const { playground, analysis } = open();
let typed = false;
const keystroke = median(() => {
  typed = !typed;
  playground.applyEdits([typed ? { from: middle, to: middle, insert: "x" } : { from: middle, to: middle + 1, insert: "" }]);
  playground.analyse(visible);
});
const memory = engine.exports.memory.buffer.byteLength / 2 ** 20;

const steps = await load(stepsFolder);
const workload = new steps.module.Workload(script);
const figures = {
  statements: analysis.statementCount,
  failed: workload.execute(),
  diagnostics: analysis.diagnosticCount,
  scan: median(() => workload.scan()),
  parse: median(() => workload.parse()),
  execute: median(() => workload.execute()),
  whole,
  first_call: firstCall,
  keystroke,
  memory,
};
console.log(JSON.stringify(figures));
