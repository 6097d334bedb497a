import assert from "node:assert/strict";
import { startRestateServer } from "../../test/support/engines/restate-server.ts";
import { contestantOf } from "./contestants.ts";
import type { Address, EngineName, Side } from "./contestants.ts";
import { generatedModules } from "./generated-modules.ts";
import { batchesTo, CountingExporter } from "./measure/counting-processor.ts";
import { measureChunk, measureLatency, measureRounds, runOnce } from "./measure/rounds.ts";
import type { Runner } from "./measure/rounds.ts";
import type { Placement } from "./placements.ts";
import { compareOnEngine } from "./report.ts";
import type { EngineComparison } from "./report.ts";
import { startTemporalInMemory } from "./temporal-in-memory.ts";
import { startBenchWorker } from "./worker-process.ts";
import type { BenchWorker } from "./worker-process.ts";

/** What an engine is measured with: a run costs Temporal's server some ten times what it costs Restate's. */
const SIZES = {
  restate: { warmUp: 150, runs: 60, concurrency: 16 },
  temporal: { warmUp: 20, runs: 16, concurrency: 8 },
};

/** Single runs for each round of chunks. */
const LATENCIES_PER_ROUND = 4;

/** The callers of both sides, started by the bench: `node bench/engines/compare.ts <engine> <placement> <rounds>`. */
async function main([engine, placement, rounds]: readonly string[]): Promise<void> {
  const { telemetry } = await generatedModules(placement as Placement).telemetry();
  telemetry.start();
  telemetry.addSpanProcessor(batchesTo(new CountingExporter()));
  process.send?.(await measure(engine as EngineName, placement as Placement, Number(rounds)));
  process.disconnect();
}

/** On a server of their own, so that no comparison finds what another one has left. */
async function measure(engine: EngineName, placement: Placement, rounds: number): Promise<EngineComparison> {
  await using server = await startEngine(engine);
  const start = async (side: Side): Promise<Runner & AsyncDisposable> => {
    const worker = await startBenchWorker(engine, side, placement, server.address);
    await server.register(worker);
    const client = await (await contestantOf(engine, side)).connect(server.address, placement);
    return {
      client,
      worker,
      async [Symbol.asyncDispose]() {
        await client.close();
        await worker[Symbol.asyncDispose]();
      },
    };
  };
  await using generated = await start("generated");
  await using other = await start("hand-written");
  const sides = { generated, other };
  const [ours, theirs] = [await spansOfRun(generated), await spansOfRun(other)];
  assert.deepEqual(ours, theirs, "generated and hand-written code make other spans");

  const { warmUp, runs, concurrency } = SIZES[engine];
  await measureRounds(sides, 1, (side) => measureChunk(side, warmUp, concurrency));
  const chunks = await measureRounds(sides, rounds, (side) => measureChunk(side, runs, concurrency));
  const latencies = await measureRounds(sides, rounds * LATENCIES_PER_ROUND, measureLatency);
  return compareOnEngine(`${engine}, ${placement}`, chunks, latencies);
}

/** The spans of a single run, counted by name. */
async function spansOfRun({ client, worker }: Runner): Promise<object> {
  const { spans: before } = await worker.usage(true);
  await runOnce(client);
  const { spans } = await worker.usage(true);
  const made = Object.entries(spans).map(([name, count]) => [name, count - (before[name] ?? 0)] as const);
  return Object.fromEntries(made.filter(([, count]) => count > 0).toSorted());
}

interface EngineServer extends AsyncDisposable {
  readonly address: Address;
  /** Tells the server where a worker is, if it has to know. */
  register(worker: BenchWorker): Promise<void>;
}

async function startEngine(engine: EngineName): Promise<EngineServer> {
  if (engine === "temporal") {
    const server = await startTemporalInMemory();
    return {
      address: { server: server.address },
      register: () => Promise.resolve(),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  }
  const server = await startRestateServer();
  return {
    address: { server: server.ingressUrl },
    register: ({ endpoint }) => server.register(String(endpoint)),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

await main(process.argv.slice(2));
