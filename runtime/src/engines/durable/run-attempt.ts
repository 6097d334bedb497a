import { AsyncResource } from "node:async_hooks";
import { Attempt, TimeoutError } from "../../task/index.ts";
import type { AttemptScope, CancelledError } from "../../task/index.ts";
import { withSpanId } from "../../task/reserved-span-id.ts";
import type { Application } from "../application.ts";
import { AttemptDriver } from "../attempt/attempt-driver.ts";
import type { AttemptHost } from "../attempt/attempt-driver.ts";
import type { TaskAttempt } from "../bind-task.ts";
import { cancellationOf } from "../cancellation.ts";
import { attemptedTaskOf, spanOf } from "./called-task.ts";
import type { Carried, CarriedToTask } from "./carried.ts";
import { originOf, withCarriedFields } from "./run-contexts.ts";
import { spanContextOf } from "./span-context.ts";
import { spanIdOf } from "./span-id.ts";
import { inTraceOf } from "./span-reference.ts";
import type { SpanReference } from "./span-reference.ts";
import type { AttemptOutcome, TaskCall } from "./task-call.ts";
import { toWireError } from "./wire-error.ts";

/** A process that runs attempts for an engine. */
export interface AttemptWorker extends AttemptHost {
  readonly application: Pick<Application, "telemetry" | "traces">;
  readonly tasks: Readonly<Record<string, TaskAttempt>>;
  /** See `scopesOf`. */
  readonly scopeOf: (values: Carried["context"]) => AttemptScope | undefined;
}

/** Which attempt to run. */
export interface AttemptRequest {
  readonly call: TaskCall;
  readonly input: unknown;
  /** From 1. */
  readonly number: number;
  /** The span of the failed attempt before this one. Default: where span ids are derived, what follows from the number. */
  readonly previous?: SpanReference | undefined;
}

/**
 * Runs one attempt of a task, in its span, below what the call says. It never rejects because of the task: failures are
 * outcomes, so that an engine can keep them, and so is an attempt that was cancelled or ran out of time.
 *
 * @param cancelled Tells the handler to stop. Its reason is a `CancelledError`, or the `ScheduleToCloseTimeoutError` of an
 *   attempt that then has failed for that, whatever its handler says; any other is the cause of a `CancelledError`. A handler
 *   that takes no notice is abandoned after the grace period.
 * @throws {TypeError} if the task has no handler here.
 */
export async function runAttempt(
  worker: AttemptWorker,
  request: AttemptRequest,
  cancelled?: AbortSignal,
): Promise<AttemptOutcome> {
  const { name } = request.call.contract;
  const task = Object.hasOwn(worker.tasks, name) ? worker.tasks[name] : undefined;
  if (task === undefined) {
    throw new TypeError(`No handler is bound to task \`${name}\` in this worker.`);
  }
  const { telemetry, traces } = worker.application;
  // Spans that would be dropped are not made: an engine can wait.
  await telemetry.ready?.();
  const outcome = await new JournaledAttempt(worker, task, attemptOf(worker, request), request.call.carried).outcome(cancelled);
  if (traces?.durableSpans === true) {
    await (telemetry.flushSpans?.() ?? telemetry.flush());
  }
  return outcome;
}

/** Takes one attempt to its outcome. */
class JournaledAttempt extends AttemptDriver {
  private readonly attempt: Attempt;
  private readonly carried: CarriedToTask;
  private readonly telemetry: Application["telemetry"];
  private readonly resource = new AsyncResource("gen_flows.attempt");
  private readonly settled = Promise.withResolvers<AttemptOutcome>();

  constructor(worker: AttemptWorker, task: TaskAttempt, attempt: Attempt, carried: CarriedToTask) {
    super(worker, task);
    this.attempt = attempt;
    this.carried = carried;
    this.telemetry = worker.application.telemetry;
  }

  async outcome(cancelled: AbortSignal | undefined): Promise<AttemptOutcome> {
    const onCancel = (): void => {
      this.cancel(cancelled?.reason);
    };
    this.begin(this.attempt);
    if (cancelled?.aborted === true) {
      onCancel();
    }
    cancelled?.addEventListener("abort", onCancel, { once: true });
    try {
      return await this.settled.promise;
    } finally {
      cancelled?.removeEventListener("abort", onCancel);
    }
  }

  protected override call(task: TaskAttempt, attempt: Attempt): Promise<unknown> {
    const start = (): Promise<unknown> => withCarriedFields(this.carried, () => super.call(task, attempt));
    return this.telemetry.reservesSpanIds?.() === true
      ? withSpanId(spanIdOf(attemptKey(attempt.idempotencyKey, attempt.number)), start)
      : start();
  }

  protected override resume(callback: () => void): void {
    this.resource.runInAsyncScope(callback);
  }

  protected override succeeded(attempt: Attempt, output: unknown): void {
    this.settled.resolve({ ok: true, ...(output !== undefined && { output }), ...spanOf(attempt) });
  }

  protected override failed(attempt: Attempt, error: unknown): void {
    const retry = attempt.retryAfter(error);
    this.settled.resolve({ ok: false, error: toWireError(error), ...spanOf(attempt), ...(retry && { retry }) });
  }

  private cancel(reason: unknown): void {
    const { current } = this;
    if (current !== undefined && current.abortReason === undefined) {
      this.interrupt(current, asReason(reason));
    }
  }
}

function attemptOf(worker: AttemptWorker, { call, input, number, previous }: AttemptRequest): Attempt {
  const { runId, carried } = call;
  const { telemetry } = worker.application;
  const run = attemptedTaskOf(call, input);
  const before = previous ?? (telemetry.reservesSpanIds?.() === true ? attemptBefore(call, number) : undefined);
  const previousSpan = before && spanContextOf(before, carried.span);
  const { parent, carrier } = originOf(telemetry, call.workflow, carried, aboveOf(call));
  return new Attempt(run, runId, number, parent, previousSpan, carrier, worker.scopeOf(carried.context));
}

function attemptBefore(call: TaskCall, number: number): SpanReference | undefined {
  const above = aboveOf(call);
  if (number === 1 || above === undefined) {
    return undefined;
  }
  const { runId, path, compensates } = call;
  const key = attemptKey(`${runId}/${path}${compensates === true ? ".compensate" : ""}`, number - 1);
  return inTraceOf(above, spanIdOf(key));
}

/** The span above a task; undefined where nothing is traced. */
function aboveOf({ parent, carried }: TaskCall): SpanReference | undefined {
  return parent ?? carried.span;
}

function attemptKey(idempotencyKey: string, number: number): string {
  return `${idempotencyKey}#${number}`;
}

function asReason(reason: unknown): CancelledError | TimeoutError {
  return reason instanceof TimeoutError ? reason : cancellationOf(reason);
}
