import { createRequire } from "node:module";
import { ROOT_CONTEXT, SpanStatusCode, trace } from "@opentelemetry/api";
import { OTLPTraceExporter as GrpcExporter } from "@opentelemetry/exporter-trace-otlp-grpc";
import { OTLPTraceExporter as ProtoExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { JsonTraceSerializer } from "@opentelemetry/otlp-transformer";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace";
import { beforeAll, describe, expect, test } from "vitest";
import { renderWaterfall } from "../../generator/cli/waterfall.ts";
import { fromOtlp } from "../../generator/cli/waterfall/from-otlp.ts";
import type { OtlpTraceRequest } from "../../generator/cli/waterfall/from-otlp.ts";
import { fromReadableSpan } from "../../generator/cli/waterfall/from-readable-span.ts";
import type { TraceSpan } from "../../generator/cli/waterfall/trace-span.ts";

interface MockOtlpServer {
  readonly grpcUrl: URL;
  readonly httpUrl: URL;
  start(): Promise<void>;
  close(): Promise<void>;
}

// The package has no types.
const { MockOtlpServer, normalizeTrace } = createRequire(import.meta.url)("@elastic/mockotlpserver") as {
  MockOtlpServer: new (options: object) => MockOtlpServer;
  normalizeTrace: (request: OtlpTraceRequest) => OtlpTraceRequest;
};

let recorded: readonly ReadableSpan[];

beforeAll(async () => {
  const memory = new InMemorySpanExporter();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": "checkout" }),
    spanProcessors: [new SimpleSpanProcessor({ exporter: memory })],
  });
  const tracer = provider.getTracer("test");
  const start = 1_700_000_000_000.25;
  const parent = tracer.startSpan("workflow checkout", { startTime: start });
  const child = tracer.startSpan(
    "task chargeCard",
    { startTime: start + 1 },
    trace.setSpan(ROOT_CONTEXT, parent),
  );
  child.setAttributes({ "gen_flows.task.attempt": 2, ratio: 0.5, gift: true, tags: ["a", "b"] });
  child.addEvent("gen_flows.task.retry_scheduled", { delay: 200 }, start + 2);
  child.setStatus({ code: SpanStatusCode.ERROR, message: "declined" });
  child.end(start + 3.5);
  parent.end(start + 10);
  await provider.forceFlush();
  recorded = memory.getFinishedSpans();
});

function expectSpans(spans: readonly TraceSpan[]): void {
  const parent = spans.find((span) => span.name === "workflow checkout");
  const child = spans.find((span) => span.name === "task chargeCard");
  const context = recorded[0]?.spanContext();
  expect(child).toMatchObject({
    traceId: context?.traceId,
    spanId: context?.spanId,
    parentSpanId: parent?.spanId,
    status: "error",
    serviceName: "checkout",
    attributes: { "gen_flows.task.attempt": 2, ratio: 0.5, gift: true, tags: ["a", "b"] },
    events: [{ name: "gen_flows.task.retry_scheduled", attributes: { delay: 200 } }],
  });
  expect(parent).toMatchObject({ status: "unset", parentSpanId: undefined, events: [] });
  expect(parent?.startTimeMs).toBeCloseTo(1_700_000_000_000.25, 2);
  expect(child?.endTimeMs).toBeCloseTo(1_700_000_000_003.75, 2);
  expect(child?.events[0]?.timeMs).toBeCloseTo(1_700_000_000_002.25, 2);
}

test("spans of the SDK", () => {
  expectSpans(recorded.map((span) => fromReadableSpan(span)));
});

test("OTLP/JSON as the SDK writes it", () => {
  const bytes = JsonTraceSerializer.serializeRequest([...recorded]);
  expectSpans(fromOtlp(JSON.parse(new TextDecoder().decode(bytes)) as OtlpTraceRequest));
});

describe("what a server decoded", () => {
  test.each([
    ["gRPC", (server: MockOtlpServer) => new GrpcExporter({ url: server.grpcUrl.href })],
    [
      "HTTP with protobuf",
      (server: MockOtlpServer) => new ProtoExporter({ url: new URL("/v1/traces", server.httpUrl).href }),
    ],
  ])("from %s", async (_protocol, createExporter) => {
    const request = await receive(createExporter);
    expectSpans(fromOtlp(request));
    expect(renderWaterfall(fromOtlp(normalizeTrace(request)))).toEqual(
      renderWaterfall(recorded.map((span) => fromReadableSpan(span))),
    );
  });
});

test("an empty request has no spans", () => {
  expect(fromOtlp({})).toEqual([]);
});

/** Exports the recorded spans to a server not written here, and returns what that made of them. */
async function receive(createExporter: (server: MockOtlpServer) => SpanExporter): Promise<OtlpTraceRequest> {
  let received: OtlpTraceRequest | undefined;
  const server = new MockOtlpServer({
    logLevel: "error",
    services: ["grpc", "http"],
    grpcHostname: "127.0.0.1",
    grpcPort: 0,
    httpHostname: "127.0.0.1",
    httpPort: 0,
    onTrace: (request: OtlpTraceRequest) => {
      received = request;
    },
  });
  await server.start();
  const exporter = createExporter(server);
  try {
    await new Promise<void>((resolve, reject) => {
      exporter.export([...recorded], (result) => {
        if (result.error === undefined) {
          resolve();
        } else {
          reject(result.error);
        }
      });
    });
  } finally {
    await exporter.shutdown();
    await server.close();
  }
  if (received === undefined) {
    throw new Error("the server received nothing");
  }
  return received;
}
