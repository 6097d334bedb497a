import { SpanKind } from "@opentelemetry/api";
import type { Context, Span, Tracer } from "@opentelemetry/api";
import { startSpan } from "../../task/index.ts";
import type { AttemptScope } from "../../task/index.ts";
import { ATTR_RUN_ID, ATTR_WORKFLOW_NAME } from "../../task/names.ts";

const SUBMIT_OPTIONS = { kind: SpanKind.PRODUCER };

/** What is submitted. */
export interface Submitted {
  readonly workflow: string;
  readonly runId: string;
  /** Undefined where the spec declares nothing of it. */
  readonly scope: AttemptScope | undefined;
}

/** Starts the span of a detached start, which ends once the run is submitted. The run goes on below it. */
export function startSubmission(tracer: Tracer, { workflow, runId, scope }: Submitted, caller: Context): Span {
  const span = startSpan(tracer, `submit ${workflow}`, SUBMIT_OPTIONS, caller);
  if (span.isRecording()) {
    span.setAttribute(ATTR_WORKFLOW_NAME, workflow);
    span.setAttribute(ATTR_RUN_ID, runId);
    if (scope?.attributes !== undefined) {
      span.setAttributes(scope.attributes);
    }
  }
  return span;
}
