import { createRequire } from "node:module";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as MemoryLogs from "@gen-flows/runtime/telemetry/memory-logs";
import { logs } from "@opentelemetry/api";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { defineTelemetry } from "../../runtime/src/telemetry/index.ts";
import { startCollector } from "./collector.ts";
import type { Collector } from "./collector.ts";
import { runProgram } from "./run-program.ts";

/** The module that the document makes the runtime load. */
const { memoryRecords } = createRequire(import.meta.url)("@gen-flows/runtime/telemetry/memory-logs") as typeof MemoryLogs;

let collector: Collector;
const folder = mkdtempSync(join(tmpdir(), "gen-flows-config-file-"));

beforeAll(async () => {
  collector = await startCollector();
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await collector.close();
});

beforeEach(() => {
  collector.reset();
});

/** Runs a program whose spec sends spans to nobody, called `configured`, with a document in OTEL_CONFIG_FILE. */
async function run(document: string, variables: Readonly<Record<string, string>> = {}) {
  const file = join(folder, "otel.yaml");
  writeFileSync(file, document);
  const ended = await runProgram("configured", {
    environment: {
      OPTIONS: JSON.stringify({ exporters: [{ type: "otlphttp", endpoint: "http://localhost:1" }], sampler: { type: "always_off" } }),
      OTEL_CONFIG_FILE: file,
      COLLECTOR: collector.httpUrl,
      GRPC: collector.grpcUrl,
      ...variables,
    },
  });
  return { ...ended, outcome: JSON.parse(ended.stdout) as { error?: string; root: boolean; carrier: string[] }, file };
}

const DOCUMENT = `file_format: "1.0"
resource:
  attributes:
    - { name: service.name, value: from-file }
  attributes_list: shop.shard=7
  detection/development: { detectors: [{ service: }] }
propagator: { composite: [{ tracecontext: }, { baggage: }] }
tracer_provider:
  limits: { attribute_count_limit: 3 }
  processors:
    - batch:
        exporter:
          otlp_http:
            endpoint: \${COLLECTOR}/v1/traces
            headers: [{ name: api-key, value: "\${KEY}" }, { name: tenant, value: "\${NOBODY}" }]
    - simple: { exporter: { console: } }
meter_provider:
  readers:
    - periodic: { interval: 60000, exporter: { otlp_grpc: { endpoint: "\${GRPC}" } } }
`;

test("the document stands in the place of the spec, and of all other OTEL_* variables but those that it names", async () => {
  const { stderr, outcome } = await run(DOCUMENT, {
    KEY: "k1",
    OTEL_SERVICE_NAME: "from-variable",
    OTEL_RESOURCE_ATTRIBUTES: "shop.region=eu",
    OTEL_TRACES_EXPORTER: "none",
    OTEL_TRACES_SAMPLER: "always_off",
    OTEL_PROPAGATORS: "none",
    OTEL_SDK_DISABLED: "true",
    OTEL_EXPORTER_OTLP_HEADERS: "api-key=k2",
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:1",
    OTEL_BSP_MAX_QUEUE_SIZE: "malformed",
  });
  expect(outcome).toMatchObject({ root: true, carrier: ["baggage", "traceparent"] });
  expect(collector.spans).toEqual(["root"]);
  expect(collector.metrics).toContain("orders");
  const traces = collector.requests.find(({ path }) => path === "/v1/traces");
  expect(traces?.headers).toMatchObject({ "api-key": "k1" });
  expect(traces?.headers).not.toHaveProperty("tenant");
  expect(collector.resource).toMatchObject({ "service.name": "from-file", "shop.shard": "7" });
  expect(collector.resource).toHaveProperty("service.instance.id");
  expect(collector.resource).not.toHaveProperty("shop.region");
  expect(collector.resource).not.toHaveProperty("host.name");
  expect(stderr).toMatch(/^span root /);
});

test("a document that says less has nothing of the spec in it", async () => {
  const { outcome } = await run('file_format: "1.1"\ntracer_provider: { processors: [{ simple: { exporter: { console: } } }] }\n');
  // Without propagators nothing is propagated; the spec's sampler does not count.
  expect(outcome).toMatchObject({ root: true, carrier: [] });
  expect(collector.requests).toEqual([]);
});

test("an endpoint is the whole URL: nothing is added to it", async () => {
  await run('file_format: "1.1"\ntracer_provider: { processors: [{ simple: { exporter: { otlp_http: { endpoint: "${COLLECTOR}/in" } } } }] }\n');
  expect(collector.requests.map(({ path }) => path)).toContain("/in");
  expect(collector.requests.map(({ path }) => path)).not.toContain("/in/v1/traces");
});

test("log records go where the document says, and hold what it says", async () => {
  const file = join(folder, "logs.yaml");
  const provider = "{ limits: { attribute_count_limit: 1 }, processors: [{ simple: { exporter: { memory: } } }] }";
  writeFileSync(file, `file_format: "1.1"\nlogger_provider: ${provider}\n`);
  vi.stubEnv("OTEL_CONFIG_FILE", file);
  const telemetry = defineTelemetry({ serviceName: "shop", exporters: [] });
  telemetry.start();
  logs.getLogger("shop").emit({ body: "charged", attributes: { a: 1, b: 2 } });
  await telemetry.shutdown();
  expect(memoryRecords.getFinishedLogRecords()).toMatchObject([{ body: "charged", attributes: { a: 1 } }]);
  vi.unstubAllEnvs();
});

test("a document can switch everything off, by a variable of its own", async () => {
  const { outcome } = await run(`${DOCUMENT}disabled: \${OFF:-false}\n`, { OFF: "true", KEY: "k" });
  // There is no span to propagate.
  expect(outcome).toMatchObject({ root: false, carrier: ["baggage"] });
  expect(collector.requests).toEqual([]);
});

test("the SDK says on stderr what it has to say, from the level of the document on", async () => {
  const { stderr } = await run(`${DOCUMENT}log_level: debug\n`, { KEY: "k" });
  expect(stderr).toMatch(/^opentelemetry: .*propagation/m);
});

test("everything that is wrong is named, with file, line and column, and nothing is started", async () => {
  const { outcome, code, file } = await run(
    DOCUMENT.replace("{ tracecontext: }", "{ ottrace: }").replace("console:", "zipkin2: {}"),
    { KEY: "k" },
  );
  expect(code).toBe(1);
  expect(outcome.error?.split("\n  ")).toEqual([
    "TelemetryConfigError: OTEL_CONFIG_FILE cannot be used:",
    expect.stringContaining(`${file}:7:29: there is no \`ottrace\` to choose: there are tracecontext, baggage, `),
    expect.stringContaining(`${file}:16:29: there is no \`zipkin2\` to choose: there are otlp_http, otlp_grpc, `),
  ]);
  const missing = await run("", { OTEL_CONFIG_FILE: join(folder, "none.yaml") });
  expect(missing.outcome.error).toContain("TelemetryConfigError: OTEL_CONFIG_FILE: ENOENT: no such file or directory");
  expect((await run("")).outcome.error).toContain(":1:1: there is nothing in the file.");
});
