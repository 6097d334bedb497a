import { isSpanContextValid, propagation, trace } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import type { MessagePort } from "node:worker_threads";
import { settledSpanOf } from "../../engines/durable/span-context.ts";
import { referenceTo } from "../../engines/durable/span-reference.ts";
import { scopedFields } from "../../logs/log-fields.ts";
import { summaryOf } from "../../task/index.ts";
import type { Attempt } from "../../task/index.ts";
import { followsWorkflow } from "../../telemetry/samplers/workflow-sampling.ts";
import type { ThreadCall } from "./messages.ts";

/** The context above the span of an attempt, as the traced task has it. */
export function contextAbove({ parent, carrier }: Attempt): Context {
  return carrier === undefined ? parent : propagation.extract(parent, carrier);
}

/** An attempt, for a thread. Takes room for its span, where spans are limited. */
export function describeCall(attempt: Attempt, above: Context, spanId: string | undefined, port: MessagePort): ThreadCall {
  const { run, runId, number, previous, scope } = attempt;
  const { contract, stepId, path, index, compensates, links, input } = run;
  const spanContext = trace.getSpanContext(above);
  const parent = spanContext !== undefined && isSpanContextValid(spanContext) ? settledSpanOf(spanContext) : undefined;
  const headers: Record<string, string> = {};
  propagation.inject(above, headers);
  const fields = scopedFields();
  return {
    call: {
      contract,
      runId,
      stepId,
      path,
      ...(index !== undefined && { index }),
      ...(compensates && { compensates }),
      ...(parent !== undefined && { parent }),
      links: links.map(referenceTo),
      carried: { headers, ...(parent !== undefined && { span: parent }), ...(fields !== undefined && { fields }) },
    },
    input,
    number,
    previous: previous && referenceTo(previous),
    scope,
    spanId,
    isCollapsed: summaryOf(above)?.admits() === false,
    followsWorkflow: followsWorkflow(above),
    port,
  };
}
