import { createContextKey } from "@opentelemetry/api";
import type { Context, Span } from "@opentelemetry/api";

/*
 * Two entries of contexts by which OpenTelemetry's instrumentations know of each other, as `@opentelemetry/core` has them in
 * all its versions. That package is not imported: an application that has its own SDK may have another version of it.
 */
const SUPPRESSED = createContextKey("OpenTelemetry SDK Context Key SUPPRESS_TRACING");
const RPC_METADATA = createContextKey("OpenTelemetry SDK Context Key RPC_METADATA");

/** The span of a request that a server has got, and where frameworks say which route it took. */
export interface ServedSpan {
  readonly type: "http";
  readonly span: Span;
  route?: string | undefined;
}

/** In this context nobody makes spans, and nobody adds headers. */
export function withoutTracing(context: Context): Context {
  return context.setValue(SUPPRESSED, true);
}

/** The span of the request that is being served; undefined if nobody has made one. */
export function servedSpan(context: Context): ServedSpan | undefined {
  const metadata = context.getValue(RPC_METADATA) as ServedSpan | undefined;
  return metadata?.type === "http" ? metadata : undefined;
}

export function withServedSpan(context: Context, served: ServedSpan): Context {
  return context.setValue(RPC_METADATA, served);
}

/** Whether somebody wants no spans here. */
export function isTracingSuppressed(context: Context): boolean {
  return context.getValue(SUPPRESSED) === true;
}
