import { readFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { certificate, key } from "./certificates.ts";
import { runProgram } from "./run-program.ts";

/** Collectors that accept the connection, and never export anything. */
const hanging = {
  "that is silent": createServer((socket) => socket.resume()),
  "that is silent once it is secure": createTlsServer(
    { cert: readFileSync(certificate), key: readFileSync(key), ALPNProtocols: ["h2", "http/1.1"] },
    (socket) => socket.resume(),
  ),
  "that reads the request": createHttpServer((request) => request.resume()),
  "that reads the call": createHttp2Server().on("stream", (stream) => stream.resume()),
  "that is always overloaded": createHttpServer((request, response) => {
    request.resume();
    response.writeHead(503).end();
  }),
  "that is always unavailable": createHttp2Server().on("stream", (stream) => {
    stream.respond({ ":status": 200, "content-type": "application/grpc", "grpc-status": 14 }, { endStream: true });
  }),
};
const sockets = new Set<Socket>();

beforeAll(async () => {
  for (const server of Object.values(hanging)) {
    server.on("connection", (socket) => {
      sockets.add(socket);
      socket.on("error", () => {});
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  }
});

afterAll(() => {
  for (const socket of sockets) {
    socket.destroy();
  }
  for (const server of Object.values(hanging)) {
    server.close();
  }
});

/** The exporter's own timeout is longer than a test may take: who waits for it fails. */
async function run(collector: keyof typeof hanging, protocol: string, signal: string, way: string) {
  const { port } = hanging[collector].address() as AddressInfo;
  const target = `${collector.includes("secure") ? "https" : "http"}://127.0.0.1:${port}`;
  const ended = await runProgram("hanging", {
    arguments: [protocol, signal, way],
    environment: { TARGET: target, OTEL_EXPORTER_OTLP_CERTIFICATE: certificate },
    ...(way === "signal" ? { signal: "SIGTERM" } : {}),
  });
  return { ...ended, target };
}

const ALL_LOST = `${JSON.stringify({ produced: 2_000, exported: 0, dropped: 2_000, unsent: 0 })}\n`;

const COLLECTORS = [
  ["http", "that is silent"],
  ["http", "that reads the request"],
  ["http", "that is silent once it is secure"],
  ["http", "that is always overloaded"],
  ["grpc", "that is silent"],
  ["grpc", "that reads the call"],
  ["grpc", "that is silent once it is secure"],
  ["grpc", "that is always unavailable"],
] as const;

describe.concurrent.each(COLLECTORS)("with an export on its way over %s to a collector %s", (protocol, collector) => {
  test("a natural end waits no longer than the deadline, and says once what is lost", async () => {
    const ended = await run(collector, protocol, "traces", "end");
    expect(ended).toMatchObject({ code: 5, stdout: ALL_LOST });
    expect(ended.warnings.filter((line) => line.includes("2000 spans were not sent to"))).toHaveLength(1);
  });

  test("metrics do not hold a natural end either", async () => {
    const ended = await run(collector, protocol, "metrics", "end");
    expect(ended.code).toBe(5);
    expect(ended.warnings).toHaveLength(1);
    expect(ended.warnings[0]).toContain(ended.target);
  });
});

describe.concurrent.each([
  ["http", "that is silent"],
  ["grpc", "that is silent"],
  ["grpc", "that reads the call"],
] as const)("with an export on its way over %s to a collector %s", (protocol, collector) => {
  test.each([
    ["shutdown", { code: 0, signal: null, stdout: ALL_LOST }],
    ["signal", { code: null, signal: "SIGTERM", stdout: "ready\n" }],
    ["error", { code: 1, signal: null, stdout: ALL_LOST }],
  ] as const)("the process ends as it would (%s)", async (way, outcome) => {
    const ended = await run(collector, protocol, "traces", way);
    expect(ended).toMatchObject(outcome);
    expect(ended.warnings).toHaveLength(1);
    expect(ended.warnings[0]).toContain("2000 spans were not sent to");
  });
});
