import { CancelledFailure } from "@temporalio/activity";
import type { Context } from "@temporalio/activity";
import { CancelledError, ownError, ScheduleToCloseTimeoutError } from "../../../task/index.ts";
import { startDeadline } from "../../attempt/deadline.ts";
import { runAttempt } from "../../durable/run-attempt.ts";
import type { AttemptOutcome, TaskCall } from "../../durable/task-call.ts";
import { fromWireError, toWireError } from "../../durable/wire-error.ts";
import { failureOf } from "../application-failure.ts";
import type { ActivityResult } from "../protocol.ts";
import { startHeartbeats } from "./heartbeats.ts";
import type { WorkerHost } from "./worker-host.ts";

type Failure = Extract<AttemptOutcome, { readonly ok: false }>;

/** What Temporal says of a cancellation that comes from the worker itself. */
const SHUTDOWN = "WORKER_SHUTDOWN";

/** The next attempt after one that a worker had to give up, in milliseconds. 0 would be taken for nothing said. */
const AT_ONCE = 1;

/**
 * Runs one attempt of a task. The server makes the next one, when and if what this throws says so.
 *
 * @throws {ApplicationFailure} if the attempt failed, and {CancelledFailure} if it was cancelled and has not succeeded
 *   nevertheless: then what it did may have to be compensated.
 */
export async function runActivity(
  host: WorkerHost,
  context: Context,
  heartbeatInterval: number,
  input: unknown,
  call: TaskCall,
): Promise<ActivityResult> {
  const { cancellationSignal, info } = context;
  const timeLeft = timeLeftOf(call, context);
  if (timeLeft !== undefined && timeLeft <= 0) {
    throw failureOf(toWireError(outOfTime(call)));
  }
  const stop = new AbortController();
  const onCancel = (): void => {
    stop.abort(new CancelledError(isShutdown(cancellationSignal) ? "The worker was stopped." : "The task was cancelled."));
  };
  cancellationSignal.addEventListener("abort", onCancel, { once: true });
  const total =
    timeLeft === undefined
      ? undefined
      : startDeadline(timeLeft, {
          expire: () => {
            stop.abort(outOfTime(call));
          },
        });
  const heartbeats = info.isLocal ? undefined : startHeartbeats(heartbeatInterval, context.heartbeat);
  const beganAt = performance.now();
  try {
    const outcome = await runAttempt(host, { call, input, number: info.attempt }, stop.signal);
    if (!outcome.ok) {
      throw failureOfAttempt(outcome, call, cancellationSignal, timeLeft && timeLeft - (performance.now() - beganAt));
    }
    const { output, span } = outcome;
    return { ...(output !== undefined && { output }), ...(span && { span }) };
  } finally {
    heartbeats?.stop();
    total?.cancel();
    cancellationSignal.removeEventListener("abort", onCancel);
  }
}

/** Of all attempts together, in milliseconds, by the server's clock up to this one; undefined without a limit. */
function timeLeftOf({ contract }: TaskCall, { info }: Context): number | undefined {
  const passed = info.currentAttemptScheduledTimestampMs - info.scheduledTimestampMs;
  return contract.scheduleToCloseTimeout === undefined ? undefined : contract.scheduleToCloseTimeout - passed;
}

function failureOfAttempt(
  { error, retry }: Failure,
  call: TaskCall,
  cancelled: AbortSignal,
  timeLeft: number | undefined,
): Error {
  if (cancelled.aborted) {
    return isShutdown(cancelled) ? failureOf(error, { retryAfter: AT_ONCE }) : new CancelledFailure(error.message);
  }
  if (retry !== undefined && timeLeft !== undefined && retry.delay >= timeLeft) {
    return failureOf(toWireError(outOfTime(call, { cause: fromWireError(error) })));
  }
  const isExpected = call.contract.errors?.[error.name]?.expected;
  return failureOf(error, { retryAfter: retry?.delay, isExpected });
}

function outOfTime({ contract }: TaskCall, options?: ErrorOptions): ScheduleToCloseTimeoutError {
  const { name, scheduleToCloseTimeout = 0 } = contract;
  return ownError(new ScheduleToCloseTimeoutError(name, scheduleToCloseTimeout, options));
}

function isShutdown({ reason }: AbortSignal): boolean {
  return reason instanceof Error && reason.message === SHUTDOWN;
}
