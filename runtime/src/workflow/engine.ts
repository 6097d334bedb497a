import type { SpanContext } from "@opentelemetry/api";
import type { Log } from "../logs/log.ts";
import type { RetryPolicy, TaskContract, WorkflowContract } from "./contract.ts";

/** Something under way. */
export interface Cancellable {
  /** Tells it to stop. It still settles. Called at most once, and never for compensations. */
  cancel(reason: unknown): void;
}

/** Where a piece of work stands in its run. Made by the scheduler, done by an engine. */
export interface Work {
  /** The same in every run: `shipments/label` for the step `label` of a group `shipments`. */
  readonly stepId: string;
  /** Unique in the run: with the index of each `forEach` around it, as in `shipments/3/label`. */
  readonly path: string;
  /** Of the item in the innermost `forEach` around it. */
  readonly index: number | undefined;
  /**
   * Spans that this one waited for, if there are several; or the one that it undoes. A skipped step and a
   * `value` have no span of their own: the spans that they waited for stand in their place. Computed when read.
   */
  readonly links: readonly SpanContext[];
  succeed(output: unknown, span: SpanContext | undefined): void;
  fail(error: unknown): void;
}

/** One task of a run, from its first attempt to its result. */
export interface TaskRun extends Work {
  readonly contract: TaskContract;
  readonly input: unknown;
  /** It undoes a call of its step. */
  readonly compensates: boolean;
  /** What it is cancelled with: all tasks of a region, or none of them. Undefined if it undoes something. */
  readonly region: object | undefined;
}

/** A child workflow, from its first attempt to its result. Its run's id is the parent's, `/`, and `path`. */
export interface ChildRun extends Work {
  readonly workflow: WorkflowContract;
  readonly input: unknown;
  /** Undefined for a single attempt. */
  readonly retry: RetryPolicy | undefined;
}

export interface SleepRun extends Work {
  /** Milliseconds. */
  readonly duration: number;
}

/** Waits for a signal, and succeeds with what it brings; with `undefined` after its timeout. */
export interface SignalRun extends Work {
  readonly signal: string;
  /** Milliseconds. */
  readonly timeout: number | undefined;
}

/** A `forEach` step that begins. */
export interface ForEachRun {
  readonly stepId: string;
  /** As in `Work`. */
  readonly path: string;
  readonly index: number | undefined;
  /** How many items there are. */
  readonly count: number;
  /** Spans that the step waited for, as in `Work`. Its items have no such links of their own. */
  readonly links: readonly SpanContext[];
}

/** Begins work below a span: that of the workflow, or of a `forEach`. Each settles exactly once, and never before returning. */
export interface Starter {
  /** Begins a task, with its retries and timeouts. */
  start(run: TaskRun): Cancellable;
  /** Begins a child workflow. */
  startChild(run: ChildRun): Cancellable;
  sleep(run: SleepRun): Cancellable;
  waitForSignal(run: SignalRun): Cancellable;
  /** Begins a `forEach`, before its first item. */
  startForEach(run: ForEachRun): ForEachScope;
}

/** A `forEach` step under way: the parent of its items. */
export interface ForEachScope extends Starter {
  /** What steps that depend on this one link to. */
  readonly span: SpanContext | undefined;
  /** Called once, after every item that began has settled. `error` comes with a failure only. */
  settle(result: "success" | "failure" | "cancelled", error?: unknown): void;
}

/**
 * The port: all that an engine has to offer.
 *
 * `succeed` and `fail` drive the workflow forward synchronously. An engine that replays must call them in the order
 * of its journal; then everything that begins later comes in the same order too.
 */
export interface Engine extends Starter {
  /** For the body of the workflow. An engine that replays makes each record once. */
  readonly log: Log;
  /** A step was skipped because its condition did not hold. */
  skipped(stepId: string, index: number | undefined): void;
  /** A compensation failed. The others still run. */
  compensationFailed(stepId: string, index: number | undefined, error: unknown): void;
}
