import { readFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { certificate, key } from "./certificates.ts";
import { startCollector } from "./collector.ts";
import type { Collector } from "./collector.ts";
import type { Configuration } from "./programs/configured.ts";
import { runProgram } from "./run-program.ts";

let collector: Collector;

beforeAll(async () => {
  collector = await startCollector();
});

afterAll(() => collector.close());

beforeEach(() => {
  collector.reset();
});

interface Outcome {
  readonly error?: string;
  readonly root: boolean;
  readonly child: boolean;
  readonly continued: boolean;
  readonly validId: boolean;
  readonly carrier: readonly string[];
  readonly traceUrl?: string;
  readonly statistics: object;
}

/** Replaces `HTTP` and `GRPC` by the collector's addresses. */
function withAddresses(text: string): string {
  return text.replaceAll("HTTP:", collector.httpUrl).replaceAll("GRPC:", collector.grpcUrl);
}

async function run(configuration: Configuration, variables: Readonly<Record<string, string>> = {}) {
  const ended = await runProgram("configured", {
    environment: {
      OPTIONS: withAddresses(JSON.stringify(configuration)),
      ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, withAddresses(value)])),
    },
  });
  const outcome = JSON.parse(ended.stdout) as Outcome;
  return { ...ended, outcome };
}

describe("what the spec says", () => {
  test("OTLP over HTTP: /v1/traces is added to the endpoint, headers are sent", async () => {
    const exporter = { type: "otlphttp", endpoint: "HTTP:", headers: { "Api-Key": "k1" } } as const;
    const { stderr } = await run({ exporters: [exporter] });
    expect(collector.spans).toEqual(["root"]);
    expect(collector.requests).toMatchObject([{ transport: "http", path: "/v1/traces", headers: { "api-key": "k1" } }]);
    expect(stderr).toBe("");
  });

  test("OTLP over HTTP: an endpoint that names the path stays", async () => {
    await run({ exporters: [{ type: "otlphttp", endpoint: "HTTP:/v1/traces" }] });
    expect(collector.requests).toMatchObject([{ path: "/v1/traces" }]);
  });

  test("OTLP over gRPC: a path is left out, headers are metadata, gzip works", async () => {
    const { stderr } = await run({
      exporters: [{ type: "otlpgrpc", endpoint: "GRPC:/v1/traces", headers: { "Api-Key": "k1" }, compression: "gzip" }],
    });
    expect(collector.spans).toEqual(["root"]);
    expect(collector.requests[0]?.metadata?.get("api-key")).toEqual(["k1"]);
    expect(stderr).toBe("");
  });

  test("OTLP over HTTP: gzip", async () => {
    const encodings: unknown[] = [];
    // The receiver does not read gzip, so something in front of it unpacks.
    const unpacking = createServer((incoming, response) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        encodings.push(incoming.headers["content-encoding"]);
        const headers = { "content-type": incoming.headers["content-type"] };
        request(`${collector.httpUrl}${incoming.url}`, { method: "POST", headers }, (answer) => {
          response.writeHead(answer.statusCode ?? 500);
          answer.pipe(response);
        }).end(gunzipSync(Buffer.concat(chunks)));
      });
    });
    await new Promise<void>((resolve) => unpacking.listen(0, "127.0.0.1", resolve));
    const { port } = unpacking.address() as AddressInfo;
    await run({ exporters: [{ type: "otlphttp", endpoint: `http://127.0.0.1:${port}`, compression: "gzip" }] });
    unpacking.close();
    expect(encodings).toEqual(["gzip"]);
    expect(collector.spans).toEqual(["root"]);
  });

  test.each([
    ["otlphttp", "HTTP:"],
    ["otlpgrpc", "GRPC:"],
  ] as const)("TLS with a certificate of one's own: %s", async (type, plain) => {
    const { port } = new URL(withAddresses(plain));
    // The receiver does not speak TLS, so something in front of it does.
    const secure = createTlsServer(
      { cert: readFileSync(certificate), key: readFileSync(key), ALPNProtocols: ["h2", "http/1.1"] },
      (socket) => {
        socket.pipe(connect(Number(port), "127.0.0.1")).pipe(socket);
      },
    );
    await new Promise<void>((resolve) => secure.listen(0, "127.0.0.1", resolve));
    const endpoint = `https://localhost:${(secure.address() as AddressInfo).port}`;
    const trusting = { OTEL_EXPORTER_OTLP_CERTIFICATE: certificate };
    await run({ exporters: [{ type, endpoint }] }, trusting);
    expect(collector.spans).toEqual(["root"]);
    const { warnings } = await run({ exporters: [{ type, endpoint }] });
    secure.close();
    expect(collector.spans).toEqual(["root"]);
    expect(warnings[0]).toContain("self-signed certificate");
  });

  test.each([
    [{ "grpc-status": 16, "grpc-message": "bad%20key" }, "gRPC status 16: bad key. The collector refuses the creden"],
    // It is tried again, as long as a flush may take.
    [{ ":status": 502 }, "no gRPC answer, but HTTP status 502. Check that a collector listens there"],
  ])("OTLP over gRPC: an answer %o is told", async (answer, message) => {
    const refusing = createHttp2Server().on("stream", (stream) => {
      stream.resume();
      stream.respond(answer, { endStream: true });
    });
    await new Promise<void>((resolve) => refusing.listen(0, "127.0.0.1", resolve));
    const endpoint = `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`;
    const { warnings, outcome } = await run({ exporters: [{ type: "otlpgrpc", endpoint }] });
    refusing.close();
    expect(outcome.statistics).toMatchObject({ produced: 1, exported: 0 });
    expect(warnings[0]).toContain(message);
  });

  test("several exporters each get every span", async () => {
    const { outcome } = await run({
      exporters: [{ type: "otlphttp", endpoint: "HTTP:" }, { type: "otlpgrpc", endpoint: "GRPC:" }],
    });
    expect(collector.spans).toEqual(["root", "root"]);
    expect(outcome.statistics).toEqual({ produced: 2, exported: 2, dropped: 0, unsent: 0 });
  });

  test("without exporters there are still ids to log and to propagate", async () => {
    const { outcome, stderr } = await run({});
    expect(outcome).toMatchObject({ root: true, validId: true, carrier: ["baggage", "traceparent"] });
    expect(stderr).toBe("");
  });

  test("console: one readable line a span, on stderr", async () => {
    const { stderr } = await run({ exporters: [{ type: "console" }] });
    expect(stderr).toMatch(/^span root \d+\.\dms trace=[0-9a-f]{32} id=[0-9a-f]{16}\n$/);
  });

  test("the sampler, here one that presumes more than the caller says", async () => {
    const { outcome, warnings } = await run({ sampler: { type: "probability", ratio: 1 } });
    expect(outcome).toMatchObject({ root: true, child: true });
    expect(warnings).toEqual([expect.stringContaining("the probability sampler presumes that trace ids are random")]);
  });

  test("propagators: a parent is found whatever the case of its header", async () => {
    expect((await run({})).outcome).toMatchObject({ continued: true, carrier: ["baggage", "traceparent"] });
    expect((await run({ propagators: ["baggage"] })).outcome).toMatchObject({ continued: false, carrier: ["baggage"] });
    expect((await run({ propagators: ["none"] })).outcome).toMatchObject({ continued: false, carrier: [] });
  });

  test("resource: service, attributes, detectors", async () => {
    await run(
      {
        exporters: [{ type: "otlphttp", endpoint: "HTTP:" }],
        serviceVersion: "1.2.3",
        resource: { attributes: { "deployment.environment.name": "${env:STAGE:-dev}", shard: 7, price: "$${5}" } },
      },
      { STAGE: "prod" },
    );
    expect(collector.resource).toMatchObject({
      "service.name": "configured",
      "service.version": "1.2.3",
      "deployment.environment.name": "prod",
      shard: 7,
      price: "${5}",
      "telemetry.sdk.name": "opentelemetry",
      "service.instance.id": expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      "host.name": expect.any(String) as string,
      "process.pid": expect.any(Number) as number,
    });
    await run({ exporters: [{ type: "otlphttp", endpoint: "HTTP:" }], resource: { detectors: ["os"] } });
    expect(Object.keys(collector.resource)).toEqual(expect.arrayContaining(["os.type"]));
    expect(collector.resource).not.toHaveProperty("host.name");
  });

  test.each(["otlphttp", "otlpgrpc"] as const)("metrics over %s are flushed at the end", async (type) => {
    const { stderr } = await run({ metrics: [{ type, endpoint: type === "otlphttp" ? "HTTP:" : "GRPC:" }] });
    expect(new Set(collector.metrics)).toEqual(new Set(["orders"]));
    expect(stderr).toBe("");
  });

  test("metrics on the console: one line a series, on stderr", async () => {
    const { stderr } = await run({ metrics: [{ type: "console" }] });
    expect(stderr).toMatch(/^(metric orders 1\n)+$/);
  });

  test("the link to a trace", async () => {
    const { outcome } = await run({ traceLink: "http://${env:UI:-localhost}:16686/trace/{traceId}" });
    expect(outcome.traceUrl).toBe("http://localhost:16686/trace/abc");
  });
});

