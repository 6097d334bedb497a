import type { RetryPolicy, TaskContract } from "./contract.ts";

/** What a step may set for one call. Durations are milliseconds; what is absent comes from the task's contract. */
export interface CallOptions<Output> {
  readonly startToCloseTimeout?: number;
  readonly scheduleToCloseTimeout?: number;
  readonly retry?: Partial<RetryPolicy>;
  /** How to undo the call, should the workflow fail after it completed. The latest completed is undone first. */
  readonly compensate?: (output: Output) => TaskCall<unknown>;
}

/** A task and its input: work described, not yet begun. */
export interface TaskCall<Output> {
  readonly kind: "task";
  readonly contract: TaskContract;
  readonly input: unknown;
  /** Takes what the call returns; `never` here, so that a call of any type is a `TaskCall<unknown>`. */
  readonly compensate: ((output: never) => TaskCall<unknown>) | undefined;
  /** Never set: it only carries the type of the result. */
  readonly output?: Output;
}

/** A value that is there at once. */
export interface ValueCall<Output> {
  readonly kind: "value";
  readonly value: Output;
}

/** One call for each item, at most `maxConcurrency` of them at a time. */
export interface ForEachCall<Output> {
  readonly kind: "forEach";
  readonly maxConcurrency: number;
  readonly onError: "failFast" | "collect";
  readonly count: number;
  readonly callAt: (index: number) => ItemCall<unknown>;
  /** Never set: it only carries the type of the results. */
  readonly output?: Output;
}

/** What may be done for one item of a `forEach`. */
export type ItemCall<Output> = TaskCall<Output> | ValueCall<Output>;

/** Work that a step describes and the engine does. */
export type Call<Output> = ItemCall<Output> | ForEachCall<Output>;

/** An error as it crosses a step, an engine, or a process: `message` is for people, `data` is typed by the spec. */
export interface FlowError {
  readonly name: string;
  readonly message: string;
  readonly data?: unknown;
}

/** The result of one item of a `forEach` with `onError: collect`. */
export type Collected<Output> =
  | { readonly ok: true; readonly value: Output }
  | { readonly ok: false; readonly error: FlowError };
