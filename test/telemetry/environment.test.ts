import { trace } from "@opentelemetry/api";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { memorySpans, memoryTraces } from "../../runtime/src/telemetry/exporters/memory-traces.ts";
import { otlpGrpcLogs } from "../../runtime/src/telemetry/exporters/otlp-grpc-logs.ts";
import { otlpGrpcMetrics } from "../../runtime/src/telemetry/exporters/otlp-grpc-metrics.ts";
import { otlpGrpcTraces } from "../../runtime/src/telemetry/exporters/otlp-grpc-traces.ts";
import { otlpHttpLogs } from "../../runtime/src/telemetry/exporters/otlp-http-logs.ts";
import { otlpHttpMetrics } from "../../runtime/src/telemetry/exporters/otlp-http-metrics.ts";
import { otlpHttpTraces } from "../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { prometheusMetrics } from "../../runtime/src/telemetry/exporters/prometheus-metrics.ts";
import { zipkinTraces } from "../../runtime/src/telemetry/exporters/zipkin-traces.ts";
import { defineTelemetry } from "../../runtime/src/telemetry/index.ts";
import type { TelemetryOptions } from "../../runtime/src/telemetry/index.ts";
import { FOREIGN_VARIABLES } from "../../runtime/src/telemetry/settings/foreign-variables.ts";
import { VARIABLES } from "../../runtime/src/telemetry/settings/variables.ts";
import { startOtlpServer } from "./exporters/otlp-server.ts";
import type { OtlpRequests } from "./exporters/otlp-server.ts";
import { runProgram } from "./run-program.ts";

let server: OtlpRequests;

beforeAll(async () => {
  for (const name of Object.keys(process.env).filter((variable) => variable.startsWith("OTEL_"))) {
    delete process.env[name];
  }
  server = await startOtlpServer();
});

afterAll(() => server.close());

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Exporters of every kind that reads variables, for all signals. */
function everything(grpcEndpoint: string): TelemetryOptions {
  const http = { endpoint: server.httpUrl };
  const grpc = { endpoint: grpcEndpoint };
  return {
    serviceName: "environment",
    exporters: [otlpHttpTraces(http), otlpGrpcTraces(grpc), zipkinTraces(http)],
    sampler: { type: "traceidratio", ratio: 1 },
    metrics: { exporters: [otlpHttpMetrics(http), otlpGrpcMetrics(grpc), prometheusMetrics({ port: 0 })] },
    logs: { exporters: [otlpHttpLogs(http), otlpGrpcLogs(grpc)] },
  };
}

/** The variables of OpenTelemetry that are read from the start to the end of telemetry, by us and by the SDK. */
async function variablesRead(options: TelemetryOptions): Promise<Set<string>> {
  const read = new Set<string>();
  const real = process.env;
  process.env = new Proxy(real, {
    get: (target, name) => {
      if (typeof name === "string" && name.startsWith("OTEL_")) {
        read.add(name);
      }
      return Reflect.get(target, name) as unknown;
    },
  });
  try {
    const telemetry = defineTelemetry(options);
    telemetry.start();
    await telemetry.shutdown();
  } finally {
    process.env = real;
  }
  return read;
}

test("the table has the variables that are read, and no others", async () => {
  // Without a scheme it depends on another variable what the endpoint means.
  const read = await variablesRead(everything(new URL(server.grpcUrl).host));
  const declared = VARIABLES.map(({ name }) => name);
  expect(new Set(declared).size).toBe(declared.length);
  expect([...read].filter((name) => !declared.includes(name) && !Object.hasOwn(FOREIGN_VARIABLES, name))).toEqual([]);
  expect(declared.filter((name) => !read.has(name))).toEqual([]);
});

/** A value that cannot be; by the end of the name. What is not here takes any text. */
const WRONG: ReadonlyArray<readonly [suffix: RegExp, value: string]> = [
  [/_CERTIFICATE$|_CLIENT_KEY$|^OTEL_CONFIG_FILE$/, "/no/such/file"],
  [/^OTEL_EXPORTER_.*_ENDPOINT$/, "http://"],
  [/^OTEL_EXPORTER_OTLP_.*HEADERS$|^OTEL_RESOURCE_ATTRIBUTES$/, "malformed"],
  [/_(COUNT|LENGTH)_LIMIT$|_TIMEOUT$|_DELAY$|_SIZE$|_INTERVAL$|_PORT$/, "-1"],
  [/_(EXPORTER|PROTOCOL|COMPRESSION|INSECURE|PREFERENCE|AGGREGATION|FILTER|DISABLED|LEVEL|PROPAGATORS|SAMPLER)$/, "nonsense"],
  [/_SAMPLER_ARG$/, "10%"],
];

