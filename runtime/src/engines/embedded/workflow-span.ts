import { diag, SpanStatusCode } from "@opentelemetry/api";
import type { Span } from "@opentelemetry/api";
import { ATTR_ERROR_TYPE } from "@opentelemetry/semantic-conventions";
import { errorMessage, errorType, reported } from "../../task/index.ts";
import {
  ATTR_RUN_ID,
  ATTR_SPEC_DIGEST,
  ATTR_WORKFLOW_NAME,
  ATTR_WORKFLOW_RESULT,
  ATTR_WORKFLOW_VERSION,
} from "../../task/names.ts";
import type { RunInfo, Workflow } from "../../workflow/index.ts";

/** How a run may end. */
export type RunResult = "success" | "failure" | "timeout" | "cancelled";

/** Sets what every workflow span carries, and what the spec adds. */
export function describeWorkflow<Input>(
  span: Span,
  workflow: Workflow<Input, unknown>,
  run: RunInfo,
  input: Input,
): void {
  if (span.isRecording()) {
    span.setAttribute(ATTR_WORKFLOW_NAME, workflow.name);
    span.setAttribute(ATTR_WORKFLOW_VERSION, workflow.version);
    span.setAttribute(ATTR_RUN_ID, run.id);
    span.setAttribute(ATTR_SPEC_DIGEST, workflow.digest);
    setSpecAttributes(span, workflow, run, input);
  }
}

/** An expression that throws costs the run its attributes, and nothing else. */
function setSpecAttributes<Input>(span: Span, workflow: Workflow<Input, unknown>, run: RunInfo, input: Input): void {
  try {
    span.setAttributes(workflow.attributes?.(input, run) ?? {});
  } catch (error) {
    diag.warn(`The attributes of workflow ${workflow.name} could not be computed.`, error);
  }
}

/** Sets how a run ended. A run that was cancelled is no error. */
export function describeResult(span: Span, result: RunResult, error: unknown): void {
  if (span.isRecording()) {
    span.setAttribute(ATTR_WORKFLOW_RESULT, result);
    if (result === "failure" || result === "timeout") {
      describeError(span, error);
    }
  }
}

/** Marks a span as failed because of `error`. An exception that a span below has recorded is not repeated. */
export function describeError(span: Span, error: unknown): void {
  const shown = error instanceof Error ? reported.get(error) : undefined;
  span.setAttribute(ATTR_ERROR_TYPE, errorType(error));
  if (shown === undefined && error instanceof Error) {
    span.recordException(error);
  }
  span.setStatus({ code: SpanStatusCode.ERROR, message: shown ?? errorMessage(error) });
}
