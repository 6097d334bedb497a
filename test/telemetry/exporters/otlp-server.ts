import { createRequire } from "node:module";

/** Decoded by a receiver that was not written here. */
export interface OtlpRequests {
  readonly httpUrl: string;
  readonly grpcUrl: string;
  /** Whole requests, in JSON as OTLP has it, with what came last at the end. */
  readonly traces: unknown[];
  readonly metrics: unknown[];
  readonly logs: unknown[];
  readonly requests: Array<{ readonly transport: string; readonly path: string; readonly headers?: Record<string, string> }>;
  close(): Promise<void>;
}

interface MockServer {
  readonly httpUrl: URL;
  readonly grpcUrl: URL;
  start(): Promise<void>;
  close(): Promise<void>;
}

const { MockOtlpServer } = createRequire(import.meta.url)("@elastic/mockotlpserver") as {
  readonly MockOtlpServer: new (options: object) => MockServer;
};

/** Starts a receiver of all signals over HTTP and gRPC, on free ports. */
export async function startOtlpServer(): Promise<OtlpRequests> {
  const received = { traces: [] as unknown[], metrics: [] as unknown[], logs: [] as unknown[] };
  const requests: OtlpRequests["requests"] = [];
  const server = new MockOtlpServer({
    logLevel: "fatal",
    services: ["http", "grpc"],
    httpHostname: "127.0.0.1",
    httpPort: 0,
    grpcHostname: "127.0.0.1",
    grpcPort: 0,
    onTrace: keep(received.traces),
    onMetrics: keep(received.metrics),
    onLogs: keep(received.logs),
    onRequest: (request: OtlpRequests["requests"][number]) => requests.push(request),
  });
  await server.start();
  return {
    httpUrl: server.httpUrl.origin,
    grpcUrl: server.grpcUrl.origin,
    ...received,
    requests,
    close: () => server.close(),
  };
}

function keep(list: unknown[]) {
  return (request: object) => {
    list.push(JSON.parse(JSON.stringify(request)));
  };
}
