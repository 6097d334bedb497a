import type { SpanContext } from "@opentelemetry/api";

/** A step, as far as links go. */
interface Linked {
  readonly span: SpanContext | undefined;
  readonly upstream: readonly Linked[];
}

const NONE: readonly SpanContext[] = [];

/**
 * The spans that a step waited for, in the order of its upstream steps; none if there is only one, for its
 * parent and its start say the same.
 *
 * A step without a span of its own (skipped, or a value) is looked through: whoever waits for it waits for
 * what it waited for. Otherwise the order that it gives to the run would be missing in the trace.
 */
export function upstreamSpans(step: Linked): readonly SpanContext[] {
  const only = step.upstream.length === 1 ? step.upstream[0]?.span : undefined;
  if (step.upstream.length === 0 || only !== undefined) {
    return NONE;
  }
  const spans: SpanContext[] = [];
  const seen = new Set<Linked>();
  const pending = step.upstream.toReversed();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next)) {
      continue;
    }
    seen.add(next);
    if (next.span === undefined) {
      pending.push(...next.upstream.toReversed());
    } else {
      spans.push(next.span);
    }
  }
  return spans.length < 2 ? NONE : spans;
}
