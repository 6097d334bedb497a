import { barOf } from "../cases.ts";
import type { Bar, Case } from "../cases.ts";
import type { Cost, PairCosts } from "../measure/pairs.ts";
import { estimateMedian, median } from "../measure/statistics.ts";
import type { Estimate } from "../measure/statistics.ts";

/** Generated code against one other way to do the same. */
export interface Ratio {
  readonly to: string;
  /** Medians, in microseconds an operation. */
  readonly generated: Cost;
  readonly other: Cost;
  /** Above 1: generated code costs more. */
  readonly cpu: Estimate;
  readonly wall: Estimate;
}

/** What a case has shown. */
export interface Comparison {
  readonly name: string;
  readonly baseline: Ratio;
  readonly lean: Ratio | undefined;
  readonly bar: Bar;
  /** What the bar is about: the ratio of CPU time to the baseline, or its reciprocal for throughput. */
  readonly score: Estimate;
  readonly verdict: "on target" | "met" | "missed";
}

/** Holds a case against its bar. It has the benefit of the noise: a bar is missed if the whole interval lies on its wrong side. */
export function compare(current: Case, baseline: PairCosts, lean: PairCosts | undefined): Comparison {
  const toBaseline = ratioOf("hand-written", baseline);
  const bar = barOf(current);
  const score = bar.measure === "cost" ? toBaseline.cpu : reciprocal(toBaseline.cpu);
  return {
    name: current.name,
    baseline: toBaseline,
    lean: lean && ratioOf("lean", lean),
    bar,
    score,
    verdict: reaches(score, bar, bar.target) ? "on target" : reaches(score, bar, bar.required) ? "met" : "missed",
  };
}

function reaches(score: Estimate, { measure }: Bar, limit: number): boolean {
  return measure === "cost" ? score.low <= limit : score.high >= limit;
}

function ratioOf(to: string, pairs: PairCosts): Ratio {
  const ratios = (key: keyof Cost): Estimate => estimateMedian(pairs.map(({ generated, other }) => generated[key] / other[key]));
  return {
    to,
    generated: medianCost(pairs.map(({ generated }) => generated)),
    other: medianCost(pairs.map(({ other }) => other)),
    cpu: ratios("cpu"),
    wall: ratios("wall"),
  };
}

function reciprocal({ median: middle, low, high }: Estimate): Estimate {
  return { median: 1 / middle, low: 1 / high, high: 1 / low };
}

function medianCost(costs: readonly Cost[]): Cost {
  return { cpu: median(costs.map(({ cpu }) => cpu)), wall: median(costs.map(({ wall }) => wall)) };
}
