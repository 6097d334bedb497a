import { createRequire } from "node:module";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import type { Attributes } from "@opentelemetry/api";

/** The parts of decoded OTLP that the tests look at. */
interface KeyValue {
  readonly key: string;
  readonly value: {
    readonly stringValue?: string;
    readonly intValue?: { toString(): string };
    readonly boolValue?: boolean;
  };
}

interface TraceRequest {
  readonly resourceSpans: ReadonlyArray<{
    readonly resource: { readonly attributes: readonly KeyValue[] };
    readonly scopeSpans: ReadonlyArray<{ readonly spans: ReadonlyArray<{ readonly name: string }> }>;
  }>;
}

interface MetricsRequest {
  readonly resourceMetrics: ReadonlyArray<{
    readonly scopeMetrics: ReadonlyArray<{ readonly metrics: ReadonlyArray<{ readonly name: string }> }>;
  }>;
}

/** A request as it came, before it was decoded. */
export interface RawRequest {
  readonly transport: "http" | "grpc";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly metadata?: { get(name: string): unknown[] };
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

export interface Collector {
  readonly httpUrl: string;
  readonly grpcUrl: string;
  /** Names of the spans that arrived. */
  readonly spans: string[];
  readonly metrics: string[];
  readonly requests: RawRequest[];
  /** Of the request that came last. */
  resource: Attributes;
  reset(): void;
  close(): Promise<void>;
}

/**
 * Starts an OTLP receiver that was not written here, for HTTP and gRPC, on free ports.
 *
 * What one of them receives, all of them in the process receive.
 */
export async function startCollector(httpPort = 0): Promise<Collector> {
  const collector: Omit<Collector, "httpUrl" | "grpcUrl"> = {
    spans: [],
    metrics: [],
    requests: [],
    resource: {},
    reset: () => {
      collector.spans.length = 0;
      collector.metrics.length = 0;
      collector.requests.length = 0;
      collector.resource = {};
    },
    close: () => server.close(),
  };
  const server = new MockOtlpServer({
    logLevel: "fatal",
    services: ["http", "grpc"],
    httpHostname: "127.0.0.1",
    httpPort,
    grpcHostname: "127.0.0.1",
    grpcPort: 0,
    onRequest: (request: RawRequest) => collector.requests.push(request),
    onTrace: (request: TraceRequest) => {
      for (const { resource, scopeSpans } of request.resourceSpans) {
        collector.resource = attributesOf(resource.attributes);
        collector.spans.push(...scopeSpans.flatMap((scope) => scope.spans.map((span) => span.name)));
      }
    },
    onMetrics: (request: MetricsRequest) => {
      for (const { scopeMetrics } of request.resourceMetrics) {
        collector.metrics.push(...scopeMetrics.flatMap((scope) => scope.metrics.map((metric) => metric.name)));
      }
    },
  });
  await server.start();
  return Object.assign(collector, { httpUrl: server.httpUrl.origin, grpcUrl: server.grpcUrl.origin });
}

/** A decoded value has its kind as its own property; the other kinds are empty defaults. */
function attributesOf(pairs: readonly KeyValue[]): Attributes {
  return Object.fromEntries(
    pairs.map(({ key, value }) => [
      key,
      Object.hasOwn(value, "intValue") ? Number(value.intValue?.toString()) : (value.stringValue ?? value.boolValue),
    ]),
  );
}

/** A URL on which nobody listens. */
export async function deadUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
