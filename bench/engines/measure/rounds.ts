import { randomUUID } from "node:crypto";
import { context, ROOT_CONTEXT, trace, TraceFlags } from "@opentelemetry/api";
import { order } from "../../work.ts";
import type { Client } from "../contestants.ts";
import type { BenchWorker } from "../worker-process.ts";

/** One side, ready to run. */
export interface Runner {
  readonly client: Client;
  readonly worker: BenchWorker;
}

export interface Sides<Value> {
  readonly generated: Value;
  readonly other: Value;
}

/** What a chunk of runs cost. */
export interface Chunk {
  /** Runs a second. */
  readonly throughput: number;
  /** Of the worker, in microseconds a run. */
  readonly cpu: number;
}

/** Measures both sides, one after the other, every other round in reverse, so that a drift of the machine hits both alike. */
export async function measureRounds<Value>(
  { generated, other }: Sides<Runner>,
  rounds: number,
  measure: (runner: Runner) => Promise<Value>,
): Promise<readonly Sides<Value>[]> {
  const values: Sides<Value>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      const first = await measure(generated);
      values.push({ generated: first, other: await measure(other) });
    } else {
      const first = await measure(other);
      values.push({ generated: await measure(generated), other: first });
    }
  }
  return values;
}

/** Runs as many at a time as `concurrency` says. */
export async function measureChunk({ client, worker }: Runner, runs: number, concurrency: number): Promise<Chunk> {
  const before = await worker.usage();
  const startedAt = performance.now();
  let left = runs;
  const runNext = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await runOnce(client);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, runNext));
  const seconds = (performance.now() - startedAt) / 1000;
  const after = await worker.usage();
  return { throughput: runs / seconds, cpu: (after.cpu - before.cpu) / runs };
}

/** In milliseconds. */
export async function measureLatency({ client }: Runner): Promise<number> {
  const startedAt = performance.now();
  await runOnce(client);
  return performance.now() - startedAt;
}

/** @throws Error if the result is not what the order should give. */
export async function runOnce(client: Client): Promise<void> {
  const request = trace.setSpanContext(ROOT_CONTEXT, {
    traceId: randomUUID().replaceAll("-", ""),
    spanId: randomUUID().slice(-12).padStart(16, "1"),
    traceFlags: TraceFlags.SAMPLED,
  });
  const { parcels } = await context.with(request, () => client.run(order, randomUUID()));
  if (parcels.length !== order.lines.length) {
    throw new Error(`A run ended with ${parcels.length} parcels.`);
  }
}
