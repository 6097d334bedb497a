import type { Context } from "@opentelemetry/api";
import type { ScheduledWorkflowDefinition, WorkflowDefinition } from "./application.ts";
import type { Clock } from "./clock.ts";
import type { LifecycleHooks } from "./hooks.ts";
import type { RunDescription } from "./run-description.ts";

/**
 * Headers as Node's `http`, queues, and most frameworks have them, or pairs of names and values, as `Headers` and `Map`
 * have them. Names may be in any case.
 */
export type Carrier =
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | Iterable<readonly [name: string, value: string]>;

/** What the spec declares for a workflow. What it does not declare is absent. */
export interface WorkflowDeclarations {
  /** What callers may give of the context. */
  readonly context?: object;
  /** What each signal brings. */
  readonly signals?: object;
}

/** A workflow for which the spec declares nothing. */
type Undeclared = Record<never, never>;

type Signals<Declared extends WorkflowDeclarations> =
  Declared extends Readonly<Record<"signals", infer Types>> ? Types : Undeclared;

/** Values that are left out may come from baggage, or be defaults. */
type GivenContext<Declared extends WorkflowDeclarations> =
  Declared extends Readonly<Record<"context", infer Types>> ? Partial<Types> : never;

/** What calls a run: the span that it belongs to or is linked to. */
export interface CallerOptions {
  /** The trace continues what these headers carry, if they carry any. */
  readonly carrier?: Carrier | undefined;
  /** OpenTelemetry's context. Default: the active one. */
  readonly parent?: Context | undefined;
}

/** How a run begins. */
export interface RunOptions<Declared extends WorkflowDeclarations = Undeclared> extends CallerOptions {
  /**
   * What travels with the run to every task and every child, as the spec's `context` declares it. What is left out
   * comes from the baggage of `carrier` or `parent` where the spec says so, or is the spec's default.
   */
  readonly context?: GivenContext<Declared> | undefined;
  /** Names the run: whoever gives the same id again gets the same run. Default: a random UUID. */
  readonly runId?: string | undefined;
  /** Cancels the run when it aborts; its compensations run. */
  readonly signal?: AbortSignal | undefined;
}

/** A run that has been started. */
export interface Run<Output, Declared extends WorkflowDeclarations = Undeclared> {
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
  /**
   * Cancels what is under way; compensations run. Resolves once the engine has been told, not at the end of the run. No
   * effect on a run that has failed or ended.
   *
   * @param reason The `cause` of the `CancelledError`. Default: none.
   */
  cancel(reason?: unknown): Promise<void>;
  /**
   * Sends a signal. It is kept until a step waits for it; each is taken once, the oldest first. The span of the
   * step that takes it links to the span that sent it.
   *
   * @param options Where the signal comes from. Default: the active span.
   * @throws {InvalidSignalError} if `payload` does not fit its schema, {PayloadError} if it is too large,
   * {RunEndedError} if the run is over, and {UnknownSignalError} if the workflow waits for no such signal.
   */
  signal<Name extends keyof Signals<Declared> & string>(
    name: Name,
    payload: Signals<Declared>[Name],
    options?: CallerOptions,
  ): Promise<void>;
  /** How far the run is now. */
  describe(): Promise<RunDescription>;
}

/** Runs one workflow. */
export interface WorkflowClient<Input, Output, Declared extends WorkflowDeclarations = Undeclared> {
  /**
   * Starts a run and does not wait for its end. The failure of a run whose `result` nobody reads is seen in
   * its trace only.
   *
   * @throws {InvalidInputError} if the input does not fit its schema, {InvalidContextError} if the context does
   * not, {PayloadError} if the input is larger than the spec allows, {MissingParentError} if the spec wants the carrier
   * to carry a trace, and {BaggageLimitError} if more would travel than baggage carries, unless `NODE_ENV` is
   * `production`.
   */
  start(input: Input, options?: RunOptions<Declared>): Promise<Run<Output, Declared>>;
  /**
   * Runs the workflow to its end.
   *
   * @throws What `start` throws, and whatever `Run.result` throws.
   */
  run(input: Input, options?: RunOptions<Declared>): Promise<Output>;
  /**
   * A run that is under way, or has ended and is kept: in one process, the last 1,000 of the workflow that finished, and
   * not what `run` waited for without a `runId`. The id of a run that another workflow started is that of its parent,
   * `/`, and the path of its step.
   *
   * @throws {UnknownRunError} if there is none of that id.
   */
  get(runId: string): Promise<Run<Output, Declared>>;
}