const ANY_TEXT = new Set(["OTEL_SERVICE_NAME", "OTEL_EXPORTER_PROMETHEUS_HOST"]);

describe("a wrong value is refused, by the name of the variable", () => {
  test.each(VARIABLES.map(({ name }) => name).filter((name) => !ANY_TEXT.has(name)))("%s", (name) => {
    const value = WRONG.find(([suffix]) => suffix.test(name))?.[1];
    expect(value).toBeDefined();
    vi.stubEnv(name, value);
    const telemetry = defineTelemetry(everything(new URL(server.grpcUrl).host));
    expect(() => {
      telemetry.start();
    }).toThrow(name === "OTEL_CONFIG_FILE" ? value : name);
  });
});

describe("what has an effect", () => {
  test.each([
    ["OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "1", { a: "abcdef" }],
    ["OTEL_ATTRIBUTE_COUNT_LIMIT", "1", { a: "abcdef" }],
    ["OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "3", { a: "abc", b: 2 }],
    ["OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "3", { a: "abc", b: 2 }],
    ["OTEL_SPAN_EVENT_COUNT_LIMIT", "0", { a: "abcdef", b: 2 }],
    ["OTEL_SPAN_LINK_COUNT_LIMIT", "0", { a: "abcdef", b: 2 }],
  ])("%s=%s", async (name, value, attributes) => {
    vi.stubEnv(name, value);
    memorySpans.reset();
    const telemetry = defineTelemetry({ serviceName: "limits", exporters: [memoryTraces()] });
    telemetry.start();
    const context = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7", traceFlags: 1 };
    const span = trace.getTracer("test").startSpan("limited", { links: [{ context }] });
    span.setAttributes({ a: "abcdef", b: 2 }).addEvent("happened").end();
    await telemetry.shutdown();
    const [limited] = memorySpans.getFinishedSpans();
    expect(limited?.attributes).toEqual(attributes);
    expect(limited?.events).toHaveLength(name.includes("EVENT") ? 0 : 1);
    expect(limited?.links).toHaveLength(name.includes("LINK") ? 0 : 1);
  });

  test("a particular limit goes before the general one", async () => {
    vi.stubEnv("OTEL_ATTRIBUTE_COUNT_LIMIT", "1");
    vi.stubEnv("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "2");
    memorySpans.reset();
    const telemetry = defineTelemetry({ serviceName: "limits", exporters: [memoryTraces()] });
    telemetry.start();
    trace.getTracer("test").startSpan("limited").setAttributes({ a: 1, b: 2, c: 3 }).end();
    await telemetry.shutdown();
    expect(memorySpans.getFinishedSpans()[0]?.attributes).toEqual({ a: 1, b: 2 });
  });

  test("OTEL_LOG_LEVEL lets the SDK speak on stderr", async () => {
    const quiet = await runProgram("configured", { environment: {} });
    const loud = await runProgram("configured", { environment: { OTEL_LOG_LEVEL: "debug" } });
    expect(quiet.stderr).not.toContain("opentelemetry:");
    expect(loud.stderr).toContain("opentelemetry:");
  });
});

test("variables of OpenTelemetry without an effect are told of, once, with what to do instead", async () => {
  const environment = { OTEL_EXPORTER_JAEGER_ENDPOINT: "http://localhost:14268", OTEL_EXPERIMENTAL_CONFIG_FILE: "otel.yaml" };
  const { warnings } = await runProgram("configured", { environment });
  expect(warnings).toEqual([
    expect.stringMatching(/^gen-flows: OTEL_EXPORTER_JAEGER_ENDPOINT has no effect: .*OTEL_EXPORTER_OTLP_ENDPOINT\.$/),
    "gen-flows: OTEL_EXPERIMENTAL_CONFIG_FILE has no effect: it is called OTEL_CONFIG_FILE today.",
  ]);
});
