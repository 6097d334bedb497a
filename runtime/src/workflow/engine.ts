import type { SpanContext } from "@opentelemetry/api";
import type { TaskContract } from "./contract.ts";

/** One task of a run, from its first attempt to its result. Made by the scheduler, driven by an engine. */
export interface TaskRun {
  readonly contract: TaskContract;
  readonly input: unknown;
  readonly stepId: string;
  /** Of the item in a `forEach`. */
  readonly index: number | undefined;
  /** It undoes a call of its step. */
  readonly compensates: boolean;
  /**
   * Spans that this one waited for, if there are several; or the one that it undoes. A skipped step and a
   * `value` have no span of their own: the spans that they waited for stand in their place. Computed when read.
   */
  readonly links: readonly SpanContext[];
  succeed(output: unknown, span: SpanContext | undefined): void;
  fail(error: unknown): void;
}

/** A `forEach` step that begins. */
export interface ForEachRun {
  readonly stepId: string;
  /** How many items there are. */
  readonly count: number;
  /** Spans that the step waited for, as in `TaskRun`. Its items have no such links of their own. */
  readonly links: readonly SpanContext[];
}

/** A `forEach` step under way: the parent of its items. */
export interface ForEachScope {
  /** What steps that depend on this one link to. */
  readonly span: SpanContext | undefined;
  /** Begins the task of an item, as `Engine.start` does. */
  start(run: TaskRun): void;
  /** Called once, after every item that began has settled. `error` comes with a failure only. */
  settle(result: "success" | "failure" | "cancelled", error?: unknown): void;
}

/**
 * The port: all that an engine has to offer.
 *
 * `succeed` and `fail` of a run drive the workflow forward synchronously. An engine that replays must
 * call them in the order of its journal; then every later `start` comes in the same order too.
 */
export interface Engine {
  /** Begins a task, with its retries and timeouts. Settles it exactly once, and never before returning. */
  start(run: TaskRun): void;
  /** Begins a `forEach`, before its first item. */
  startForEach(run: ForEachRun): ForEachScope;
  /** Aborts every task that is under way. They still settle. Called at most once, and never for compensations. */
  cancel(reason: unknown): void;
  /** A step was skipped because its condition did not hold. */
  skipped(stepId: string): void;
  /** A compensation failed. The others still run. */
  compensationFailed(stepId: string, index: number | undefined, error: unknown): void;
}
