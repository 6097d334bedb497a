import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { ZipkinExporter } from "@opentelemetry/exporter-zipkin";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { chooseSpanExporters } from "../../../runtime/src/telemetry/exporters/chosen-exporters.ts";
import { zipkinTraces } from "../../../runtime/src/telemetry/exporters/zipkin-traces.ts";
import { runProgram } from "../run-program.ts";
import { exportOnce } from "./items.ts";

interface Received {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly spans: ReadonlyArray<Record<string, unknown>>;
}

const received: Received[] = [];
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    const text = request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
    received.push({ path: request.url, headers: request.headers, spans: JSON.parse(String(text)) as Received["spans"] });
    response.writeHead(202).end();
  });
});
let origin: string;
let spans: ReadableSpan[];

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  spans = makeSpans();
});

afterAll(() => {
  server.close();
});

afterEach(() => {
  received.length = 0;
  vi.unstubAllEnvs();
});

function makeSpans(): ReadableSpan[] {
  const memory = new InMemorySpanExporter();
  const resource = resourceFromAttributes({ "service.name": "shop", "host.name": "h1" });
  const provider = new TracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor({ exporter: memory })] });
  const tracer = provider.getTracer("gen-flows", "1.0.0");
  const parent = tracer.startSpan("workflow checkout", { kind: SpanKind.CONSUMER, startTime: 1_700_000_000_000.25 });
  const child = tracer.startSpan(
    "task chargeCard",
    {
      kind: SpanKind.CLIENT,
      startTime: 1_700_000_000_001,
      attributes: { "server.address": "bank.example", "shop.amount": 4_200, "shop.tags": ["a", "b"], "shop.gift": true },
    },
    trace.setSpan(ROOT_CONTEXT, parent),
  );
  child.addEvent("gen_flows.task.retry_scheduled", { delay: 200 }, 1_700_000_000_002);
  child.addEvent("plain", 1_700_000_000_003);
  child.setStatus({ code: SpanStatusCode.ERROR, message: "declined" });
  child.end(1_700_000_000_003.5);
  parent.end(1_700_000_000_010);
  return memory.getFinishedSpans();
}

test("spans arrive as Zipkin has them", async () => {
  expect(await exportOnce(zipkinTraces({ endpoint: origin, headers: { "X-Key": "k1" }, compression: "gzip" }), spans)).toEqual({
    code: 0,
  });
  const [request] = received;
  expect(request?.path).toBe("/api/v2/spans");
  expect(request?.headers).toMatchObject({ "content-type": "application/json", "x-key": "k1" });
  const [child, parent] = spans.map((span) => span.spanContext());
  expect(request?.spans).toEqual([
    {
      traceId: child?.traceId,
      id: child?.spanId,
      parentId: parent?.spanId,
      name: "task chargeCard",
      kind: "CLIENT",
      timestamp: 1_700_000_000_001_000,
      duration: 2_500,
      localEndpoint: { serviceName: "shop" },
      remoteEndpoint: { serviceName: "bank.example" },
      tags: {
        "service.name": "shop",
        "host.name": "h1",
        "server.address": "bank.example",
        "shop.amount": "4200",
        "shop.tags": '["a","b"]',
        "shop.gift": "true",
        "otel.scope.name": "gen-flows",
        "otel.scope.version": "1.0.0",
        "otel.status_code": "ERROR",
        error: "declined",
      },
      annotations: [
        { timestamp: 1_700_000_000_002_000, value: '"gen_flows.task.retry_scheduled": {"delay":200}' },
        { timestamp: 1_700_000_000_003_000, value: "plain" },
      ],
    },
    expect.objectContaining({ name: "workflow checkout", kind: "CONSUMER", timestamp: 1_700_000_000_000_250, duration: 9_750 }),
  ]);
});

test("the SDK's exporter sends nothing else, but for lists, which are JSON as the specification has it", async () => {
  await exportOnce(zipkinTraces({ endpoint: origin }), spans);
  const theirs = new ZipkinExporter({ url: `${origin}/api/v2/spans` });
  await new Promise((resolve) => {
    theirs.export(spans, resolve);
  });
  const [our, their] = received.map(({ spans: sent }) => sent[0] ?? {});
  for (const field of ["traceId", "id", "parentId", "name", "kind", "timestamp", "duration", "localEndpoint"]) {
    expect(our?.[field]).toEqual(their?.[field]);
  }
  expect(our?.["tags"]).toMatchObject({ ...(their?.["tags"] as object), "shop.tags": '["a","b"]' });
});

test("OTEL_EXPORTER_ZIPKIN_ENDPOINT goes before the spec, as it is", async () => {
  vi.stubEnv("OTEL_EXPORTER_ZIPKIN_ENDPOINT", `${origin}/elsewhere`);
  await exportOnce(zipkinTraces({ endpoint: "http://127.0.0.1:1" }), spans);
  expect(received).toMatchObject([{ path: "/elsewhere" }]);
});

test("OTEL_EXPORTER_ZIPKIN_TIMEOUT ends an export that gets no answer", async () => {
  const silent = createServer(() => {});
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
  vi.stubEnv("OTEL_EXPORTER_ZIPKIN_TIMEOUT", "100");
  const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const { error } = await exportOnce(zipkinTraces({ endpoint }), spans);
  silent.closeAllConnections();
  silent.close();
  expect(error?.message).toBe("no answer within 100 ms");
});

test("OTEL_TRACES_EXPORTER=zipkin", () => {
  vi.stubEnv("OTEL_TRACES_EXPORTER", "zipkin");
  expect(chooseSpanExporters([]).map(({ type }) => type)).toEqual(["zipkin"]);
});

test("a malformed endpoint is refused", () => {
  vi.stubEnv("OTEL_EXPORTER_ZIPKIN_ENDPOINT", "zipkin:9411");
  expect(() => zipkinTraces().create()).toThrow("OTEL_EXPORTER_ZIPKIN_ENDPOINT");
});

test("a program ends by itself, and its spans have arrived", async () => {
  const environment = { OTEL_TRACES_EXPORTER: "zipkin", OTEL_EXPORTER_ZIPKIN_ENDPOINT: `${origin}/api/v2/spans` };
  const { code, stderr } = await runProgram("configured", { environment });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(received.flatMap(({ spans: sent }) => sent.map(({ name }) => name))).toEqual(["root"]);
});