describe("what variables say wins", () => {
  const spec: Configuration = {
    exporters: [{ type: "otlphttp", endpoint: "http://127.0.0.1:1", headers: { a: "spec", b: "spec" } }],
  };

  test.each([
    ["the general endpoint", "http", { ENDPOINT: "HTTP:" }],
    ["the signal's endpoint, as it is", "http", { ENDPOINT: "http://127.0.0.1:2", TRACES_ENDPOINT: "HTTP:/v1/traces" }],
    ["the protocol", "grpc", { PROTOCOL: "grpc", ENDPOINT: "GRPC:" }],
    ["the protocol of the signal", "grpc", { PROTOCOL: "http/protobuf", TRACES_PROTOCOL: "grpc", ENDPOINT: "GRPC:" }],
  ])("%s", async (_name, transport, variables) => {
    const prefixed = Object.entries(variables).map(([name, value]) => [`OTEL_EXPORTER_OTLP_${name}`, value]);
    const { stderr } = await run(spec, Object.fromEntries(prefixed) as Record<string, string>);
    expect(collector.spans).toEqual(["root"]);
    expect(collector.requests).toMatchObject([{ transport }]);
    expect(stderr).toBe("");
  });

  test("headers, name by name", async () => {
    await run(spec, {
      OTEL_EXPORTER_OTLP_ENDPOINT: "HTTP:",
      OTEL_EXPORTER_OTLP_HEADERS: "B=general,c=general,d=x%20y",
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: "c=traces",
    });
    expect(collector.requests[0]?.headers).toMatchObject({ a: "spec", b: "general", c: "traces", d: "x y" });
  });

  test("OTEL_TRACES_EXPORTER=otlp without an exporter in the spec", async () => {
    await run({}, { OTEL_TRACES_EXPORTER: "otlp", OTEL_EXPORTER_OTLP_ENDPOINT: "HTTP:" });
    expect(collector.requests).toMatchObject([{ transport: "http" }]);
    collector.reset();
    await run(
      {},
      { OTEL_TRACES_EXPORTER: "otlp", OTEL_EXPORTER_OTLP_PROTOCOL: "grpc", OTEL_EXPORTER_OTLP_ENDPOINT: "GRPC:" },
    );
    expect(collector.requests).toMatchObject([{ transport: "grpc" }]);
    expect(collector.spans).toEqual(["root"]);
  });

  test("OTEL_TRACES_EXPORTER=console and none", async () => {
    const { stderr } = await run(spec, { OTEL_TRACES_EXPORTER: "console" });
    expect(stderr).toMatch(/^span root .*\n$/);
    const none = await run(spec, { OTEL_TRACES_EXPORTER: "none" });
    expect(none).toMatchObject({ stderr: "", outcome: { root: true, statistics: { produced: 0 } } });
  });

  test.each([
    ["http/protobuf", "HTTP:"],
    ["grpc", "GRPC:"],
  ])("OTEL_METRICS_EXPORTER=otlp over %s without metrics in the spec", async (protocol, endpoint) => {
    await run(
      {},
      {
        OTEL_METRICS_EXPORTER: "otlp",
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      },
    );
    expect(new Set(collector.metrics)).toEqual(new Set(["orders"]));
  });

  test("OTEL_METRICS_EXPORTER=console and none", async () => {
    expect((await run({}, { OTEL_METRICS_EXPORTER: "console" })).stderr).toMatch(/^(metric orders 1\n)+$/);
    expect((await run({ metrics: [{ type: "console" }] }, { OTEL_METRICS_EXPORTER: "none" })).stderr).toBe("");
  });

  test("the sampler", async () => {
    const on = { OTEL_TRACES_SAMPLER: "always_on" };
    expect((await run({ sampler: { type: "always_off" } }, on)).outcome.child).toBe(true);
    const ratio = { OTEL_TRACES_SAMPLER: "traceidratio", OTEL_TRACES_SAMPLER_ARG: "0" };
    expect((await run({ sampler: { type: "always_on" } }, ratio)).outcome.root).toBe(false);
    const argument = { OTEL_TRACES_SAMPLER_ARG: "0" };
    expect((await run({ sampler: { type: "traceidratio", ratio: 1 } }, argument)).outcome.root).toBe(false);
  });

  test("the propagators", async () => {
    expect((await run({}, { OTEL_PROPAGATORS: "tracecontext" })).outcome.carrier).toEqual(["traceparent"]);
    const others = await run({ propagators: ["none"] }, { OTEL_PROPAGATORS: "b3, xray,b3" });
    expect(others.outcome.carrier).toEqual(["b3", "x-amzn-trace-id"]);
  });

  test("the resource", async () => {
    const resource = { attributes: { "service.name": "attribute", team: "spec", kept: "spec" } };
    await run(
      { ...spec, resource },
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: "HTTP:",
        OTEL_SERVICE_NAME: "variable",
        OTEL_RESOURCE_ATTRIBUTES: "service.name=x,team=a%2Cb",
      },
    );
    expect(collector.resource).toMatchObject({ "service.name": "variable", team: "a,b", kept: "spec" });
  });

  test("OTEL_SDK_DISABLED: nothing is recorded, context still passes through", async () => {
    const { outcome } = await run(spec, { OTEL_SDK_DISABLED: "true" });
    expect(outcome).toMatchObject({ root: false, continued: true, statistics: { produced: 0 } });
    expect((await run({}, { OTEL_SDK_DISABLED: "false" })).outcome.root).toBe(true);
  });

  test("an empty variable is as if unset", async () => {
    const { outcome } = await run({}, { OTEL_TRACES_SAMPLER: "", OTEL_PROPAGATORS: " ", OTEL_TRACES_EXPORTER: "" });
    expect(outcome).toMatchObject({ root: true, carrier: ["baggage", "traceparent"] });
  });
});