/** What the runs that a schedule begins are given: `context`, the same for all of them. */
export type ScheduleOptions<Declared extends WorkflowDeclarations = Undeclared> = Pick<RunOptions<Declared>, "context">;

/** What is known of a schedule. */
export interface ScheduleDescription {
  /** The name of the workflow. */
  readonly workflow: string;
  /** `paused` by an operator of the engine. */
  readonly status: "running" | "paused" | "stopped";
  /** When the next run is due; undefined unless it is running, and if no time will ever match. */
  readonly next: Date | undefined;
}

/**
 * When runs of a workflow begin by themselves. In one process, a schedule that was started keeps the process alive, and
 * ends with it. On an engine it lives on the server, one for each workflow, whichever process has started it.
 */
export interface WorkflowSchedule<Declared extends WorkflowDeclarations = Undeclared> {
  /**
   * Begins runs as the spec's `schedule` says, until it is stopped. Each is a trace of its own, and its id is the
   * workflow's name, `-`, and the time at which it was due: `nightly-2026-05-01T03:15:00Z`. Its input is made of that time
   * by `schedules/<workflow>.ts`. A time that passes while nobody can begin its run is not made up for in one process; Restate
   * begins the one that was due next, and Temporal all that it can still begin, as its overlap policy says. A run
   * that fails stops nothing. Nor does one that cannot begin because its input cannot be made or does not fit:
   * in one process and on Restate OpenTelemetry's `diag` reports it as an error, on Temporal the run fails with that.
   *
   * A schedule that is started again goes on, with what it and the spec say now; one that an operator has paused stays
   * paused. A mistake is refused at once: in one process and on Restate the input for the next time that is due is made and
   * checked, too.
   *
   * @throws {InvalidContextError} if the context does not fit its schema, {InvalidInputError} or {PayloadError} if the input does
   * not, and whatever making it throws.
   */
  start(options?: ScheduleOptions<Declared>): Promise<void>;
  /**
   * Begins no further runs. Those under way are not cancelled: in one process, this resolves once they have ended. No
   * effect on a schedule that was not started.
   */
  stop(): Promise<void>;
  describe(): Promise<ScheduleDescription>;
}

/** Runs one workflow, also by its schedule. */
export interface ScheduledWorkflowClient<
  Input,
  Output,
  Declared extends WorkflowDeclarations = Undeclared,
> extends WorkflowClient<Input, Output, Declared> {
  readonly schedule: WorkflowSchedule<Declared>;
}

/** Makes clients: what an engine is for whoever calls workflows. */
export interface ClientFactory {
  /**
   * The client of a workflow. What comes from outside is checked, in a copy. What callers may give (`Accepted`)
   * differs from what the workflow takes where the validator fills in defaults.
   */
  client<Input, Output, Accepted = Input, Declared extends WorkflowDeclarations = Undeclared>(
    definition: WorkflowDefinition<Input, Output>,
  ): WorkflowClient<Accepted, Output, Declared>;
  /** The client of a workflow that has a schedule. */
  scheduledClient<Input, Output, Accepted = Input, Declared extends WorkflowDeclarations = Undeclared>(
    definition: ScheduledWorkflowDefinition<Input, Output>,
  ): ScheduledWorkflowClient<Accepted, Output, Declared>;
}

/** How runs live in this process. */
export interface EmbeddedOptions {
  /** Further runs wait, first come, first served. Children do not count. Default: no limit. */
  readonly maxConcurrentRuns?: number | undefined;
  /** Called as runs and attempts begin and end. What they do or throw changes nothing. */
  readonly hooks?: LifecycleHooks | undefined;
  /** The time that runs live by, for tests: `createTestClock` of `@gen-flows/runtime/testing`. */
  readonly clock?: Clock | undefined;
}

/** What `createFlows` takes. */
export interface FlowsOptions<Handlers> extends EmbeddedOptions {
  /** In place of the handler files, for tests and composition. */
  readonly handlers?: Partial<Handlers> | undefined;
}
