import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createSecureServer, createServer as createHttp2Server } from "node:http2";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { deliveryAdvice } from "../../../runtime/src/telemetry/delivery/delivery-advice.ts";
import { otlpGrpcTraces } from "../../../runtime/src/telemetry/exporters/otlp-grpc-traces.ts";
import { otlpHttpJsonTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-json-traces.ts";
import { otlpHttpTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import type { TlsOptions } from "../../../runtime/src/telemetry/exporters/otlp-options.ts";
import { zipkinTraces } from "../../../runtime/src/telemetry/exporters/zipkin-traces.ts";
import { certificate, expired, key, ofAnotherHost } from "../certificates.ts";
import { deadUrl } from "../collector.ts";
import { runProgram } from "../run-program.ts";
import type { ProgramOptions } from "../run-program.ts";
import { startOtlpServer } from "./otlp-server.ts";
import type { OtlpRequests } from "./otlp-server.ts";

const servers: Server[] = [];
const urls: Record<string, string> = {};
let otlp: OtlpRequests;

function answer(_request: unknown, response: { end(): void }): void {
  response.end();
}

function filesOf(paths: { readonly certificate: string; readonly key: string }) {
  return { cert: readFileSync(paths.certificate), key: readFileSync(paths.key) };
}

async function listen(name: string, server: Server, scheme = "http"): Promise<void> {
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  urls[name] = `${scheme}://localhost:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  otlp = await startOtlpServer();
  urls["OTLP over HTTP"] = otlp.httpUrl;
  urls["OTLP over gRPC"] = otlp.grpcUrl;
  urls["nobody"] = await deadUrl();
  urls["no host"] = "http://collector.invalid:4318";
  for (const status of [400, 401, 403, 404, 415, 503]) {
    const refuse = createServer((request, response) => {
      request.resume();
      response.writeHead(status).end();
    });
    await listen(String(status), refuse);
  }
  for (const status of [7, 12, 16]) {
    const refuse = createHttp2Server().on("stream", (stream) => {
      stream.resume();
      stream.respond({ "content-type": "application/grpc", "grpc-status": status }, { endStream: true });
    });
    await listen(`gRPC ${status}`, refuse);
  }
  const own = filesOf({ certificate, key });
  await listen("self-signed", createHttpsServer(own, answer), "https");
  await listen("self-signed gRPC", createSecureServer(own), "https");
  await listen("run out", createHttpsServer(filesOf(expired), answer), "https");
  await listen("another host", createHttpsServer(filesOf(ofAnotherHost), answer), "https");
  await listen("wants a certificate", createHttpsServer({ ...own, requestCert: true, rejectUnauthorized: true, ca: own.cert }, answer), "https");
});

afterAll(async () => {
  for (const server of servers) {
    server.close();
  }
  await otlp.close();
});

const FACTORIES = { otlphttp: otlpHttpTraces, "otlphttp-json": otlpHttpJsonTraces, otlpgrpc: otlpGrpcTraces, zipkin: zipkinTraces };

/** What the preflight of an exporter finds, and what is advised: nothing if all is well. */
async function preflight(type: keyof typeof FACTORIES, endpoint: string, tls?: TlsOptions): Promise<string> {
  const { exporter, destination, ...created } = FACTORIES[type]({ endpoint, tls }).create();
  const error = await created.preflight?.();
  await exporter.shutdown();
  return error === undefined ? "" : `${error.message}. ${deliveryAdvice(destination, error)}`;
}

/** Starts a program that makes no span; what it says of its endpoint comes from the preflight. */
async function warningsAtStart(type: string, endpoint: string, options: Pick<ProgramOptions, "environment" | "signal" | "signalAfter"> = {}) {
  const ended = await runProgram("idle", {
    ...options,
    arguments: [type, endpoint, ...(options.signal === undefined ? [] : ["signal"])],
    environment: { NODE_ENV: "", ...options.environment },
  });
  expect(ended.code).toBe(0);
  return ended.warnings.map((line) => line.replaceAll(endpoint, "ENDPOINT"));
}

describe("what is wrong is found without an export, with what to do", () => {
  test.each([
    ["otlphttp", "nobody", "ECONNREFUSED", "Check that a collector listens there"],
    ["otlpgrpc", "nobody", "ECONNREFUSED", "Check that a collector listens there"],
    ["otlphttp", "no host", "collector.invalid", "There is no host with this name"],
    ["otlpgrpc", "no host", "collector.invalid", "There is no host with this name"],
    ["otlphttp", "OTLP over gRPC", "it speaks HTTP/2, as gRPC does, and not HTTP/1.1", "Use `otlpgrpc`"],
    ["otlphttp-json", "OTLP over gRPC", "it speaks HTTP/2, as gRPC does, and not HTTP/1.1", "Use `otlpgrpc`"],
    ["otlpgrpc", "OTLP over HTTP", "it speaks HTTP/1.1, and not gRPC", "Use `otlphttp`"],
    ["otlphttp", "401", "HTTP status 401", "check the headers"],
    ["otlphttp", "403", "HTTP status 403", "check the headers"],
    ["otlpgrpc", "gRPC 16", "gRPC status 16", "check the headers"],
    ["otlpgrpc", "gRPC 7", "gRPC status 7", "check the headers"],
    ["otlpgrpc", "gRPC 12", "gRPC status 12", "has a pipeline for it"],
    ["otlphttp", "404", "HTTP status 404", "check what stands before /v1/"],
    ["zipkin", "404", "HTTP status 404", "/api/v2/spans"],
    ["otlphttp", "415", "HTTP status 415", "It does not take OTLP in protobuf"],
    ["otlphttp-json", "415", "HTTP status 415", "It does not take OTLP in JSON"],
  ] as const)("%s to %s", async (type, server, reason, fix) => {
    const found = await preflight(type, urls[server] ?? "");
    expect(found).toContain(reason);
    expect(found).toContain(fix);
  });

  test.each([
    ["otlphttp", "self-signed", "self-signed certificate", "`tls.caFile` (OTEL_EXPORTER_OTLP_CERTIFICATE)"],
    ["otlpgrpc", "self-signed gRPC", "self-signed certificate", "`tls.caFile` (OTEL_EXPORTER_OTLP_CERTIFICATE)"],
    ["otlphttp", "run out", "certificate has expired", "renew that"],
    ["otlphttp", "another host", "collector.example", "use a name in the endpoint that the certificate has"],
    ["otlphttp", "wants a certificate", "certificate required", "`tls.certFile` and `tls.keyFile`"],
  ] as const)("TLS: %s to %s", async (type, server, reason, fix) => {
    const trusted: Readonly<Record<string, string>> = {
      "run out": expired.certificate,
      "another host": ofAnotherHost.certificate,
      "wants a certificate": certificate,
    };
    const found = await preflight(type, urls[server] ?? "", { caFile: trusted[server] });
    expect(found).toContain(reason);
    expect(found).toContain(fix);
  });

  test("TLS: a client that shows the certificate that is asked for", async () => {
    const tls = { caFile: certificate, certFile: certificate, keyFile: key };
    expect(await preflight("otlphttp", urls["wants a certificate"] ?? "", tls)).toBe("");
  });

  test.each([
    ["otlphttp", "OTLP over HTTP", "http", "https", "it does not speak TLS", "Begin the endpoint with http://"],
    ["otlpgrpc", "OTLP over gRPC", "http", "https", "it does not speak TLS", "Begin the endpoint with http://"],
    ["otlphttp", "self-signed", "https", "http", "it speaks TLS", "Begin the endpoint with https://"],
    ["otlpgrpc", "self-signed", "https", "http", "it speaks TLS", "Begin the endpoint with https://"],
  ] as const)("%s to %s, but with %s as %s", async (type, server, right, wrong, reason, fix) => {
    const found = await preflight(type, (urls[server] ?? "").replace(`${right}:`, `${wrong}:`));
    expect(found).toContain(reason);
    expect(found).toContain(fix);
  });

  test("the endpoint of one signal without /v1/traces", async () => {
    vi.stubEnv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", urls["404"] ?? "");
    expect(await preflight("otlphttp", "http://localhost:1")).toContain("/v1/traces, /v1/metrics or /v1/logs is missing");
    vi.unstubAllEnvs();
  });

  test.each([
    ["otlphttp", "OTLP over HTTP"],
    ["otlphttp-json", "OTLP over HTTP"],
    ["otlpgrpc", "OTLP over gRPC"],
    // Busy for the moment; nothing in it is not what it wants.
    ["otlphttp", "503"],
    ["otlphttp", "400"],
  ] as const)("nothing, if all is well: %s to %s", async (type, server) => {
    expect(await preflight(type, urls[server] ?? "")).toBe("");
  });
});

describe.concurrent("a program that makes no span", () => {
  test.each([
    ["otlphttp", "spans"],
    ["metrics", "metrics"],
  ])("says in development what is wrong, once: %s", async (type, signal) => {
    const [warning, ...others] = await warningsAtStart(type, urls["404"] ?? "", { signal: "SIGUSR2", signalAfter: "cannot be sent" });
    expect(others).toEqual([]);
    expect(warning).toMatch(new RegExp(`^gen-flows: ${signal} cannot be sent to ENDPOINT/v1/\\w+: HTTP status 404 Not Found\\. There is nothing at this path`));
  });

  test("says nothing if all is well", async () => {
    expect(await warningsAtStart("otlpgrpc", otlp.grpcUrl)).toEqual([]);
  });

  test.each(["production", "test"])("says nothing before the first export, if NODE_ENV is %s", async (environment) => {
    expect(await warningsAtStart("otlphttp", urls["404"] ?? "", { environment: { NODE_ENV: environment } })).toEqual([]);
  });
});

test("in production the first export says it", async () => {
  const environment = { NODE_ENV: "production", OTEL_TRACES_EXPORTER: "otlp", OTEL_EXPORTER_OTLP_ENDPOINT: otlp.grpcUrl };
  const { warnings } = await runProgram("configured", { environment });
  expect(warnings[0]).toContain("it speaks HTTP/2, as gRPC does, and not HTTP/1.1. Use `otlpgrpc`");
});
