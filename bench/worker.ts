import { InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace";
import { CASES } from "./cases.ts";
import type { Case } from "./cases.ts";
import { registerMetrics, registerProviders, registerTracing } from "./measure/provider.ts";
import { measurePairs } from "./measure/pairs.ts";
import type { PairCosts } from "./measure/pairs.ts";
import { assertSameSpans } from "./measure/same-spans.ts";

/**
 * The process of one pair: `node bench/worker.ts <index of the case> <opponent> <rounds>` prints the costs of the
 * generated code and of its opponent as JSON. `node bench/worker.ts spans` compares the spans of all cases.
 */
async function main([task, opponent, rounds]: readonly string[]): Promise<void> {
  if (task === "spans") {
    await compareSpans();
    return;
  }
  const current = CASES[Number(task)];
  if (current === undefined) {
    throw new RangeError(`There is no case ${task}.`);
  }
  const costs = await measurePair(current, String(opponent), Number(rounds));
  process.stdout.write(JSON.stringify(costs));
}

async function measurePair(current: Case, opponent: string, rounds: number): Promise<PairCosts> {
  const flush = registerProviders(current.recording);
  if (current.work === "metrics") {
    registerMetrics();
  }
  // After the providers, as in an application.
  const { contestantsOf } = await import("./contestants.ts");
  const contestants = contestantsOf(current);
  const other = contestants[opponent];
  if (other === undefined) {
    throw new RangeError(`Nobody is called ${opponent} in "${current.name}".`);
  }
  return measurePairs(contestants.generated, other, { rounds, operations: current.operations, flush });
}

async function compareSpans(): Promise<void> {
  const exporter = new InMemorySpanExporter();
  registerTracing("sampled", new SimpleSpanProcessor({ exporter }));
  const { contestantsOf } = await import("./contestants.ts");
  for (const work of new Set(CASES.map((current) => current.work))) {
    const { generated, "hand-written": baseline } = contestantsOf({ work });
    await assertSameSpans(generated, baseline, exporter);
  }
}

void main(process.argv.slice(2));
