import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { CASES } from "./cases.ts";
import { generateFlows } from "./generate.ts";
import type { PairCosts } from "./measure/pairs.ts";
import { compare } from "./report/comparison.ts";
import { printTable } from "./report/table.ts";

const HELP = `Compares generated code with the best that an expert would write by hand.

  node bench/main.ts [--json] [--rounds 60]

Exits with 1 if generated code misses a bar, or makes other spans than the hand-written code.
`;

/** Fewer would give an interval that says nothing. */
const FEWEST_ROUNDS = 30;

function main(): number {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      rounds: { type: "string", default: "60" },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const rounds = Math.max(Number(values.rounds), FEWEST_ROUNDS);
  generateFlows();
  runWorker("spans");
  const comparisons = CASES.map((current, index) => {
    process.stderr.write(`${current.name} …\n`);
    const measure = (opponent: string): PairCosts =>
      JSON.parse(runWorker(String(index), opponent, String(rounds))) as PairCosts;
    return compare(current, measure("hand-written"), current.work === "metrics" ? undefined : measure("lean"));
  });
  process.stdout.write(values.json ? `${JSON.stringify(comparisons, null, 2)}\n` : printTable(comparisons, rounds));
  return comparisons.every(({ verdict }) => verdict !== "missed") ? 0 : 1;
}

/** @throws If the worker fails, which says why on stderr. */
function runWorker(...words: readonly string[]): string {
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--expose-gc", join(import.meta.dirname, "worker.ts"), ...words],
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, NODE_ENV: "production" } },
  );
  if (status !== 0) {
    throw new Error(`The worker ended with ${status}.`);
  }
  return stdout;
}

process.exitCode = main();
