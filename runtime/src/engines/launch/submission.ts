import { SpanKind } from "@opentelemetry/api";
import type { Context, Span, Tracer } from "@opentelemetry/api";
import { startSpan } from "../../task/index.ts";
import { ATTR_RUN_ID, ATTR_WORKFLOW_NAME } from "../../task/names.ts";

const SUBMIT_OPTIONS = { kind: SpanKind.PRODUCER };

/** Starts the span of a detached start, which ends once the run is submitted. The run goes on below it. */
export function startSubmission(tracer: Tracer, workflow: string, runId: string, caller: Context): Span {
  const span = startSpan(tracer, `submit ${workflow}`, SUBMIT_OPTIONS, caller);
  if (span.isRecording()) {
    span.setAttribute(ATTR_WORKFLOW_NAME, workflow);
    span.setAttribute(ATTR_RUN_ID, runId);
  }
  return span;
}
