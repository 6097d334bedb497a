import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { PlainScope, PlainSpan } from "./messages.ts";
import { fromPlainContext, toPlainContext } from "./plain-context.ts";

export function toPlainSpan(span: ReadableSpan): PlainSpan {
  const { name, kind, parentSpanContext, startTime, endTime, duration, status, attributes, links, events } = span;
  const { droppedAttributesCount, droppedEventsCount, droppedLinksCount } = span;
  return {
    name,
    kind,
    context: toPlainContext(span.spanContext()),
    parent: parentSpanContext && toPlainContext(parentSpanContext),
    startTime,
    endTime,
    duration,
    status,
    attributes,
    links: links.map(({ context, ...link }) => ({ ...link, context: toPlainContext(context) })),
    events,
    scope: toPlainScope(span.instrumentationScope),
    droppedAttributesCount,
    droppedEventsCount,
    droppedLinksCount,
  };
}

/** A span that has ended, for exporters. */
export function fromPlainSpan(plain: PlainSpan, resource: Resource): ReadableSpan {
  const { context, parent, links, events, scope, ...span } = plain;
  const spanContext = fromPlainContext(context);
  return {
    ...span,
    spanContext: () => spanContext,
    ...(parent !== undefined && { parentSpanContext: fromPlainContext(parent) }),
    links: links.map((link) => ({ ...link, context: fromPlainContext(link.context) })),
    events: [...events],
    ended: true,
    resource,
    instrumentationScope: knownScope(scope),
  };
}

export function toPlainScope({ name, version, schemaUrl }: PlainScope): PlainScope {
  return { name, ...(version !== undefined && { version }), ...(schemaUrl !== undefined && { schemaUrl }) };
}

const scopes = new Map<string, PlainScope>();

/** The same object for the same scope: exporters group by it. */
export function knownScope(scope: PlainScope): PlainScope {
  const key = JSON.stringify([scope.name, scope.version, scope.schemaUrl]);
  const known = scopes.get(key) ?? scope;
  scopes.set(key, known);
  return known;
}
