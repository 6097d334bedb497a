import type { Attributes, Context, Span, SpanContext } from "@opentelemetry/api";
import { withLogScope } from "../logs/log-scope.ts";
import type { TaskRun } from "../workflow/index.ts";
import { AttemptFields } from "./attempt-fields.ts";
import { CancelledError } from "./cancelled-error.ts";
import type { TaskMeasurement } from "./metrics.ts";
import type { Redaction } from "./redaction.ts";
import { createRedactor } from "./redactor.ts";
import type { Redactor } from "./redactor.ts";
import { nextRetry } from "./retry.ts";
import type { Retry } from "./retry.ts";
import type { TimeoutError } from "./timeout-error.ts";

/** What all attempts of a run have in common. */
export interface AttemptScope {
  /** What travels with the run. */
  readonly context: unknown;
  /** Set on every span of the run: what the context says. */
  readonly attributes: Attributes | undefined;
  /** Carried by every log record of the run: what the context says with `log: true`. */
  readonly logFields: Attributes | undefined;
  /** How many bytes an input or an output may have as JSON. */
  readonly payloadBytes: number | undefined;
}

/** A task of a run, as its attempts know it. */
export type AttemptedTask = Omit<TaskRun, "succeed" | "fail" | "region">;

/** One try at a task, made by an engine: what generated code reads, and what its handler's `task` stands on. */
export class Attempt {
  readonly run: AttemptedTask;
  readonly runId: string;
  /** From 1. */
  readonly number: number;
  /**
   * The span above (of the workflow or the `forEach`), with the baggage that came with the run, unless that is in `carrier`.
   * Log records that are made within know the attempt.
   */
  readonly parent: Context;
  /**
   * What travels with the run as headers, baggage above all, where the attempt was called from another process. The traced
   * task reads it into `parent`, which has the span above.
   */
  readonly carrier: Readonly<Record<string, string>> | undefined;
  /** The span of the failed attempt before this one. */
  readonly previous: SpanContext | undefined;
  /** Undefined where the spec declares nothing of it. */
  readonly scope: AttemptScope | undefined;
  /** Set by the traced task as soon as the span has begun. */
  span: Span | undefined;
  /** Set by the traced task when it begins to measure. */
  measurement: TaskMeasurement | undefined;
  /** What telemetry must not show of the attempt. Undefined where the spec marks nothing. */
  redaction: Redaction | undefined;
  /** Whether the span says already why the attempt failed: an exception is recorded once. */
  isFailureRecorded = false;
  /** Why the attempt was told to stop; undefined as long as it was not. */
  abortReason: TimeoutError | CancelledError | undefined;
  /** When the handler last said that it is alive, by `performance.now()`. */
  heartbeatAt = 0;
  /** Called when the handler begins, where that is later than the attempt: it may have to wait for a thread. */
  onBegun: (() => void) | undefined;
  /** Called when the attempt is given up although its handler goes on, where that is somewhere else. */
  onAbandoned: (() => void) | undefined;
  private readonly fields: AttemptFields;
  private controller: AbortController | undefined;
  private retry: Retry | "none" | undefined;

  constructor(
    run: AttemptedTask,
    runId: string,
    number: number,
    parent: Context,
    previous: SpanContext | undefined,
    carrier?: Readonly<Record<string, string>>,
    scope?: AttemptScope,
  ) {
    this.run = run;
    this.runId = runId;
    this.number = number;
    this.fields = new AttemptFields(run, runId, number, scope?.logFields, scope?.attributes);
    this.parent = withLogScope(parent, this.fields);
    this.previous = previous;
    this.carrier = carrier;
    this.scope = scope;
  }

  /** What travels with the run; its type is the spec's. */
  get context(): unknown {
    return this.scope?.context;
  }

  /**
   * The same for every attempt: `runId/path`. A compensation has `path.compensate`, which no step can be called.
   */
  get idempotencyKey(): string {
    const { path, compensates } = this.run;
    return compensates ? `${this.runId}/${path}.compensate` : `${this.runId}/${path}`;
  }

  /** Aborted when the attempt should stop, with the reason. Made when first read. */
  get signal(): AbortSignal {
    if (this.controller === undefined) {
      this.controller = new AbortController();
      if (this.abortReason !== undefined) {
        this.controller.abort(this.abortReason);
      }
    }
    return this.controller.signal;
  }

  /** Takes sensitive values out of what the handler says. Undefined where the spec marks nothing. */
  get redactor(): Redactor | undefined {
    return this.fields.redactor;
  }

  /** Keeps telemetry from showing what the spec marks as sensitive. Called by the traced task, before anything is told. */
  redact(redaction: Redaction): void {
    this.redaction = redaction;
    this.fields.redactor = createRedactor(redaction, { input: this.run.input, context: this.context });
  }

  /** The handler is alive. */
  heartbeat(): void {
    this.heartbeatAt = performance.now();
  }

  get isCancelled(): boolean {
    return this.abortReason instanceof CancelledError;
  }

  /** Tells the handler to stop. Only the first reason counts. */
  abort(reason: TimeoutError | CancelledError): void {
    if (this.abortReason === undefined) {
      this.abortReason = reason;
      this.controller?.abort(reason);
    }
  }

  /**
   * The attempt that follows if this one fails with `error`; undefined if it was the last. The answer to the
   * first call stands, so that the wait is the one that the span announces.
   */
  retryAfter(error: unknown): Retry | undefined {
    this.retry ??= this.isCancelled ? "none" : (nextRetry(this.run.contract.retry, this.number, error) ?? "none");
    return this.retry === "none" ? undefined : this.retry;
  }

  /** What follows has been settled where the attempt ran, and announced by its span there. */
  settleRetry(retry: Retry | undefined): void {
    this.retry ??= retry ?? "none";
  }
}
