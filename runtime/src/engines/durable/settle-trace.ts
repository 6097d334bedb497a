import { diag, TraceFlags } from "@opentelemetry/api";
import type { Context, SpanContext } from "@opentelemetry/api";
import { decisionOn } from "../../task/decision.ts";
import { W3CTraceState } from "../../telemetry/propagators/trace-state.ts";
import type { Application } from "../application.ts";
import { sampledContext } from "../launch/sampled-context.ts";
import { spanIdOf } from "./span-id.ts";
import type { SettledSpan } from "./span-reference.ts";

const RANDOM = 2;

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
    return isSampled === undefined ? undefined : settled(result.spanContext(), spanIdOf(runId), isSampled);
  } catch (error) {
    diag.error(`The trace of a run of workflow ${workflow} could not be settled:`, error);
    return undefined;
  }
}

function settled({ traceId, traceState }: SpanContext, spanId: string, isSampled: boolean): SettledSpan {
  const isRandom = traceState instanceof W3CTraceState && traceState.hasRandomTraceId;
  const state = traceState?.serialize();
  return {
    traceId,
    spanId,
    traceFlags: (isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE) | (isRandom ? RANDOM : 0),
    ...(state !== undefined && state !== "" && { traceState: state }),
  };
}
