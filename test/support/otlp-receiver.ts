import { MockOtlpServer } from "@elastic/mockotlpserver";

type AttributeMap = Readonly<Record<string, unknown>>;

/** A span as it was decoded from OTLP bytes by the receiver. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly traceState: string;
  readonly name: string;
  /** `SPAN_KIND_…` without the prefix. */
  readonly kind: string;
  readonly status: "unset" | "ok" | "error";
  readonly statusMessage: string;
  readonly attributes: AttributeMap;
  readonly events: readonly { readonly name: string; readonly attributes: AttributeMap }[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string; readonly attributes: AttributeMap }[];
  readonly resource: AttributeMap;
  readonly scope: { readonly name: string; readonly version: string };
  readonly startTime: bigint;
  readonly endTime: bigint;
}

/** A metric data point as it was decoded from OTLP bytes by the receiver. */
export interface ReceivedPoint {
  readonly metric: string;
  readonly unit: string;
  readonly description: string;
  readonly kind: "sum" | "gauge" | "histogram" | "exponentialHistogram";
  /** Of a sum: it only grows. */
  readonly isMonotonic: boolean;
  /** Upper bounds of a histogram's buckets. */
  readonly bounds: readonly number[];
  readonly scope: string;
  readonly resource: AttributeMap;
  readonly attributes: AttributeMap;
  /** The sum of a counter or a histogram. */
  readonly value: number;
  /** How many values a histogram counted. */
  readonly count: number | undefined;
}

/** A log record as it was decoded from OTLP bytes by the receiver. */
export interface ReceivedLog {
  /** Empty for a record outside of spans. */
  readonly traceId: string;
  readonly spanId: string;
  readonly severity: number;
  readonly severityText: string;
  readonly body: unknown;
  readonly attributes: AttributeMap;
  readonly resource: AttributeMap;
  /** The name of the instrumentation scope. */
  readonly scope: string;
}

export interface OtlpReceiver {
  readonly grpcUrl: string;
  readonly httpUrl: string;
  readonly spans: readonly ReceivedSpan[];
  readonly points: readonly ReceivedPoint[];
  readonly logs: readonly ReceivedLog[];
  close(): Promise<void>;
}

/** Starts `@elastic/mockotlpserver` on free loopback ports, and collects what it decodes. */
export async function startReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const points: ReceivedPoint[] = [];
  const logs: ReceivedLog[] = [];
  const server = new MockOtlpServer({
    logLevel: "fatal",
    services: ["grpc", "http"],
    grpcHostname: "127.0.0.1",
    grpcPort: 0,
    httpHostname: "127.0.0.1",
    httpPort: 0,
    onTrace: (request) => spans.push(...spansOf(request as Message)),
    onMetrics: (request) => points.push(...pointsOf(request as Message)),
    onLogs: (request) => logs.push(...logsOf(request as Message)),
  });
  await server.start();
  return {
    grpcUrl: new URL(String(server.grpcUrl)).origin,
    httpUrl: new URL(String(server.httpUrl)).origin,
    spans,
    points,
    logs,
    close: () => server.close(),
  };
}

/** OTLP as protobuf (by HTTP) and gRPC decode it: the same tree, with bytes and 64-bit integers in different clothes. */
// oxlint-disable-next-line typescript/no-explicit-any -- the receiver's decoded messages have no types
type Message = any;

function spansOf(request: Message): readonly ReceivedSpan[] {
  return request.resourceSpans.flatMap(({ resource, scopeSpans }: Message) =>
    scopeSpans.flatMap(({ scope, spans }: Message) =>
      spans.map((span: Message): ReceivedSpan => ({
        traceId: hex(span.traceId),
        spanId: hex(span.spanId),
        parentSpanId: span.parentSpanId?.length > 0 ? hex(span.parentSpanId) : undefined,
        traceState: span.traceState ?? "",
        name: span.name,
        kind: ["UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"][Number(span.kind)] ?? "?",
        status: (["unset", "ok", "error"] as const)[Number(span.status?.code ?? 0)] ?? "unset",
        statusMessage: span.status?.message ?? "",
        attributes: attributesOf(span.attributes),
        events: (span.events ?? []).map((event: Message) => ({
          name: event.name,
          attributes: attributesOf(event.attributes),
        })),
        links: (span.links ?? []).map((link: Message) => ({
          traceId: hex(link.traceId),
          spanId: hex(link.spanId),
          attributes: attributesOf(link.attributes),
        })),
        resource: attributesOf(resource?.attributes),
        scope: { name: scope?.name ?? "", version: scope?.version ?? "" },
        startTime: BigInt(String(span.startTimeUnixNano)),
        endTime: BigInt(String(span.endTimeUnixNano)),
      })),
    ),
  );
}

const POINT_KINDS = ["sum", "gauge", "histogram", "exponentialHistogram"] as const;

function pointsOf(request: Message): readonly ReceivedPoint[] {
  return request.resourceMetrics.flatMap(({ resource, scopeMetrics }: Message) =>
    scopeMetrics.flatMap(({ scope, metrics }: Message) =>
      metrics.flatMap((metric: Message) => {
        const kind = POINT_KINDS.find((name) => set(metric, name) !== undefined) ?? "gauge";
        return metric[kind].dataPoints.map((point: Message): ReceivedPoint => ({
          metric: metric.name,
          unit: metric.unit,
          description: metric.description,
          kind,
          isMonotonic: metric[kind].isMonotonic === true,
          bounds: point.explicitBounds ?? [],
          scope: `${scope.name}@${scope.version}`,
          resource: attributesOf(resource?.attributes),
          attributes: attributesOf(point.attributes),
          value: Number(String(set(point, "sum") ?? set(point, "asInt") ?? set(point, "asDouble"))),
          count: set(point, "count") === undefined ? undefined : Number(String(point.count)),
        }));
      }),
    ),
  );
}

function logsOf(request: Message): readonly ReceivedLog[] {
  return request.resourceLogs.flatMap(({ resource, scopeLogs }: Message) =>
    scopeLogs.flatMap(({ scope, logRecords }: Message) =>
      logRecords.map((record: Message): ReceivedLog => ({
        traceId: hex(record.traceId ?? ""),
        spanId: hex(record.spanId ?? ""),
        severity: Number(record.severityNumber ?? 0),
        severityText: record.severityText ?? "",
        body: record.body && valueOf(record.body),
        attributes: attributesOf(record.attributes),
        resource: attributesOf(resource?.attributes),
        scope: scope?.name ?? "",
      })),
    ),
  );
}

function hex(bytes: Uint8Array | string): string {
  return typeof bytes === "string" ? bytes : Buffer.from(bytes).toString("hex");
}

function attributesOf(attributes: Message): AttributeMap {
  return Object.fromEntries((attributes ?? []).map(({ key, value }: Message) => [key, valueOf(value)]));
}

function valueOf(value: Message): unknown {
  const integer = set(value, "intValue");
  if (integer !== undefined) {
    return Number(String(integer));
  }
  const map = set(value, "kvlistValue") as Message;
  if (map !== undefined) {
    return attributesOf(map.values);
  }
  const array = set(value, "arrayValue") as Message;
  return array?.values.map(valueOf) ?? set(value, "stringValue") ?? set(value, "boolValue") ?? set(value, "doubleValue");
}

/** Of alternatives, only the one that was sent is an own property; the others are inherited defaults. */
function set(message: Message, field: string): unknown {
  return Object.hasOwn(message, field) ? (message[field] ?? undefined) : undefined;
}
