import { isSpanContextValid } from "@opentelemetry/api";
import type { Attempt, AttemptedTask } from "../../task/index.ts";
import { spanContextOf } from "./span-context.ts";
import { referenceTo } from "./span-reference.ts";
import type { SpanReference } from "./span-reference.ts";
import type { TaskCall } from "./task-call.ts";

/** The task that a call names, where it is to be run. */
export function attemptedTaskOf(call: Omit<TaskCall, "workflow">, input: unknown): AttemptedTask {
  const { contract, stepId, path, index, compensates = false, carried, links } = call;
  return {
    contract,
    input,
    stepId,
    path,
    index,
    compensates,
    links: links.map((link) => spanContextOf(link, carried.span)),
  };
}

/** What an outcome says of the span of its attempt. */
export function spanOf({ span }: Attempt): { readonly span?: SpanReference } {
  const spanContext = span?.spanContext();
  return spanContext !== undefined && isSpanContextValid(spanContext) ? { span: referenceTo(spanContext) } : {};
}
