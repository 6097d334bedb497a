import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { missingTemporalCli } from "../../test/support/engines/temporal-cli.ts";
import { generateFlows } from "../generate.ts";
import type { EngineName } from "./contestants.ts";
import { generateEngineFlows } from "./generate.ts";
import { PLACEMENTS } from "./placements.ts";
import { printEngineTable } from "./report.ts";
import type { EngineComparison } from "./report.ts";

const HELP = `Compares generated code with the best that an expert would write by hand on the SDK of the same engine.

  node bench/engines/main.ts [--engine restate] [--placement remote] [--rounds 30] [--json]

Exits with 1 if generated code misses the bar, or makes other spans than the hand-written code.
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      engine: { type: "string", multiple: true, default: ["restate", "temporal"] },
      placement: { type: "string", multiple: true, default: [...PLACEMENTS] },
      rounds: { type: "string", default: "30" },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  generateFlows();
  generateEngineFlows();
  const comparisons: EngineComparison[] = [];
  for (const engine of values.engine as EngineName[]) {
    const missing = engine === "temporal" ? await missingTemporalCli() : undefined;
    if (missing !== undefined) {
      process.stderr.write(`Temporal is not measured: ${missing}\n`);
      continue;
    }
    for (const placement of values.placement) {
      process.stderr.write(`${engine}, ${placement} …\n`);
      comparisons.push(await compare(engine, placement, values.rounds));
    }
  }
  process.stdout.write(values.json ? `${JSON.stringify(comparisons, null, 2)}\n` : printEngineTable(comparisons));
  return comparisons.every(({ verdict }) => verdict === "met") ? 0 : 1;
}

/** In a process of its own: callers have one provider in a process, and it is that of the spec. */
async function compare(...given: [engine: string, placement: string, rounds: string]): Promise<EngineComparison> {
  const child = fork(join(import.meta.dirname, "compare.ts"), given, { execArgv: ["--no-warnings"] });
  let comparison: EngineComparison | undefined;
  child.on("message", (told) => {
    comparison = told as EngineComparison;
  });
  const [code] = (await once(child, "exit")) as [number | null];
  if (comparison === undefined) {
    throw new Error(`The comparison of ${given.join(", ")} ended with ${code}.`);
  }
  return comparison;
}

process.exitCode = await main();
