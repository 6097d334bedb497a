import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { Attributes, AttributeValue } from "@opentelemetry/api";
import { hrTimeToMicroseconds } from "@opentelemetry/core";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { ATTR_SERVER_ADDRESS, ATTR_SERVICE_NAME } from "@opentelemetry/semantic-conventions";

/** @see https://zipkin.io/zipkin-api/#/default/post_spans */
interface ZipkinSpan {
  readonly traceId: string;
  readonly id: string;
  readonly parentId?: string | undefined;
  readonly name: string;
  readonly kind?: string | undefined;
  /** Microseconds. */
  readonly timestamp: number;
  readonly duration: number;
  readonly localEndpoint: { readonly serviceName: string };
  readonly remoteEndpoint?: { readonly serviceName: string } | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly annotations: ReadonlyArray<{ readonly timestamp: number; readonly value: string }>;
}

const KINDS: Readonly<Partial<Record<SpanKind, string>>> = {
  [SpanKind.CLIENT]: "CLIENT",
  [SpanKind.SERVER]: "SERVER",
  [SpanKind.PRODUCER]: "PRODUCER",
  [SpanKind.CONSUMER]: "CONSUMER",
};

/** Where a call went, the best name first; Zipkin draws its map of services from that. */
const REMOTE_NAMES = ["service.peer.name", "peer.service", ATTR_SERVER_ADDRESS, "db.namespace"];

/**
 * Puts a span as Zipkin wants it. Zipkin has no links, and no values but strings: lists become JSON.
 *
 * @see https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/zipkin/
 */
export function toZipkinSpan(span: ReadableSpan): ZipkinSpan {
  const { traceId, spanId } = span.spanContext();
  const kind = KINDS[span.kind];
  const calls = span.kind === SpanKind.CLIENT || span.kind === SpanKind.PRODUCER;
  const remote = calls ? REMOTE_NAMES.map((name) => span.attributes[name]).find((value) => value !== undefined) : undefined;
  return {
    traceId,
    id: spanId,
    parentId: span.parentSpanContext?.spanId,
    name: span.name,
    kind,
    timestamp: Math.round(hrTimeToMicroseconds(span.startTime)),
    // Zipkin takes a duration of nothing for one that is not known.
    duration: Math.max(1, Math.round(hrTimeToMicroseconds(span.duration))),
    localEndpoint: { serviceName: String(span.resource.attributes[ATTR_SERVICE_NAME] ?? "unknown_service") },
    remoteEndpoint: remote === undefined ? undefined : { serviceName: String(remote) },
    tags: tagsOf(span),
    annotations: span.events.map(({ time, name, attributes = {} }) => ({
      timestamp: Math.round(hrTimeToMicroseconds(time)),
      value: Object.keys(attributes).length === 0 ? name : `${JSON.stringify(name)}: ${JSON.stringify(attributes)}`,
    })),
  };
}

function tagsOf(span: ReadableSpan): Record<string, string> {
  const { status, instrumentationScope: scope } = span;
  const tags = { ...asTags(span.resource.attributes), ...asTags(span.attributes) };
  if (scope.name !== "") {
    tags["otel.scope.name"] = scope.name;
  }
  if (scope.version !== undefined && scope.version !== "") {
    tags["otel.scope.version"] = scope.version;
  }
  if (status.code !== SpanStatusCode.UNSET) {
    tags["otel.status_code"] = SpanStatusCode[status.code];
  }
  if (status.code === SpanStatusCode.ERROR) {
    tags["error"] = status.message ?? "";
  } else {
    delete tags["error"];
  }
  const dropped = {
    attributes: span.droppedAttributesCount,
    events: span.droppedEventsCount,
    links: span.droppedLinksCount,
  };
  for (const [what, count] of Object.entries(dropped)) {
    if (count > 0) {
      tags[`otel.dropped_${what}_count`] = String(count);
    }
  }
  return tags;
}

function asTags(attributes: Attributes): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, asTag(value)] as const])),
  );
}

function asTag(value: AttributeValue): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
