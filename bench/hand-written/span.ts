import { SpanStatusCode } from "@opentelemetry/api";
import type { Span } from "@opentelemetry/api";
import type { Call } from "./call.ts";
import { isRetried } from "./retry.ts";

const DEPENDS_ON = { "gen_flows.link": "depends_on" };
const PREVIOUS_ATTEMPT = { "gen_flows.link": "previous_attempt" };

/** What every task span says. */
export function describe(span: Span, task: string, call: Call): void {
  span.setAttribute("gen_flows.task.name", task);
  span.setAttribute("gen_flows.step.id", call.stepId);
  span.setAttribute("gen_flows.task.attempt", call.number);
  if (call.index !== undefined) {
    span.setAttribute("gen_flows.step.index", call.index);
  }
  if (call.previous !== undefined) {
    span.addLink({ context: call.previous, attributes: PREVIOUS_ATTEMPT });
  }
  for (const context of call.links) {
    span.addLink({ context, attributes: DEPENDS_ON });
  }
}

/** What the span of a failed attempt says. */
export function recordError(span: Span, call: Call, error: unknown): void {
  const failure = error instanceof Error ? error : new Error(String(error));
  span.setAttribute("error.type", failure.name);
  span.setAttribute("gen_flows.task.result", "failure");
  span.recordException(failure);
  span.setStatus({ code: SpanStatusCode.ERROR, message: failure.message });
  if (isRetried(call)) {
    span.addEvent("gen_flows.task.retry_scheduled", { next_attempt: call.number + 1 });
  }
}
