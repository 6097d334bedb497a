import type { Recording } from "./measure/provider.ts";

/** One comparison. Each runs in a process of its own, so that none finds code optimised for another. */
export interface Case {
  readonly name: string;
  readonly work: "task" | "metrics" | "workflow";
  readonly recording: Recording;
  /** In a chunk: some 30 ms of work. */
  readonly operations: number;
}

export const CASES: readonly Case[] = [
  { name: "task call, no SDK", work: "task", recording: "none", operations: 100_000 },
  { name: "task call, unsampled", work: "task", recording: "unsampled", operations: 25_000 },
  { name: "task call, sampled", work: "task", recording: "sampled", operations: 12_000 },
  { name: "task call with metrics, sampled", work: "metrics", recording: "sampled", operations: 8_000 },
  { name: "workflow run, unsampled", work: "workflow", recording: "unsampled", operations: 1_500 },
  { name: "workflow run, sampled", work: "workflow", recording: "sampled", operations: 800 },
];

/** What the generated code is held to. Both are ratios of CPU time. */
export interface Bar {
  /** `cost`: generated to hand-written, at most. `throughput`: runs a second, generated to hand-written, at least. */
  readonly measure: "cost" | "throughput";
  readonly required: number;
  /** Of a later release. */
  readonly target: number;
}

export function barOf({ work }: Case): Bar {
  return work === "workflow"
    ? { measure: "throughput", required: 0.8, target: 0.9 }
    : { measure: "cost", required: 1.15, target: 1.05 };
}
