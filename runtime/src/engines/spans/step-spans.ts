import { isSpanContextValid } from "@opentelemetry/api";
import type { Span, SpanContext } from "@opentelemetry/api";
import { addLinks, describeError } from "../../task/index.ts";
import type { Redactor } from "../../task/index.ts";
import {
  ATTR_FOR_EACH_COUNT,
  ATTR_FOR_EACH_RESULT,
  ATTR_SIGNAL_NAME,
  ATTR_STEP_ID,
  ATTR_STEP_INDEX,
  ATTR_WAIT_DURATION,
  ATTR_WAIT_RESULT,
} from "../../task/names.ts";
import type { Work } from "../../workflow/index.ts";

/** A step, as its span says it. */
export type DescribedStep = Pick<Work, "stepId" | "index" | "links">;

/** A wait that is over. */
export interface DescribedWait {
  readonly step: DescribedStep;
  /** What was waited for, if it is a signal. */
  readonly signal: string | undefined;
  /** Undefined if it came to its purpose. */
  readonly result: "timeout" | "cancelled" | undefined;
  /** The span that sent the signal. */
  readonly sender: SpanContext | undefined;
  /** Milliseconds, where the wait began before the trace that its span is in. */
  readonly duration: number | undefined;
}

/** Sets what the span of a wait says. */
export function describeWait(span: Span, wait: DescribedWait): void {
  if (!span.isRecording()) {
    return;
  }
  const { step, signal, result, sender, duration } = wait;
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
  if (duration !== undefined) {
    span.setAttribute(ATTR_WAIT_DURATION, duration / 1_000);
  }
  addLinks(span, step.links, "depends_on");
  if (sender !== undefined && isSpanContextValid(sender)) {
    addLinks(span, [sender], "signalled_by");
  }
}

/** Sets what the span of a `forEach` says from its begin. */
export function describeForEach(span: Span, step: DescribedStep & { readonly count: number }): void {
  if (!span.isRecording()) {
    return;
  }
  span.setAttribute(ATTR_STEP_ID, step.stepId);
  span.setAttribute(ATTR_FOR_EACH_COUNT, step.count);
  if (step.index !== undefined) {
    span.setAttribute(ATTR_STEP_INDEX, step.index);
  }
  addLinks(span, step.links, "depends_on");
}

/** Sets how a `forEach` ended. */
export function describeForEachResult(
  span: Span,
  result: "success" | "failure" | "cancelled",
  error: unknown,
  redactor: Redactor | undefined,
): void {
  if (result !== "success" && span.isRecording()) {
    span.setAttribute(ATTR_FOR_EACH_RESULT, result);
    if (result === "failure") {
      describeError(span, error, redactor);
    }
  }
}
