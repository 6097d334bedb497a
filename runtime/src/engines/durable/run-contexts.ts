import { propagation, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import type { Context, SpanContext } from "@opentelemetry/api";
import { withLogFields } from "../../logs/log-fields.ts";
import { carrierGetter } from "../../telemetry/propagators/carrier-getter.ts";
import type { ApplicationTelemetry } from "../application.ts";
import { contextInRun, sampledContext } from "../launch/sampled-context.ts";
import type { Carried, CarriedToTask } from "./carried.ts";
import { spanContextOf } from "./span-context.ts";
import type { SpanReference } from "./span-reference.ts";

/** What a run's workflow span is below. Nothing of whatever else is active in the worker. */
export function contextAbove(telemetry: ApplicationTelemetry, workflow: string, { headers, parent }: Carried): Context {
  const caller = read(headers);
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
  const within = contextInRun(telemetry, workflow, read(headers));
  return reference === undefined ? within : trace.setSpanContext(within, spanContextOf(reference, span));
}

/** Calls a function with the fields of `withLogFields` that travel with a run. */
export function withCarriedFields<Result>({ fields }: CarriedToTask, callback: () => Result): Result {
  return fields === undefined ? callback() : withLogFields(fields, callback);
}

/** What an attempt begins with: the span above it, and what else travels with the run, as headers. */
export interface AttemptOrigin {
  readonly parent: Context;
  /** Left out where there is nothing to read. */
  readonly carrier?: Readonly<Record<string, string>>;
}

/**
 * Where an attempt comes from, for the traced task, which reads the headers. They say nothing of the trace: the span above
 * is a part of the same run, and not one of another process to a sampler that tells these apart. Where nothing is traced,
 * what the caller has sent is passed on as it is.
 */
export function originOf(
  telemetry: ApplicationTelemetry,
  workflow: string,
  { headers, span }: CarriedToTask,
  above: SpanReference | undefined,
): AttemptOrigin {
  if (above === undefined) {
    return { parent: contextInRun(telemetry, workflow, ROOT_CONTEXT), carrier: headers };
  }
  const spanContext = spanContextOf(above, span);
  const parent = contextInRun(telemetry, workflow, trace.setSpanContext(ROOT_CONTEXT, spanContext));
  const carrier = besidesTrace(headers, spanContext);
  return hasNone(carrier) ? { parent } : { parent, carrier };
}

/** Headers without those that say what a trace is, by whatever propagators there are. */
export function besidesTrace(headers: Carried["headers"], span: SpanContext): Carried["headers"] {
  if (hasNone(headers)) {
    return headers;
  }
  const ofTrace = new Set<string>();
  const traced = trace.setSpanContext(ROOT_CONTEXT, span);
  propagation.inject(traced, ofTrace, { set: (names, name) => names.add(name.toLowerCase()) });
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ofTrace.has(name.toLowerCase())));
}

const callers = new WeakMap<Carried["headers"], Context>();

/** Read once for all the spans that are made of a run in this process. */
function read(headers: Carried["headers"]): Context {
  if (hasNone(headers)) {
    return ROOT_CONTEXT;
  }
  let caller = callers.get(headers);
  if (caller === undefined) {
    caller = propagation.extract(ROOT_CONTEXT, headers, carrierGetter);
    callers.set(headers, caller);
  }
  return caller;
}

function hasNone(headers: Carried["headers"]): boolean {
  return Object.keys(headers).length === 0;
}
