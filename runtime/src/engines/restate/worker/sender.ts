import { isSpanContextValid, propagation, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { carrierGetter } from "../../../telemetry/propagators/carrier-getter.ts";
import type { SettledSpan } from "../../durable/span-reference.ts";

/** The span that sent a request, as its headers say; undefined if they say nothing of one. */
export function senderIn(headers: ReadonlyMap<string, string>): SettledSpan | undefined {
  const caller = propagation.extract(ROOT_CONTEXT, Object.fromEntries(headers), carrierGetter);
  const span = trace.getSpanContext(caller);
  if (span === undefined || !isSpanContextValid(span)) {
    return undefined;
  }
  const { traceId, spanId, traceFlags } = span;
  const traceState = span.traceState?.serialize();
  return { traceId, spanId, traceFlags, ...(traceState && { traceState }) };
}
