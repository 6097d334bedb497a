import { diag, TraceFlags } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import { decisionOn } from "../../task/decision.ts";
import type { Application } from "../application.ts";
import { sampledContext } from "../launch/sampled-context.ts";
import { settledSpanOf } from "./span-context.ts";
import { spanIdOf } from "./span-id.ts";
import type { SettledSpan } from "./span-reference.ts";

/**
 * Settles the workflow span of a run, without making it: which trace it is in, as the propagation of its caller and the
 * samplers of the spec say, and the id that follows from the run's. No processor hears of it.
 *
 * @param caller What the span will be below: the submission, or whoever runs the workflow.
 * @returns Undefined where spans cannot be given ids, because the provider is not ours, or nothing may be traced.
 */
export function settleTrace(
  { telemetry, tracer }: Pick<Application, "telemetry" | "tracer">,
  workflow: string,
  runId: string,
  caller: Context,
): SettledSpan | undefined {
  if (telemetry.reservesSpanIds?.() !== true) {
    return undefined;
  }
  try {
    const parent = sampledContext(telemetry, workflow, caller);
    const { result, isSampled } = decisionOn(() => tracer.startSpan(`workflow ${workflow}`, undefined, parent));
    if (isSampled === undefined) {
      return undefined;
    }
    const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
    return settledSpanOf({ ...result.spanContext(), spanId: spanIdOf(runId), traceFlags });
  } catch (error) {
    diag.error(`The trace of a run of workflow ${workflow} could not be settled:`, error);
    return undefined;
  }
}
