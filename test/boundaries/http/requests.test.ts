import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePorts } from "../../support/engines/free-ports.ts";
import { startReceiver } from "../../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedPoint, ReceivedSpan } from "../../support/otlp-receiver.ts";
import { runProcess } from "../../support/process.ts";

interface Told {
  readonly received: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly seen: Readonly<Record<string, unknown>>;
  readonly port: number;
}

interface Requests extends Told {
  readonly spans: readonly ReceivedSpan[];
  readonly points: readonly ReceivedPoint[];
  /** The spans of requests below a caller's. */
  sent(name: string): readonly ReceivedSpan[];
  /** The spans below one. */
  below(span: ReceivedSpan | undefined): readonly ReceivedSpan[];
}

const PROGRAM = new URL("requests.ts", import.meta.url).pathname;

let receiver: OtlpReceiver;
let plain: Requests;
let instrumented: Requests;

async function run(service: string): Promise<Requests> {
  const [closed] = await freePorts(1);
  const { code, stdout, stderr } = await runProcess(["--no-warnings", PROGRAM, service], {
    cwd: import.meta.dirname,
    environment: { TARGET: receiver.httpUrl, CLOSED_PORT: String(closed), OTEL_SERVICE_NAME: service },
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const isOurs = ({ resource }: ReceivedSpan | ReceivedPoint): boolean => resource["service.name"] === service;
  const spans = receiver.spans.filter(isOurs);
  const below = (span: ReceivedSpan | undefined) => spans.filter(({ parentSpanId }) => parentSpanId === span?.spanId);
  const sent = (name: string) => below(spans.find((span) => span.name === `caller ${name}`));
  return { spans, points: receiver.points.filter(isOurs), below, sent, ...(JSON.parse(stdout) as Told) };
}

beforeAll(async () => {
  receiver = await startReceiver();
  [plain, instrumented] = await Promise.all([run("alone"), run("instrumented")]);
});

afterAll(async () => {
  await receiver.close();
});

const EITHER = [
  ["alone", () => plain],
  ["with instrumentations of http and undici", () => instrumented],
] as const;

describe.each(EITHER)("%s", (_title, requests) => {
  test("a request is one span of the client and one of the server, whose parent is in the header", () => {
    const { sent, below, received } = requests();
    for (const [name, path] of [["ok", "/orders/1"], ["request", "/orders/2"], ["missing", "/missing"], ["hangs", "/hangs"]] as const) {
      const clients = sent(name);
      expect(clients.map(({ kind }) => kind), name).toEqual(["CLIENT"]);
      const [client] = clients;
      expect(received[path]?.["traceparent"]).toBe(`00-${client?.traceId}-${client?.spanId}-03`);
      const servers = below(client);
      expect(servers.map(({ kind }) => kind), name).toEqual(["SERVER"]);
      expect(below(servers[0]).map(({ name: work }) => work)).toEqual([`work ${path}`]);
    }
  });

  test("all that travels is in the headers, once, and those of the caller stay", () => {
    const { received } = requests();
    for (const path of ["/orders/1", "/orders/2", "/orders/3"]) {
      expect(received[path]).toMatchObject({ "x-own": "kept", baggage: "tenant=acme" });
    }
  });

  test("fetch does what it does", () => {
    expect(requests().seen).toEqual({
      ok: [200, "/orders/1?sig=secret&page=2", "text"],
      request: [200, "put"],
      inherited: 200,
      unknown: 200,
      missing: 404,
      broken: 503,
      throws: 500,
      redirect: [200, true],
      hangs: "TimeoutError: The operation was aborted due to timeout",
      cancelled: "CancelledError: The run was cancelled.",
      refused: "TypeError: fetch failed",
      invalid: "TypeError: Failed to parse URL from /relative",
      credentials: expect.stringMatching(/^TypeError: Request cannot be constructed from a URL that includes credentials/),
      data: "local",
      header: expect.stringMatching(/^TypeError: Headers.append: "not valid" is an invalid header name/),
      express: { read: true },
      web: "made",
      "web fails": "RangeError",
    });
  });

  test("the client's span: named by method and template, stable attributes, no credentials", () => {
    const { sent, port } = requests();
    const [ok] = sent("ok");
    expect(ok).toMatchObject({ name: "POST /orders/{id}", status: "unset", scope: { name: "@gen-flows/runtime/http" } });
    expect(ok?.attributes).toEqual({
      "http.request.method": "POST",
      "http.response.status_code": 200,
      "server.address": "127.0.0.1",
      "server.port": port,
      "url.full": `http://127.0.0.1:${port}/orders/1?sig=REDACTED&page=2`,
      "url.template": "/orders/{id}",
    });
    expect(sent("request").map(({ name }) => name)).toEqual(["PUT"]);
    expect(sent("inherited").map(({ name }) => name)).toEqual(["DELETE"]);
    expect(sent("unknown")[0]).toMatchObject({
      name: "HTTP",
      attributes: { "http.request.method": "_OTHER", "http.request.method_original": "PURGE" },
    });
    expect(sent("credentials")[0]?.attributes["url.full"]).toBe(`http://REDACTED:REDACTED@127.0.0.1:${port}/`);
    expect(sent("redirect")).toHaveLength(1);
    expect(sent("data")).toEqual([]);
    expect(sent("invalid")).toEqual([]);
  });

  test.each([
    ["missing", "404", 0],
    ["broken", "503", 0],
    ["hangs", "TimeoutError", 1],
    ["refused", "ECONNREFUSED", 1],
    ["header", "TypeError", 1],
  ])("the client's span of %s is an error of type %s", (name, type, exceptions) => {
    const [span] = requests().sent(name);
    expect(span).toMatchObject({ status: "error", attributes: { "error.type": type } });
    expect(span?.events.filter(({ name: event }) => event === "exception")).toHaveLength(exceptions);
  });

  test("a request that was cancelled with its run is no error", () => {
    const [span] = requests().sent("cancelled");
    expect(span).toMatchObject({ status: "unset", events: [] });
    expect(span?.attributes).not.toHaveProperty("error.type");
  });

  test("the server's span: named by method and route; 404 is no error, 503 is one", () => {
    const { sent, below, port } = requests();
    const served = (name: string) => below(sent(name)[0])[0];
    expect(served("ok")).toMatchObject({
      name: "POST /orders/:id",
      status: "unset",
      attributes: {
        "http.request.method": "POST",
        "http.response.status_code": 200,
        "http.route": "/orders/:id",
        "url.path": "/orders/1",
        "url.query": "sig=REDACTED&page=2",
        "url.scheme": "http",
        "server.address": "127.0.0.1",
        "server.port": port,
        "network.protocol.version": "1.1",
        "client.address": "203.0.113.9",
      },
    });
    expect(served("missing")).toMatchObject({ name: "GET", status: "unset", attributes: { "http.response.status_code": 404 } });
    expect(served("missing")?.attributes).not.toHaveProperty("error.type");
    expect(served("broken")).toMatchObject({ status: "error", attributes: { "error.type": "503" } });
    expect(served("throws")).toMatchObject({ status: "error", attributes: { "http.response.status_code": 500 } });
  });

  test("durations are measured once, with no name that clients make up", () => {
    const { points: all } = requests();
    for (const [metric, wanted] of [
      ["http.client.request.duration", { "http.request.method": "POST", "http.response.status_code": 200 }],
      ["http.server.request.duration", { "http.request.method": "POST", "http.response.status_code": 200, "http.route": "/orders/:id" }],
    ] as const) {
      const points = all.filter(({ metric: name, attributes }) =>
        name === metric && Object.entries(wanted).every(([key, value]) => attributes[key] === value));
      expect(points, metric).toMatchObject([{ unit: "s", count: 1, kind: "histogram" }]);
    }
    expect(all.filter(({ attributes }) => "http.request.method_original" in attributes)).toEqual([]);
  });

  test("a handler of the web's requests is served likewise", () => {
    const { spans, below } = requests();
    const [made, failed] = spans.filter(({ name }) => name === "GET /web/:id");
    expect(made).toMatchObject({
      kind: "SERVER",
      traceId: "ab".repeat(16),
      parentSpanId: "cd".repeat(8),
      status: "unset",
      attributes: { "url.scheme": "https", "server.address": "shop.example", "server.port": 443, "http.response.status_code": 201 },
    });
    expect(below(made)).toMatchObject([{ name: "work web" }]);
    expect(failed).toMatchObject({ status: "error", parentSpanId: undefined, attributes: { "error.type": "RangeError" } });
  });
});

test("a middleware of Express serves all that follows it, and finds the route", () => {
  for (const { sent, below } of [plain, instrumented]) {
    const [served] = below(sent("express")[0]);
    expect(served).toMatchObject({ kind: "SERVER", name: "PATCH /shop/items/:id", attributes: { "url.path": "/shop/items/3" } });
    expect(below(served)).toMatchObject([{ name: "work express" }]);
  }
});

test("the instrumentations were there, and the same requests have no span more with them", () => {
  expect(scopesOf(plain)).toEqual({ server: "@gen-flows/runtime/http", metrics: ["@gen-flows/runtime/http"] });
  // Those of `tracedHandler` are ours: no instrumentation knows of such requests.
  expect(scopesOf(instrumented)).toEqual({
    server: "@opentelemetry/instrumentation-http",
    metrics: ["@gen-flows/runtime/http", "@opentelemetry/instrumentation-http", "@opentelemetry/instrumentation-undici"],
  });
  // `node:http` is not traced without its instrumentation; it was used once.
  expect(kindsOf(instrumented)).toEqual({ ...kindsOf(plain), CLIENT: (kindsOf(plain)["CLIENT"] ?? 0) + 1 });
});

/** What has made the span of a server, and what has measured requests. */
function scopesOf({ sent, below, points }: Requests): unknown {
  const metrics = points.filter(({ metric }) => metric.startsWith("http.")).map(({ scope }) => scope.split("@0")[0]);
  return { server: below(sent("ok")[0])[0]?.scope.name, metrics: [...new Set(metrics)].toSorted() };
}

/** How many spans there are of each kind. */
function kindsOf({ spans }: Requests): Readonly<Record<string, number>> {
  const groups = Object.entries(Object.groupBy(spans, ({ kind }) => kind));
  return Object.fromEntries(groups.map(([kind, group]) => [kind, group?.length ?? 0]));
}

test("an error of the listener is told on the server's span, if nothing else was answered", () => {
  const { sent, below } = plain;
  const [served] = below(sent("throws")[0]);
  expect(served).toMatchObject({ attributes: { "error.type": "RangeError" }, statusMessage: "no such order" });
  expect(served?.events).toMatchObject([{ attributes: { "exception.type": "RangeError" } }]);
});

test("a client that goes away leaves a span without a status code, and no error", () => {
  const gone = plain.spans.find(({ attributes }) => attributes["url.path"] === "/gone");
  expect(gone).toMatchObject({ kind: "SERVER", status: "unset" });
  expect(gone?.attributes).not.toHaveProperty("http.response.status_code");
});
