import { TraceFlags } from "@opentelemetry/api";
import type { Span } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { RelayMessage } from "./messages.ts";
import { toPlainSpan } from "./plain-span.ts";

/** Tells anew how far a span has come whose thread may not live to see its end. */
export function tellOpenSpan(span: Span, send: (message: RelayMessage) => void): void {
  if ("instrumentationScope" in span && isSampled(span)) {
    send({ kind: "span started", service: undefined, span: toPlainSpan(span as unknown as ReadableSpan) });
  }
}

export function isSampled(span: Pick<Span, "spanContext">): boolean {
  return (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0;
}
