import type { TraceSpan } from "./trace-span.ts";

/** Seconds and nanoseconds, as OpenTelemetry's JavaScript SDK keeps times. */
type HighResolutionTime = readonly [seconds: number, nanoseconds: number];

/** What is needed of the SDK's `ReadableSpan`, so that the generator does not depend on the SDK. */
export interface ReadableSpanLike {
  readonly name: string;
  readonly spanContext: () => { readonly traceId: string; readonly spanId: string };
  readonly parentSpanContext?: { readonly spanId: string } | undefined;
  readonly startTime: HighResolutionTime;
  readonly endTime: HighResolutionTime;
  /** 0 is unset, 1 is ok, 2 is error. */
  readonly status: { readonly code: number };
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly {
    readonly name: string;
    readonly time: HighResolutionTime;
    readonly attributes?: Readonly<Record<string, unknown>> | undefined;
  }[];
  readonly resource: { readonly attributes: Readonly<Record<string, unknown>> };
}

const STATUSES = ["unset", "ok", "error"] as const;

/** Takes a span from a span processor or exporter of this process. */
export function fromReadableSpan(span: ReadableSpanLike): TraceSpan {
  const { traceId, spanId } = span.spanContext();
  const serviceName = span.resource.attributes["service.name"];
  return {
    traceId,
    spanId,
    parentSpanId: span.parentSpanContext?.spanId,
    name: span.name,
    startTimeMs: toMilliseconds(span.startTime),
    endTimeMs: toMilliseconds(span.endTime),
    status: STATUSES[span.status.code] ?? "unset",
    attributes: span.attributes,
    events: span.events.map((event) => ({
      name: event.name,
      timeMs: toMilliseconds(event.time),
      attributes: event.attributes ?? {},
    })),
    serviceName: typeof serviceName === "string" ? serviceName : undefined,
  };
}

function toMilliseconds([seconds, nanoseconds]: HighResolutionTime): number {
  return seconds * 1000 + nanoseconds / 1e6;
}
