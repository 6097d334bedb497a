import type { Context } from "@opentelemetry/api";

/** Headers as Node's `http`, queues, and most frameworks have them. Their names may be in any case. */
export type Carrier = Readonly<Record<string, string | readonly string[] | undefined>>;

/** How a run begins. */
export interface RunOptions {
  /** The run's trace continues what these headers carry, if they carry any. */
  readonly carrier?: Carrier | undefined;
  /** Where the run belongs. Default: the active context. */
  readonly context?: Context | undefined;
  /** Names the run: whoever gives the same id again gets the same run. Default: a random UUID. */
  readonly runId?: string | undefined;
  /** Cancels the run when it aborts; its compensations run. */
  readonly signal?: AbortSignal | undefined;
}

/** A run that has been started. */
export interface Run<Output> {
  readonly id: string;
  /** All zeros where nothing is traced. */
  readonly traceId: string;
  /** Where to look at the trace; undefined if the spec does not say, or nothing is traced. */
  readonly traceUrl: string | undefined;
  /**
   * Waits for the end of the run, compensations included. The workflow's span has ended by then.
   *
   * @throws The first error of the run; a `CancelledError` or `ExecutionTimeoutError` if that was its end.
   */
  result(): Promise<Output>;
  /** Cancels what is under way; compensations run. No effect on a run that has failed or ended. */
  cancel(reason?: unknown): void;
}

/** Runs one workflow. */
export interface WorkflowClient<Input, Output> {
  /**
   * Starts a run and does not wait for its end. The failure of a run whose `result` nobody reads is seen in
   * its trace only.
   *
   * @throws {InvalidInputError} if the input does not fit its schema.
   */
  start(input: Input, options?: RunOptions): Promise<Run<Output>>;
  /**
   * Runs the workflow to its end.
   *
   * @throws {InvalidInputError} and whatever `Run.result` throws.
   */
  run(input: Input, options?: RunOptions): Promise<Output>;
}

/** What `createFlows` takes. */
export interface FlowsOptions<Handlers> {
  /** In place of the handler files, for tests and composition. */
  readonly handlers?: Partial<Handlers>;
  /** Further runs wait, first come, first served. Default: no limit. */
  readonly maxConcurrentRuns?: number;
}