describe("what cannot be done is refused", () => {
  const otlp: Configuration = { exporters: [{ type: "otlphttp" }] };

  test.each([
    ["OTEL_SDK_DISABLED", "yes", {}, '"yes" is not available'],
    ["OTEL_TRACES_EXPORTER", "jaeger", {}, '"jaeger" is not available here. Use otlp, console, zipkin, none.'],
    ["OTEL_TRACES_EXPORTER", "none,otlp", {}, '"none" stands alone'],
    ["OTEL_METRICS_EXPORTER", "statsd", {}, '"statsd" is not available here. Use otlp, console, prometheus, none.'],
    ["OTEL_EXPORTER_OTLP_PROTOCOL", "http", otlp, '"http" is not available here. Use http/protobuf, http/json, grpc.'],
    ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "thrift", otlp, '"thrift" is not available'],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4318", otlp, "http:// or https://"],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:14268/api/traces", otlp, "send OTLP to Jaeger, over HTTP to its port 4318"],
    ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "udp://localhost:6831", otlp, "Jaeger's own format"],
    ["OTEL_EXPORTER_OTLP_HEADERS", "secret", otlp, "malformed"],
    ["OTEL_EXPORTER_OTLP_CERTIFICATE", "/no/such/file", otlp, "ENOENT"],
    ["OTEL_EXPORTER_OTLP_TIMEOUT", "10s", otlp, "whole number"],
    ["OTEL_EXPORTER_OTLP_COMPRESSION", "zstd", otlp, '"zstd" is not available'],
    ["OTEL_TRACES_SAMPLER", "jaeger_remote", {}, '"jaeger_remote" is not available'],
    ["OTEL_TRACES_SAMPLER_ARG", "10%", { sampler: { type: "traceidratio" } }, "from 0 to 1"],
    ["OTEL_PROPAGATORS", "tracecontext,ottrace", {}, '"ottrace" is not available'],
    ["OTEL_PROPAGATORS", "tracecontext,none", {}, '"none" stands alone'],
    ["OTEL_RESOURCE_ATTRIBUTES", "team", {}, "malformed"],
    ["OTEL_BSP_SCHEDULE_DELAY", "-1", otlp, "whole number"],
    ["OTEL_BSP_EXPORT_TIMEOUT", "1.5", otlp, "whole number"],
    ["OTEL_BSP_MAX_QUEUE_SIZE", "many", otlp, "whole number"],
    ["OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "40000", otlp, "queue of 32768"],
  ] as const)("%s=%s", async (variable, value, configuration, message) => {
    const { outcome } = await run(configuration, { [variable]: value });
    expect(outcome.error).toMatch(/^TelemetryConfigError: /);
    expect(outcome.error).toContain(variable);
    expect(outcome.error).toContain(message);
    expect(outcome.error).not.toContain("secret");
  });

  test("a variable of the spec that is not set", async () => {
    const { outcome } = await run({ exporters: [{ type: "otlphttp", headers: { "api-key": "${env:NO_SUCH_KEY}" } }] });
    expect(outcome.error).toContain("NO_SUCH_KEY");
    expect(outcome.error).toContain('"headers.api-key"');
  });

  test("a ratio, a detector", async () => {
    expect((await run({ sampler: { type: "traceidratio", ratio: 10 } })).outcome.error).toContain("from 0 to 1");
    const unknown = { detectors: ["gcp" as "os"] };
    expect((await run({ resource: unknown })).outcome.error).toContain('no resource detector "gcp"');
  });
});
