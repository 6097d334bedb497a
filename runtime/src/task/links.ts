import type { Link, Span, SpanContext } from "@opentelemetry/api";
import { ATTR_LINK, ATTR_LINKS_DROPPED } from "./names.ts";

/** OpenTelemetry's SDK keeps 128 links a span and drops the oldest in silence. Some room is left to handlers. */
const MAXIMUM_LINKS = 100;

const ATTRIBUTES = {
  depends_on: { [ATTR_LINK]: "depends_on" },
  compensates: { [ATTR_LINK]: "compensates" },
  signalled_by: { [ATTR_LINK]: "signalled_by" },
  continues: { [ATTR_LINK]: "continues" },
  previous_attempt: { [ATTR_LINK]: "previous_attempt" },
  produced_by: { [ATTR_LINK]: "produced_by" },
};

export function linkTo(context: SpanContext, kind: keyof typeof ATTRIBUTES): Link {
  return { context, attributes: ATTRIBUTES[kind] };
}

/** Links a span to others, at most to the first 100; how many were left out is set as an attribute. */
export function addLinks(span: Span, targets: readonly SpanContext[], kind: keyof typeof ATTRIBUTES): void {
  const attributes = ATTRIBUTES[kind];
  const count = Math.min(targets.length, MAXIMUM_LINKS);
  for (const context of count === targets.length ? targets : targets.slice(0, count)) {
    span.addLink({ context, attributes });
  }
  if (targets.length > count) {
    span.setAttribute(ATTR_LINKS_DROPPED, targets.length - count);
  }
}
