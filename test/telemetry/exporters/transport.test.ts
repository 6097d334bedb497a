import { once } from "node:events";
import { createServer, request } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import type { OutgoingHttpHeaders } from "node:http2";
import { createRequire } from "node:module";
import { connect } from "node:net";
import type { AddressInfo, Server as NetServer } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { otlpGrpcTraces } from "../../../runtime/src/telemetry/exporters/otlp-grpc-traces.ts";
import { otlpHttpJsonTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-json-traces.ts";
import { otlpHttpTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { runProgram } from "../run-program.ts";
import { exportOnce, makeItems } from "./items.ts";
import type { Items } from "./items.ts";
import { startOtlpServer } from "./otlp-server.ts";
import type { OtlpRequests } from "./otlp-server.ts";

interface ProtobufJs {
  parse(source: string): {
    readonly root: { lookupType(name: string): { encode(message: object): { finish(): Uint8Array } } };
  };
}

const require = createRequire(createRequire(import.meta.url).resolve("@elastic/mockotlpserver/package.json"));
const protobuf = require("protobufjs") as ProtobufJs;

let items: Items;
let otlp: OtlpRequests;
const servers: NetServer[] = [];

beforeAll(async () => {
  [otlp, items] = await Promise.all([startOtlpServer(), makeItems()]);
});

afterAll(async () => {
  for (const server of servers) {
    server.close();
  }
  await otlp.close();
});

afterEach(() => {
  vi.unstubAllEnvs();
});

async function listen(server: NetServer): Promise<string> {
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Answer = (response: ServerResponse) => void;

/** A server that gives one answer after the other. */
async function answering(...answers: readonly Answer[]): Promise<{ readonly endpoint: string; readonly times: number[] }> {
  const times: number[] = [];
  const server: Server = createServer((request: IncomingMessage, response) => {
    request.resume();
    request.on("end", () => {
      times.push(performance.now());
      answers[Math.min(times.length, answers.length) - 1]?.(response);
    });
  });
  return { endpoint: await listen(server), times };
}

const status =
  (code: number, headers: Record<string, string> = {}, body = ""): Answer =>
  (response) => {
    response.writeHead(code, headers).end(body);
  };

/** A gRPC server that gives one answer after the other. */
async function calling(...answers: readonly OutgoingHttpHeaders[]): Promise<{ readonly endpoint: string; calls: number }> {
  const state = { endpoint: "", calls: 0 };
  const server = createHttp2Server().on("stream", (stream) => {
    stream.resume();
    stream.on("end", () => {
      state.calls += 1;
      stream.respond({ "content-type": "application/grpc", ...answers[Math.min(state.calls, answers.length) - 1] }, { endStream: true });
    });
  });
  state.endpoint = await listen(server);
  return state;
}

describe.concurrent("OTLP over HTTP", () => {
  test.each([429, 502, 503, 504])("%i is tried again", async (code) => {
    const { endpoint, times } = await answering(status(code), status(200));
    expect(await exportOnce(otlpHttpTraces({ endpoint }), items.traces)).toEqual({ code: 0 });
    expect(times).toHaveLength(2);
  });

  test("not before Retry-After", async () => {
    const { endpoint, times } = await answering(status(503, { "retry-after": "2" }), status(200));
    expect(await exportOnce(otlpHttpTraces({ endpoint }), items.traces)).toEqual({ code: 0 });
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(1_990);
  });

  test("not if Retry-After is beyond the timeout", async () => {
    const { endpoint, times } = await answering(status(429, { "retry-after": "60" }));
    const { error } = await exportOnce(otlpHttpTraces({ endpoint, timeout: 5_000 }), items.traces);
    expect(error).toMatchObject({ httpStatus: 429, retryable: true, retryAfter: 60_000 });
    expect(times).toHaveLength(1);
  });

  test("a connection that breaks is made again", async () => {
    const { endpoint, times } = await answering((response) => response.destroy(), status(200));
    expect(await exportOnce(otlpHttpTraces({ endpoint }), items.traces)).toEqual({ code: 0 });
    expect(times).toHaveLength(2);
  });

  test.each([
    [400, "{\"message\":\"bad  request\"}", 'HTTP status 400 Bad Request: {"message":"bad request"}'],
    [404, "<html>no such page</html>", "HTTP status 404 Not Found"],
    [500, "", "HTTP status 500 Internal Server Error"],
  ])("%i is not tried again, and what it says is told", async (code, body, message) => {
    const { endpoint, times } = await answering(status(code, {}, body));
    const { error } = await exportOnce(otlpHttpTraces({ endpoint }), items.traces);
    expect(error).toMatchObject({ message, httpStatus: code, retryable: false });
    expect(times).toHaveLength(1);
  });

  test("a redirection is told", async () => {
    const { endpoint } = await answering(status(301, { location: "https://collector.example/v1/traces" }));
    const { error } = await exportOnce(otlpHttpTraces({ endpoint }), items.traces);
    expect(error?.message).toBe("HTTP status 301 Moved Permanently: https://collector.example/v1/traces");
  });

  test.each([
    ["json", otlpHttpJsonTraces, '{"partialSuccess":{"rejectedSpans":"1","errorMessage":"too old"}}'],
    // Field 1, a message of 11 bytes: field 1, a varint of 1; field 2, a string of 7 bytes.
    ["protobuf", otlpHttpTraces, "\x0a\x0b\x08\x01\x12\x07too old"],
  ])("partial success in %s is success, and is passed on", async (_encoding, create, body) => {
    const { endpoint } = await answering(status(200, {}, body));
    const outcome = await exportOnce(create({ endpoint }), items.traces);
    expect(outcome).toEqual({ code: 0, partialSuccess: { rejected: 1, message: "too old" } });
  });

  test("an answer that is none is success all the same", async () => {
    const { endpoint } = await answering(status(200, {}, "thank you"));
    expect(await exportOnce(otlpHttpTraces({ endpoint }), items.traces)).toEqual({ code: 0 });
  });

  test("an answer without end is given up", async () => {
    const { endpoint } = await answering((response) => {
      response.writeHead(200);
      response.end(Buffer.alloc(5_000_000));
    });
    const { error } = await exportOnce(otlpHttpTraces({ endpoint }), items.traces);
    expect(error?.message).toContain("more than 4194304 bytes");
  });
});

/** Encodes a `google.rpc.Status` with a `RetryInfo` of 1.5 s among its details, by somebody else's protobuf. */
function retryInfo(): string {
  const { root } = protobuf.parse(`
    syntax = "proto3";
    message Duration { int64 seconds = 1; int32 nanos = 2; }
    message RetryInfo { Duration retry_delay = 1; }
    message Any { string type_url = 1; bytes value = 2; }
    message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
  `);
  const encode = (type: string, message: object) => root.lookupType(type).encode(message).finish();
  const retry = encode("RetryInfo", { retryDelay: { seconds: 1, nanos: 500_000_000 } });
  const details = [
    { typeUrl: "type.googleapis.com/google.rpc.ErrorInfo", value: Buffer.from("any") },
    { typeUrl: "type.googleapis.com/google.rpc.RetryInfo", value: retry },
  ];
  return Buffer.from(encode("Status", { code: 8, message: "slow down", details })).toString("base64");
}

describe.concurrent("OTLP over gRPC", () => {
  test.each([1, 4, 10, 11, 14, 15])("status %i is tried again", async (code) => {
    const server = await calling({ "grpc-status": code }, { "grpc-status": 0 });
    expect(await exportOnce(otlpGrpcTraces({ endpoint: server.endpoint }), items.traces)).toEqual({ code: 0 });
    expect(server.calls).toBe(2);
  });

  test.each([2, 3, 5, 6, 7, 8, 9, 12, 13, 16])("status %i is not", async (code) => {
    const server = await calling({ "grpc-status": code, "grpc-message": "not%20now" });
    const { error } = await exportOnce(otlpGrpcTraces({ endpoint: server.endpoint }), items.traces);
    expect(error).toMatchObject({ message: `gRPC status ${code}: not now`, grpcStatus: code, retryable: false });
    expect(server.calls).toBe(1);
  });

  test("RESOURCE_EXHAUSTED is tried again when the server says after how long", async () => {
    const exhausted = { "grpc-status": 8, "grpc-status-details-bin": retryInfo() };
    const server = await calling(exhausted, { "grpc-status": 0 });
    expect(await exportOnce(otlpGrpcTraces({ endpoint: server.endpoint }), items.traces)).toEqual({ code: 0 });
    const always = await calling(exhausted);
    const { error } = await exportOnce(otlpGrpcTraces({ endpoint: always.endpoint, timeout: 1_000 }), items.traces);
    expect(error).toMatchObject({ grpcStatus: 8, retryAfter: 1_500 });
  });

  test("something else that speaks HTTP/2 is named", async () => {
    const { endpoint } = await calling({ ":status": 404, "content-type": "text/html" });
    const { error } = await exportOnce(otlpGrpcTraces({ endpoint }), items.traces);
    expect(error).toMatchObject({ message: "no gRPC answer, but HTTP status 404", httpStatus: 404, retryable: false });
  });
});

test("gRPC goes through the proxy that a variable names, with its credentials, except where it need not", async () => {
  const asked: unknown[] = [];
  const proxy = createServer().on("connect", (request, socket) => {
    asked.push(request.url, request.headers["proxy-authorization"]);
    const [host = "", port] = (request.url ?? "").split(":");
    const upstream = connect(Number(port), host);
    upstream.on("error", () => socket.destroy());
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    socket.pipe(upstream).pipe(socket);
  });
  const { port } = new URL(await listen(proxy));
  vi.stubEnv("grpc_proxy", `http://user:secret@127.0.0.1:${port}`);
  expect(await exportOnce(otlpGrpcTraces({ endpoint: otlp.grpcUrl }), items.traces)).toEqual({ code: 0 });
  expect(asked).toEqual([new URL(otlp.grpcUrl).host, `Basic ${btoa("user:secret")}`]);

  vi.stubEnv("no_grpc_proxy", "example.com, 127.0.0.1");
  expect(await exportOnce(otlpGrpcTraces({ endpoint: otlp.grpcUrl }), items.traces)).toEqual({ code: 0 });
  expect(asked).toHaveLength(2);
});

test("HTTP goes through the proxy that Node is asked to use, and a program ends by itself all the same", async () => {
  const asked: string[] = [];
  const proxy = createServer((incoming, response) => {
    asked.push(incoming.url ?? "");
    incoming.pipe(
      request(incoming.url ?? "", { method: "POST", headers: incoming.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500);
        answer.pipe(response);
      }),
    );
  });
  const environment = {
    NODE_USE_ENV_PROXY: "1",
    HTTP_PROXY: await listen(proxy),
    OTEL_TRACES_EXPORTER: "otlp",
    OTEL_EXPORTER_OTLP_ENDPOINT: otlp.httpUrl,
  };
  const { code, stderr } = await runProgram("configured", { environment });
  expect({ code, stderr, asked }).toEqual({ code: 0, stderr: "", asked: [`${otlp.httpUrl}/v1/traces`] });
});

test("gRPC: a proxy that refuses is named", async () => {
  const proxy = createServer().on("connect", (_request, socket) => socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"));
  const { host } = new URL(await listen(proxy));
  vi.stubEnv("https_proxy", `http://${host}`);
  const { error } = await exportOnce(otlpGrpcTraces({ endpoint: otlp.grpcUrl }), items.traces);
  expect(error?.message).toBe(`the proxy ${host} answers with HTTP status 407`);
});
