import { SpanStatusCode } from "@opentelemetry/api";
import { ATTR_ERROR_TYPE } from "@opentelemetry/semantic-conventions";
import { endSpan, recordAbandonment, recordFailure, resumeMeasurement } from "../../task/index.ts";
import type { Attempt } from "../../task/index.ts";
import { allSinks, sinkOf } from "../../telemetry/relay/sinks.ts";

/** What a thread has told of an attempt that it cannot end any more. */
export interface LostAttempt {
  readonly thread: number;
  /** Undefined where its span is not recorded. */
  readonly spanId: string | undefined;
  /** By `performance.now()`. */
  readonly beganAt: number;
}

/**
 * Ends what was under way in a thread that has ended: the span and the metrics of its attempt, and whatever spans its handler
 * had begun.
 *
 * @param isAbandoned The handler was told to stop, and did not.
 */
export function endLostSpans(
  attempt: Attempt,
  { thread, spanId, beganAt }: LostAttempt,
  error: Error | undefined,
  isAbandoned: boolean,
): void {
  const span = spanId === undefined ? undefined : sinkOf()?.remake(spanId);
  endHandlerSpans(thread, error);
  if (span === undefined && spanId !== undefined) {
    // The thread has ended it.
    return;
  }
  attempt.measurement = resumeMeasurement(attempt, beganAt);
  attempt.isFailureRecorded = false;
  if (span !== undefined) {
    attempt.span = span;
  }
  if (isAbandoned) {
    attempt.onAbandoned = undefined;
    recordAbandonment(attempt);
    return;
  }
  if (span !== undefined) {
    recordFailure(span, attempt, error);
    endSpan(span);
  }
  attempt.measurement.failed(error);
}

/** The latest first: a child ends before its parent. */
function endHandlerSpans(thread: number, error: Error | undefined): void {
  for (const sink of allSinks()) {
    for (const spanId of sink.openIn(thread).toReversed()) {
      const span = sink.remake(spanId);
      span?.setAttribute(ATTR_ERROR_TYPE, error?.name ?? "ThreadError");
      span?.setStatus({ code: SpanStatusCode.ERROR, message: "The thread was ended." });
      span?.end();
    }
  }
}
