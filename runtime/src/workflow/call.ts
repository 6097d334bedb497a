import type { RetryPolicy, TaskContract, WorkflowContract } from "./contract.ts";
import type { FlowError } from "./flow-error.ts";
import type { Group, GroupResult } from "./flow.ts";

/** What a step may set for one call. Durations are milliseconds; what is absent comes from the task's contract. */
export interface CallOptions<Output> extends Undo<Output> {
  readonly startToCloseTimeout?: number;
  readonly scheduleToCloseTimeout?: number;
  readonly heartbeatTimeout?: number;
  readonly retry?: Partial<RetryPolicy>;
}

/** What a step may set for one call of a child workflow. */
export interface ChildOptions<Output> extends Undo<Output> {
  /** Default: a child that fails is not run again. */
  readonly retry?: Partial<RetryPolicy>;
}

/** How to undo what completed. */
export interface Undo<Output> {
  /**
   * Called should what contains the call fail after it completed: the run, or the call whose failure a `catch` or a
   * `forEach` with `collect` handles. The latest completed is undone first.
   */
  readonly compensate?: (output: Output) => TaskCall<unknown>;
}

/** `compensate` takes what the call returns; `never` here, so that a call of any type is a `Call<unknown>`. */
export type Compensate = (output: never) => TaskCall<unknown>;

/** A task and its input: work described, not yet begun. */
export interface TaskCall<Output> {
  readonly kind: "task";
  readonly contract: TaskContract;
  readonly input: unknown;
  readonly compensate: Compensate | undefined;
  /** Never set: it only carries the type of the result. A function, since an optional `undefined` would be forgotten. */
  readonly output?: () => Output;
}

/** A workflow that runs as part of this run. */
export interface ChildCall<Output> {
  readonly kind: "workflow";
  readonly contract: WorkflowContract;
  readonly input: unknown;
  readonly retry: RetryPolicy | undefined;
  readonly compensate: Compensate | undefined;
  readonly output?: () => Output;
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
  readonly callAt: (index: number) => Call<unknown>;
  readonly output?: () => Output;
}

/** Steps of their own, declared when the call begins. */
export interface GroupCall<Output> {
  readonly kind: "group";
  // Of whatever context: what the body was written for is what its run has.
  readonly body: (flow: Group<never>) => GroupResult<unknown> | void;
  readonly compensate: Compensate | undefined;
  readonly output?: () => Output;
}

/** Another call, chosen when this one begins; `undefined` where there is nothing to do. */
export interface SwitchCall<Output> {
  readonly kind: "switch";
  readonly choose: () => Call<unknown> | undefined;
  readonly compensate: Compensate | undefined;
  readonly output?: () => Output;
}

export interface SleepCall {
  readonly kind: "sleep";
  /** Milliseconds. */
  readonly duration: number;
  readonly output?: () => undefined;
}

/** Waits for a signal from outside. */
export interface SignalCall<Payload> {
  readonly kind: "waitForSignal";
  readonly signal: string;
  /** Milliseconds; the value is `undefined` after it. */
  readonly timeout: number | undefined;
  readonly output?: () => Payload;
}

/** A call, and what to do in its place should it fail. */
export interface CatchCall<Output> {
  readonly kind: "catch";
  readonly call: Call<unknown>;
  /** `undefined` where the error is none that is handled here. */
  readonly handle: (error: FlowError) => Call<unknown> | undefined;
  readonly output?: () => Output;
}

/** Fails with an error that was caught. */
export interface RethrowCall {
  readonly kind: "rethrow";
  readonly error: FlowError;
  /** What to do before. */
  readonly first: Call<unknown> | undefined;
  readonly output?: () => never;
}

/** Work that a step describes and the engine does. */
export type Call<Output> =
  | TaskCall<Output>
  | ChildCall<Output>
  | ValueCall<Output>
  | ForEachCall<Output>
  | GroupCall<Output>
  | SwitchCall<Output>
  | SleepCall
  | SignalCall<Output>
  | CatchCall<Output>
  | RethrowCall;

/** The value that a call leaves, of one of several calls the union of theirs; `undefined` of no call. */
export type Outcome<Made> = Made extends RethrowCall
  ? never
  : Made extends SleepCall
    ? void
    : Made extends ValueCall<infer Value>
      ? Value
      : Made extends { readonly kind: string; readonly output?: () => infer Output }
        ? Output
        : undefined;

/** The result of one item of a `forEach` with `onError: collect`. */
export type Collected<Output> =
  | { readonly ok: true; readonly value: Output }
  | { readonly ok: false; readonly error: FlowError };
