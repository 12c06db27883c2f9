// `node peers.mjs SCRIPT` prints how long libpg-query and PGlite need for a script, as JSON.

import { readFileSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { loadModule, parseSync } from "libpg-query";

const script = readFileSync(process.argv[2], "utf8");

/** The median of many runs after a warm-up, in milliseconds. */
async function median(step) {
  for (const end = performance.now() + 500; performance.now() < end; ) await step();
  const times = [];
  for (const end = performance.now() + 2_000; performance.now() < end || times.length < 5; ) {
    const start = performance.now();
    await step();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}

let start = performance.now();
await loadModule();
parseSync(script);
const firstParse = performance.now() - start;
const parse = await median(() => parseSync(script));

start = performance.now();
const database = await PGlite.create();
await database.exec(`BEGIN; ${script} ROLLBACK`);
const firstExecution = performance.now() - start;
const execution = await median(() => database.exec(`BEGIN; ${script} ROLLBACK`));
await database.close();

console.log(
  JSON.stringify({
    "libpg-query, parse with its tree": { ms: parse, beside: "wasm parse" },
    "libpg-query, first call": { ms: firstParse, beside: "wasm first_call" },
    "PGlite, execute": { ms: execution, beside: "wasm whole" },
    "PGlite, first call": { ms: firstExecution, beside: "wasm first_call" },
  }),
);
