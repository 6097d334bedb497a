import { otlpAttributes, otlpId, otlpTime } from "./otlp-values.ts";
import type { OtlpAttributes, OtlpId, OtlpInteger } from "./otlp-values.ts";
import type { TraceSpan } from "./trace-span.ts";

interface OtlpSpan {
  readonly traceId: OtlpId;
  readonly spanId: OtlpId;
  readonly parentSpanId?: OtlpId | null;
  readonly name: string;
  readonly startTimeUnixNano: OtlpInteger;
  readonly endTimeUnixNano: OtlpInteger;
  readonly status?: { readonly code?: number | string | null } | null;
  readonly attributes?: OtlpAttributes | null;
  readonly events?:
    | readonly {
        readonly name: string;
        readonly timeUnixNano: OtlpInteger;
        readonly attributes?: OtlpAttributes | null;
      }[]
    | null;
}

/** An `ExportTraceServiceRequest`, decoded: OTLP/JSON itself, or what a collector or a test server made of it. */
export interface OtlpTraceRequest {
  readonly resourceSpans?: readonly {
    readonly resource?: { readonly attributes?: OtlpAttributes | null } | null;
    readonly scopeSpans?: readonly { readonly spans?: readonly OtlpSpan[] }[];
  }[];
}

/** Takes all the spans of an OTLP request. */
export function fromOtlp(request: OtlpTraceRequest): readonly TraceSpan[] {
  return (request.resourceSpans ?? []).flatMap(({ resource, scopeSpans }) => {
    const serviceName = otlpAttributes(resource?.attributes)["service.name"];
    return (scopeSpans ?? [])
      .flatMap(({ spans }) => spans ?? [])
      .map((span) => fromOtlpSpan(span, typeof serviceName === "string" ? serviceName : undefined));
  });
}

function fromOtlpSpan(span: OtlpSpan, serviceName: string | undefined): TraceSpan {
  return {
    traceId: otlpId(span.traceId) ?? "",
    spanId: otlpId(span.spanId) ?? "",
    parentSpanId: otlpId(span.parentSpanId),
    name: span.name,
    startTimeMs: otlpTime(span.startTimeUnixNano),
    endTimeMs: otlpTime(span.endTimeUnixNano),
    status: statusOf(span.status?.code),
    attributes: otlpAttributes(span.attributes),
    events: (span.events ?? []).map((event) => ({
      name: event.name,
      timeMs: otlpTime(event.timeUnixNano),
      attributes: otlpAttributes(event.attributes),
    })),
    serviceName,
  };
}

function statusOf(code: number | string | null | undefined): TraceSpan["status"] {
  switch (code) {
    case 1:
    case "STATUS_CODE_OK":
      return "ok";
    case 2:
    case "STATUS_CODE_ERROR":
      return "error";
    default:
      return "unset";
  }
}
