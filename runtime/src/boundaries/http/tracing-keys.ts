import { createContextKey } from "@opentelemetry/api";
import type { Context, Span } from "@opentelemetry/api";

/*
 * The entry of contexts by which OpenTelemetry's instrumentations of servers and frameworks know of each other, as
 * `@opentelemetry/core` has it in all its versions.
 */
const RPC_METADATA = createContextKey("OpenTelemetry SDK Context Key RPC_METADATA");

/** The span of a request that a server has got, and where frameworks say which route it took. */
export interface ServedSpan {
  readonly type: "http";
  readonly span: Span;
  route?: string | undefined;
}

/** The span of the request that is being served; undefined if nobody has made one. */
export function servedSpan(context: Context): ServedSpan | undefined {
  const metadata = context.getValue(RPC_METADATA) as ServedSpan | undefined;
  return metadata?.type === "http" ? metadata : undefined;
}

export function withServedSpan(context: Context, served: ServedSpan): Context {
  return context.setValue(RPC_METADATA, served);
}
