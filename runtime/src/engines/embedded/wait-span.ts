import { isSpanContextValid } from "@opentelemetry/api";
import type { Context, SpanContext } from "@opentelemetry/api";
import { addLinks, endSpan, startSpan } from "../../task/index.ts";
import { ATTR_SIGNAL_NAME, ATTR_STEP_ID, ATTR_STEP_INDEX, ATTR_WAIT_RESULT } from "../../task/names.ts";
import type { Work } from "../../workflow/index.ts";
import type { RunScope } from "./run-scope.ts";

/** A wait that is over. */
export interface Wait {
  /** Of the span. */
  readonly name: string;
  readonly step: Pick<Work, "stepId" | "index" | "links">;
  /** By `Date.now()`, as OpenTelemetry's SDK has the start of its spans. */
  readonly startTime: number;
  /** Left out if it came to its purpose. */
  readonly result?: "timeout" | "cancelled";
  /** What was waited for, if it was a signal. */
  readonly signal?: string;
  /** The span that sent the signal. */
  readonly sender?: SpanContext | undefined;
}

/** Makes the span of a wait once it is over: on an engine, nothing could keep it open across restarts. */
export function recordWait(scope: RunScope, parent: Context, wait: Wait): SpanContext {
  const { name, step, startTime, result, signal, sender } = wait;
  const span = startSpan(scope.host.application.tracer, name, { startTime }, parent);
  if (span.isRecording()) {
    span.setAttribute(ATTR_STEP_ID, step.stepId);
    if (step.index !== undefined) {
      span.setAttribute(ATTR_STEP_INDEX, step.index);
    }
    if (signal !== undefined) {
      span.setAttribute(ATTR_SIGNAL_NAME, signal);
    }
    if (result !== undefined) {
      span.setAttribute(ATTR_WAIT_RESULT, result);
    }
    if (scope.attemptScope?.attributes !== undefined) {
      span.setAttributes(scope.attemptScope.attributes);
    }
    addLinks(span, step.links, "depends_on");
    if (sender !== undefined && isSpanContextValid(sender)) {
      addLinks(span, [sender], "signalled_by");
    }
  }
  endSpan(span);
  return span.spanContext();
}
