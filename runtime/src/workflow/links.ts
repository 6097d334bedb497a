import type { SpanContext } from "@opentelemetry/api";

/** A step, as far as links go. */
export interface Linked {
  readonly span: SpanContext | undefined;
  readonly upstream: readonly Linked[];
  /** The last steps of the group that the step was, if it was one. */
  readonly inner: readonly Linked[] | undefined;
  /** The step whose group this one belongs to. */
  readonly outer: Linked | undefined;
}

const NONE: readonly SpanContext[] = [];

/**
 * The spans that a step waited for, in the order of its upstream steps; none if there is only one, for its
 * parent and its start say the same.
 *
 * A step without a span of its own is looked through. Whoever waits for a group waits for its last steps; whoever
 * waits for a skipped step or a value waits for what that waited for; and the first steps of a group waited for what
 * the group waited for. Otherwise the order that these give to the run would be missing in the trace.
 */
export function upstreamSpans(step: Linked): readonly SpanContext[] {
  const upstream = upstreamOf(step);
  const only = upstream.length === 1 ? upstream[0]?.span : undefined;
  if (upstream.length === 0 || only !== undefined) {
    return NONE;
  }
  const spans: SpanContext[] = [];
  const seen = new Set<Linked>();
  const pending = upstream.toReversed();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next)) {
      continue;
    }
    seen.add(next);
    if (next.span === undefined) {
      pending.push(...behind(next).toReversed());
    } else {
      spans.push(next.span);
    }
  }
  return spans.length < 2 ? NONE : spans;
}

function behind(step: Linked): readonly Linked[] {
  return step.inner === undefined || step.inner.length === 0 ? upstreamOf(step) : step.inner;
}

function upstreamOf(step: Linked): readonly Linked[] {
  let current = step;
  while (current.upstream.length === 0 && current.outer !== undefined) {
    current = current.outer;
  }
  return current.upstream;
}
