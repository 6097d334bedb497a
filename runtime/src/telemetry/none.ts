import { ProxyTracerProvider } from "@opentelemetry/api";
import type { Tracer } from "@opentelemetry/api";
import type { Telemetry } from "./telemetry.ts";
import { traceUrl } from "./trace-url.ts";

/** Makes no spans, whatever the application registers. Passes on the context of its caller. */
export const noopTracer: Tracer = new ProxyTracerProvider().getTracer("gen-flows");

/** For `provider: none`: nothing is registered, recorded or flushed. Nothing of the SDK is imported. */
export function noTelemetry(options: { readonly traceLink?: string | undefined } = {}): Telemetry {
  return {
    start: () => {},
    flush: () => Promise.resolve(),
    flushSpans: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
    ready: () => undefined,
    reservesSpanIds: () => false,
    traceUrl: (traceId) => traceUrl(options.traceLink, traceId),
  };
}
