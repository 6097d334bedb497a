import { isSpanContextValid, propagation, trace, TraceFlags } from "@opentelemetry/api";
import type { Context, SpanContext, TextMapGetter, TextMapPropagator } from "@opentelemetry/api";
import { isTracingSuppressed } from "@opentelemetry/core";
import { percentDecode, percentEncode } from "../../baggage/percent-encoding.ts";

const TRACE_HEADER = "uber-trace-id";
const BAGGAGE_PREFIX = "uberctx-";

/** `{trace-id}:{span-id}:{parent-span-id}:{flags}`; leading zeros may be missing, and the parent's id is of no use. */
const PATTERN = /^([\da-f]{1,32}):([\da-f]{1,16}):[\da-f]{0,16}:([\da-f]{1,2})$/i;

/** A trace that is debugged is sampled. */
const SAMPLED_OR_DEBUG = 0x03;

/**
 * Jaeger's own headers: `uber-trace-id`, and an `uberctx-…` for every entry of the baggage.
 *
 * OpenTelemetry's package for them needs the SDK before this one.
 *
 * @see https://www.jaegertracing.io/sdk-migration/#propagation-format
 */
export function jaegerPropagator(): TextMapPropagator {
  return {
    inject(context, carrier, setter) {
      if (isTracingSuppressed(context)) {
        return;
      }
      const spanContext = trace.getSpanContext(context);
      if (spanContext !== undefined && isSpanContextValid(spanContext)) {
        const { traceId, spanId, traceFlags } = spanContext;
        setter.set(carrier, TRACE_HEADER, `${traceId}:${spanId}:0:0${traceFlags & TraceFlags.SAMPLED}`);
      }
      for (const [key, { value }] of propagation.getBaggage(context)?.getAllEntries() ?? []) {
        setter.set(carrier, `${BAGGAGE_PREFIX}${headerName(key)}`, percentEncode(value));
      }
    },

    extract(context, carrier, getter) {
      const parent = parse(firstOf(getter.get(carrier, TRACE_HEADER)));
      const withParent = parent === undefined ? context : trace.setSpanContext(context, parent);
      return extractBaggage(withParent, carrier, getter);
    },

    fields: () => [TRACE_HEADER],
  };
}

function parse(header: string): SpanContext | undefined {
  const [, traceId, spanId, flags] = PATTERN.exec(percentDecode(header.trim())) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) {
    return undefined;
  }
  const spanContext = {
    traceId: traceId.toLowerCase().padStart(32, "0"),
    spanId: spanId.toLowerCase().padStart(16, "0"),
    traceFlags: (Number.parseInt(flags, 16) & SAMPLED_OR_DEBUG) === 0 ? TraceFlags.NONE : TraceFlags.SAMPLED,
    isRemote: true,
  };
  return isSpanContextValid(spanContext) ? spanContext : undefined;
}

function extractBaggage<Carrier>(context: Context, carrier: Carrier, getter: TextMapGetter<Carrier>): Context {
  const headers = getter.keys(carrier).filter((name) => name.toLowerCase().startsWith(BAGGAGE_PREFIX));
  if (headers.length === 0) {
    return context;
  }
  const baggage = headers.reduce(
    (entries, name) =>
      entries.setEntry(percentDecode(name.slice(BAGGAGE_PREFIX.length)), {
        value: percentDecode(firstOf(getter.get(carrier, name))),
      }),
    propagation.getBaggage(context) ?? propagation.createBaggage(),
  );
  return propagation.setBaggage(context, baggage);
}

function firstOf(header: unknown): string {
  const first: unknown = Array.isArray(header) ? header[0] : header;
  return typeof first === "string" ? first : "";
}

/** The name of a header may hold percent signs, but no parentheses, which percent-encoding leaves alone. */
function headerName(key: string): string {
  return percentEncode(key).replaceAll("(", "%28").replaceAll(")", "%29");
}
