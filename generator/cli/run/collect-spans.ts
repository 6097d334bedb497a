import { fromReadableSpan } from "../waterfall/from-readable-span.ts";
import type { TraceSpan } from "../waterfall/trace-span.ts";
import type { SpanSink } from "./load-project.ts";

/** A span processor that keeps what ends, beside whatever exporters the project has. */
export function collectSpans(spans: TraceSpan[]): SpanSink {
  return {
    onStart: () => undefined,
    onEnd: (span) => {
      spans.push(fromReadableSpan(span));
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}
