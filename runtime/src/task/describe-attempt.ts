import type { Span } from "@opentelemetry/api";
import { describeScope } from "../logs/log-fields.ts";
import type { Attempt } from "./attempt.ts";
import { addLinks } from "./links.ts";
import { ATTR_STEP_ID, ATTR_STEP_INDEX, ATTR_TASK_ATTEMPT, ATTR_TASK_NAME } from "./names.ts";

/** Sets the attributes and links that every task span carries. To be called for a span that records. */
export function describeAttempt(span: Span, attempt: Attempt): void {
  const { run, previous, scope } = attempt;
  span.setAttribute(ATTR_TASK_NAME, run.contract.name);
  span.setAttribute(ATTR_STEP_ID, run.stepId);
  span.setAttribute(ATTR_TASK_ATTEMPT, attempt.number);
  if (run.index !== undefined) {
    span.setAttribute(ATTR_STEP_INDEX, run.index);
  }
  if (scope?.attributes !== undefined) {
    span.setAttributes(scope.attributes);
  }
  describeScope(span);
  if (previous !== undefined) {
    addLinks(span, [previous], "previous_attempt");
  }
  addLinks(span, run.links, run.compensates ? "compensates" : "depends_on");
}
