import { resourceFromAttributes } from "@opentelemetry/resources";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { chooseLogExporters } from "../../../runtime/src/telemetry/exporters/chosen-exporters.ts";
import { consoleLogs } from "../../../runtime/src/telemetry/exporters/console-logs.ts";
import { otlpGrpcLogs } from "../../../runtime/src/telemetry/exporters/otlp-grpc-logs.ts";
import { otlpGrpcMetrics } from "../../../runtime/src/telemetry/exporters/otlp-grpc-metrics.ts";
import { otlpGrpcTraces } from "../../../runtime/src/telemetry/exporters/otlp-grpc-traces.ts";
import { otlpHttpJsonLogs } from "../../../runtime/src/telemetry/exporters/otlp-http-json-logs.ts";
import { otlpHttpJsonMetrics } from "../../../runtime/src/telemetry/exporters/otlp-http-json-metrics.ts";
import { otlpHttpJsonTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-json-traces.ts";
import { otlpHttpLogs } from "../../../runtime/src/telemetry/exporters/otlp-http-logs.ts";
import { otlpHttpMetrics } from "../../../runtime/src/telemetry/exporters/otlp-http-metrics.ts";
import { otlpHttpTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { exportOnce, makeItems } from "./items.ts";
import type { Items } from "./items.ts";
import { startOtlpServer } from "./otlp-server.ts";
import type { OtlpRequests } from "./otlp-server.ts";

let server: OtlpRequests;
let items: Items;

beforeAll(async () => {
  [server, items] = await Promise.all([startOtlpServer(), makeItems()]);
});

afterAll(() => server.close());

afterEach(() => {
  vi.unstubAllEnvs();
});

const RESOURCE = { attributes: [{ key: "service.name", value: { stringValue: "shop" } }] };

/** As OTLP numbers them; the receiver names them only where it decodes protobuf over HTTP. */
const TEMPORALITIES = { DELTA: 1, CUMULATIVE: 2 };

const PROTOCOLS = [
  ["http/protobuf", "application/x-protobuf", otlpHttpTraces, otlpHttpMetrics, otlpHttpLogs],
  ["http/json", "application/json", otlpHttpJsonTraces, otlpHttpJsonMetrics, otlpHttpJsonLogs],
  ["grpc", undefined, otlpGrpcTraces, otlpGrpcMetrics, otlpGrpcLogs],
] as const;

describe.each(PROTOCOLS)("OTLP over %s", (protocol, contentType, traces, metrics, logs) => {
  const endpoint = () => (protocol === "grpc" ? server.grpcUrl : server.httpUrl);
  const lastRequest = (path: string, service: string) =>
    protocol === "grpc"
      ? { transport: "grpc", path: expect.stringContaining(service) as string }
      : { transport: "http", path, headers: expect.objectContaining({ "content-type": contentType }) as object };

  test("spans", async () => {
    expect(await exportOnce(traces({ endpoint: endpoint() }), items.traces)).toEqual({ code: 0 });
    const span = { name: "task chargeCard", attributes: [{ key: "shop.amount" }] };
    expect(server.traces.at(-1)).toMatchObject({ resourceSpans: [{ resource: RESOURCE, scopeSpans: [{ spans: [span] }] }] });
    expect(server.requests.at(-1)).toMatchObject(lastRequest("/v1/traces", "TraceService"));
  });

  test("log records", async () => {
    expect(await exportOnce(logs({ endpoint: endpoint() }), items.logs)).toEqual({ code: 0 });
    const record = { severityText: "ERROR", body: { stringValue: "declined" }, attributes: [{ key: "tenant.id", value: { stringValue: "t7" } }] };
    expect(server.logs.at(-1)).toMatchObject({ resourceLogs: [{ resource: RESOURCE, scopeLogs: [{ logRecords: [record] }] }] });
    expect(server.requests.at(-1)).toMatchObject(lastRequest("/v1/logs", "LogsService"));
  });

  test.each([
    ["cumulative", "delta", "CUMULATIVE"],
    ["", "delta", "DELTA"],
    ["LowMemory", undefined, "DELTA"],
  ] as const)("metrics: the variable says '%s', the spec %s", async (variable, temporality, expected) => {
    vi.stubEnv("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", variable);
    const definition = metrics({ endpoint: endpoint(), temporality });
    const report = { metricsOnTheWay: 0, delivered: vi.fn(), failed: vi.fn() };
    const reader = definition.createReader({ interval: 3_600_000, timeout: 30_000 }, () => report as never);
    const provider = definition.createProvider(resourceFromAttributes({ "service.name": "shop" }), [reader]);
    provider.getMeter("test").createCounter("shop.charged").add(4_200);
    await provider.forceFlush();
    await provider.shutdown();
    const { sum } = lastMetric("shop.charged");
    expect(sum.aggregationTemporality).toBe(protocol === "http/protobuf" ? `AGGREGATION_TEMPORALITY_${expected}` : TEMPORALITIES[expected]);
    expect(report.delivered).toHaveBeenCalled();
  });
});

function lastMetric(name: string) {
  const request = server.metrics.at(-1) as {
    readonly resourceMetrics: ReadonlyArray<{
      readonly scopeMetrics: ReadonlyArray<{
        readonly metrics: ReadonlyArray<{ readonly name: string; readonly sum: { readonly aggregationTemporality: unknown } }>;
      }>;
    }>;
  };
  const metric = request.resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics)).find((candidate) => candidate.name === name);
  if (metric === undefined) {
    throw new Error(`no metric ${name}`);
  }
  return metric;
}

test("log records on the console: one readable line each, on stderr", async () => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  await exportOnce(consoleLogs(), items.logs);
  const [[line] = []] = write.mock.calls;
  write.mockRestore();
  expect(line).toMatch(/^log \d{4}-\d\d-\d\dT[\d:]+\.\d{3}Z ERROR "declined" trace=[0-9a-f]{32} span=[0-9a-f]{16} tenant\.id="t7"\n$/);
});

describe("OTEL_LOGS_EXPORTER", () => {
  test.each([
    ["", [], []],
    ["none", [], []],
    ["otlp", [], ["otlphttp"]],
    ["console", [], ["console"]],
    ["otlp,console", [], ["otlphttp", "console"]],
    ["otlp", [otlpGrpcLogs()], ["otlpgrpc"]],
  ] as const)("%s", (value, specified, types) => {
    vi.stubEnv("OTEL_LOGS_EXPORTER", value);
    expect(chooseLogExporters(specified).map(({ type }) => type)).toEqual(types);
  });

  test("with OTEL_EXPORTER_OTLP_LOGS_PROTOCOL", async () => {
    vi.stubEnv("OTEL_EXPORTER_OTLP_LOGS_PROTOCOL", "http/json");
    const [definition] = chooseLogExporters([otlpHttpLogs({ endpoint: server.httpUrl })]);
    if (definition === undefined) {
      throw new Error("nothing chosen");
    }
    expect(await exportOnce(definition, items.logs)).toEqual({ code: 0 });
    expect(server.requests.at(-1)?.headers).toMatchObject({ "content-type": "application/json" });
  });
});
