import type { ReceivedSpan } from "../../support/otlp-receiver.ts";

/** The names of the spans above one, from its parent to the topmost that was received. */
export function lineage(spans: readonly ReceivedSpan[], span: ReceivedSpan): readonly string[] {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return parent === undefined ? [] : [parent.name, ...lineage(spans, parent)];
}
