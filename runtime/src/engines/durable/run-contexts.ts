import { propagation, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import { carrierGetter } from "../../telemetry/propagators/carrier-getter.ts";
import type { ApplicationTelemetry } from "../application.ts";
import { contextInRun, sampledContext } from "../launch/sampled-context.ts";
import type { Carried } from "./carried.ts";
import { spanContextOf } from "./span-context.ts";
import type { SpanReference } from "./span-reference.ts";

/** What a run's workflow span is below. Nothing of whatever else is active in the worker. */
export function contextAbove(telemetry: ApplicationTelemetry, workflow: string, { headers, parent }: Carried): Context {
  const caller = propagation.extract(ROOT_CONTEXT, headers, carrierGetter);
  const above = parent === undefined ? caller : trace.setSpanContext(caller, spanContextOf(parent, parent));
  return sampledContext(telemetry, workflow, above);
}

/** What is below a span of the run, with the baggage that travels with it; what the caller has sent if nothing is traced. */
export function contextBelowSpan(
  telemetry: ApplicationTelemetry,
  workflow: string,
  { headers, span }: Carried,
  reference: SpanReference | undefined,
): Context {
  const within = contextInRun(telemetry, workflow, propagation.extract(ROOT_CONTEXT, headers, carrierGetter));
  return reference === undefined ? within : trace.setSpanContext(within, spanContextOf(reference, span));
}
