import { diag } from "@opentelemetry/api";
import type { Context, Link, Span, SpanContext, Tracer } from "@opentelemetry/api";
import { addLinks, describeError, endSpan, errorType, linkTo, redactedAttributes, startSpan } from "../../task/index.ts";
import type { Redactor } from "../../task/index.ts";
import {
  ATTR_RUN_ID,
  ATTR_SPEC_DIGEST,
  ATTR_STEP_ID,
  ATTR_STEP_INDEX,
  ATTR_TRACE_SEGMENT,
  ATTR_WORKFLOW_ATTEMPT,
  ATTR_WORKFLOW_NAME,
  ATTR_WORKFLOW_QUEUE_TIME,
  ATTR_WORKFLOW_RESULT,
  ATTR_WORKFLOW_VERSION,
  SPAN_WORKFLOW_STARTED,
} from "../../task/names.ts";
import type { RunInfo, Workflow } from "../../workflow/index.ts";
import type { RunResult } from "../run-result.ts";
import type { DescribedStep } from "./step-spans.ts";

/** What the span of a run says of it. */
export interface DescribedRun extends RunInfo {
  /** Of a child. */
  readonly place: DescribedPlace | undefined;
}

/** Where a child stands in its parent, as its span says it. */
export interface DescribedPlace {
  readonly step: DescribedStep;
  /** From 1. */
  readonly attempt: number;
  /** The workflow span of the failed attempt before this one. */
  readonly previous: SpanContext | undefined;
}

/** Sets what every workflow span carries, and what the spec adds. */
export function describeWorkflow<Input>(
  span: Span,
  workflow: Workflow<Input, unknown, never>,
  run: DescribedRun,
  input: Input,
): void {
  if (!span.isRecording()) {
    return;
  }
  span.setAttribute(ATTR_WORKFLOW_NAME, workflow.name);
  span.setAttribute(ATTR_WORKFLOW_VERSION, workflow.version);
  span.setAttribute(ATTR_RUN_ID, run.id);
  span.setAttribute(ATTR_SPEC_DIGEST, workflow.digest);
  if (run.place !== undefined) {
    describePlace(span, run.place);
  }
  setSpecAttributes(span, workflow, run, input);
}

function describePlace(span: Span, { step, attempt, previous }: DescribedPlace): void {
  span.setAttribute(ATTR_STEP_ID, step.stepId);
  if (step.index !== undefined) {
    span.setAttribute(ATTR_STEP_INDEX, step.index);
  }
  if (attempt > 1) {
    span.setAttribute(ATTR_WORKFLOW_ATTEMPT, attempt);
  }
  if (previous !== undefined) {
    addLinks(span, [previous], "previous_attempt");
  }
  addLinks(span, step.links, "depends_on");
}

/** An expression that throws costs the run its attributes, and nothing else. */
function setSpecAttributes<Input>(
  span: Span,
  workflow: Workflow<Input, unknown, never>,
  run: RunInfo,
  input: Input,
): void {
  const { name, attributes, redaction } = workflow;
  try {
    const values = attributes?.(input, run as RunInfo & { readonly context: never }) ?? {};
    span.setAttributes(redaction?.attributes === undefined ? values : redactedAttributes(values, redaction.attributes));
  } catch (error) {
    diag.warn(`The attributes of workflow ${name} could not be computed.`, redaction === undefined ? error : errorType(error));
  }
}

/**
 * Makes the span of no length that says that a run is under way. It stands below the workflow's, which a backend does not
 * know before it ends, and says the same of the run.
 */
export function recordStarted<Input>(
  tracer: Tracer,
  workflow: Workflow<Input, unknown, never>,
  run: DescribedRun,
  input: Input,
  { context, startTime }: { readonly context: Context; readonly startTime: number },
): void {
  const span = startSpan(tracer, SPAN_WORKFLOW_STARTED, { startTime }, context);
  const { id, startedAt } = run;
  describeWorkflow(span, workflow, { id, startedAt, context: run.context, place: undefined }, input);
  endSpan(span, startTime);
}

/** Sets how long a run had to wait for a place, in milliseconds. */
export function describeQueue(span: Span, waited: number): void {
  span.setAttribute(ATTR_WORKFLOW_QUEUE_TIME, waited / 1_000);
}

/** Sets which of the traces of a run this is. */
export function describeSegment(span: Span, number: number): void {
  span.setAttribute(ATTR_TRACE_SEGMENT, number);
}

/** What the workflow's span of a further trace begins with. */
export function continuationOf(previous: SpanContext): Link {
  return linkTo(previous, "continues");
}

/** Sets how a run ended. A run that was cancelled is no error. */
export function describeResult(span: Span, result: RunResult, error: unknown, redactor: Redactor | undefined): void {
  if (span.isRecording()) {
    span.setAttribute(ATTR_WORKFLOW_RESULT, result);
    if (result === "failure" || result === "timeout") {
      describeError(span, error, redactor);
    }
  }
}
