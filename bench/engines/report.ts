import { estimateMedian, median } from "../measure/statistics.ts";
import type { Estimate } from "../measure/statistics.ts";
import { columns } from "../report/columns.ts";
import type { Chunk, Sides } from "./measure/rounds.ts";

/** What the generated code is held to: its ratio to the hand-written code, where more is better. */
const BAR = 0.95;

/** One measure of both sides. */
export interface Ratio {
  /** Medians. */
  readonly generated: number;
  readonly other: number;
  /** Above 1: the generated code is the better one. */
  readonly ratio: Estimate;
}

export interface EngineComparison {
  readonly name: string;
  /** Runs a second. */
  readonly throughput: Ratio;
  /** Runs for a second of the worker's CPU time. */
  readonly efficiency: Ratio;
  /** Milliseconds of a run that runs alone; its ratio is that of speed. */
  readonly latency: Ratio;
  readonly verdict: "met" | "missed";
}

/** Has the benefit of the noise: the bar is missed if a whole interval lies below it. */
export function compareOnEngine(
  name: string,
  chunks: readonly Sides<Chunk>[],
  latencies: readonly Sides<number>[],
): EngineComparison {
  const throughput = ratioOf(chunks.map((chunk) => of(chunk, ({ throughput }) => throughput)));
  const efficiency = ratioOf(chunks.map((chunk) => of(chunk, ({ cpu }) => 1_000_000 / cpu)));
  const latency = ratioOf(latencies, (mine, theirs) => theirs / mine);
  const isMet = [throughput, efficiency, latency].every(({ ratio }) => ratio.high >= BAR);
  return { name, throughput, efficiency, latency, verdict: isMet ? "met" : "missed" };
}

function of<From, To>({ generated, other }: Sides<From>, read: (value: From) => To): Sides<To> {
  return { generated: read(generated), other: read(other) };
}

function ratioOf(pairs: readonly Sides<number>[], divide = (mine: number, theirs: number) => mine / theirs): Ratio {
  return {
    generated: median(pairs.map(({ generated }) => generated)),
    other: median(pairs.map(({ other }) => other)),
    ratio: estimateMedian(pairs.map(({ generated, other }) => divide(generated, other))),
  };
}

/** What the bench has shown, for people. */
export function printEngineTable(comparisons: readonly EngineComparison[]): string {
  const rows = comparisons.flatMap(({ name, throughput, efficiency, latency }) => [
    rowOf(`${name}: runs a second`, throughput),
    rowOf(`${name}: runs a second of CPU`, efficiency),
    rowOf(`${name}: ms, one run alone`, latency),
  ]);
  return `
${columns([["", "generated", "by hand", "ratio", "95 %", "bar", ""], ...rows])}
Medians of interleaved pairs on the same server, each side in a worker of its own; intervals of the median of their ratios, from binomial order statistics.
Ratios above 1: generated code is the better one; that of latency is by hand : generated. CPU time is that of the worker's process.
A bar is missed if the whole interval lies below it.
`;
}

function rowOf(name: string, { generated, other, ratio }: Ratio): readonly string[] {
  const interval = `${ratio.low.toFixed(3)}–${ratio.high.toFixed(3)}`;
  const verdict = ratio.high >= BAR ? "met" : "missed";
  return [name, generated.toFixed(1), other.toFixed(1), ratio.median.toFixed(3), interval, `≥ ${BAR}`, verdict];
}
