import { propagation, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import type { Context, SpanContext } from "@opentelemetry/api";

/** Headers of W3C trace context and baggage. */
export type Carrier = Readonly<Record<string, string>>;

export function inject(from: Context): Carrier {
  const carrier: Record<string, string> = {};
  propagation.inject(from, carrier);
  return carrier;
}

export function extract(carrier: Carrier): Context {
  return propagation.extract(ROOT_CONTEXT, carrier);
}

/** The context of a span that is in the same trace as that of `parent`, and has not been made yet. */
export function below(parent: Context, spanId: string): Context {
  return trace.setSpanContext(parent, spanContextOf(parent, spanId));
}

export function spanContextOf(parent: Context, spanId: string): SpanContext {
  return { ...(trace.getSpanContext(parent) as SpanContext), spanId, isRemote: true };
}
