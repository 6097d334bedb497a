import type { RunResult } from "../run-result.ts";
import type { Carried } from "./carried.ts";
import type { SettledSpan, SpanReference } from "./span-reference.ts";
import type { WireError } from "./wire-error.ts";

/** The run that a record is of. */
export interface RecordedRun {
  readonly runId: string;
  /** The name of the workflow. */
  readonly workflow: string;
  /** What travels with the run, its workflow span settled. */
  readonly carried: Carried;
  /** When the run began, by the engine's clock, in milliseconds since 1970. */
  readonly startedAt: number;
}

/** Something that happened in a run, for its workflow span. */
export interface RecordedEvent {
  readonly name: string;
  readonly stepId: string;
  /** Left out outside of a `forEach`. */
  readonly index?: number;
  readonly error?: WireError;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A step, as its span says it. */
interface RecordedStep {
  readonly run: RecordedRun;
  /** The span itself, and what it is below. */
  readonly spanId: string;
  readonly parent: SpanReference;
  readonly stepId: string;
  /** Left out outside of a `forEach`. */
  readonly index?: number;
  readonly links: readonly SpanReference[];
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** A run has begun. No span: hooks are told of it, and it is shown if it takes long. */
export interface BegunRecord {
  readonly kind: "begun";
  readonly run: RecordedRun;
  readonly input: unknown;
}

/** A run that will wait for long is shown. */
export interface StartedRecord {
  readonly kind: "started";
  readonly run: RecordedRun;
  readonly input: unknown;
}

/** A `forEach` has settled. */
export interface ForEachRecord extends RecordedStep {
  readonly kind: "forEach";
  readonly count: number;
  readonly result: "success" | "failure" | "cancelled";
  /** With a failure only, as is what it has to be masked by. */
  readonly error?: WireError;
  readonly input?: unknown;
}

/** A wait is over. */
export interface WaitRecord extends RecordedStep {
  readonly kind: "wait";
  /** Left out for a `sleep`. */
  readonly signal?: string;
  /** Left out if it came to its purpose. */
  readonly result?: "timeout" | "cancelled";
  /** The span that sent the signal. */
  readonly sender?: SettledSpan;
}

/** A run has ended, its compensations too. */
export interface WorkflowRecord {
  readonly kind: "workflow";
  readonly run: RecordedRun;
  readonly input: unknown;
  readonly events: readonly RecordedEvent[];
  readonly result: RunResult;
  /** Left out after a success. */
  readonly error?: WireError;
  /** Milliseconds since 1970. */
  readonly endedAt: number;
}

/** The body of a workflow has said something. */
export interface LogRecord {
  readonly kind: "log";
  readonly run: RecordedRun;
  readonly level: "trace" | "debug" | "info" | "warn" | "error" | "fatal";
  readonly message: string;
  readonly attributes?: Readonly<Record<string, LoggedValue>>;
  /** What sensitive values are looked for in. */
  readonly input: unknown;
}

/** An attribute of a record: an error crosses as one. */
export type LoggedValue = { readonly value: unknown } | { readonly error: WireError };

/** What a run on an engine has to tell telemetry, once, where code really executes. Plain data. */
export type RunRecord = BegunRecord | StartedRecord | ForEachRecord | WaitRecord | WorkflowRecord | LogRecord;
