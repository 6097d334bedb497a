import { Code, ConnectError, createClient } from "@connectrpc/connect";
import type { Client, HandlerContext, Interceptor } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import { context, propagation, trace } from "@opentelemetry/api";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { clientInterceptor, serverInterceptor } from "../../../runtime/src/boundaries/connect/index.ts";
import { CancelledError, traced } from "../../../runtime/src/index.ts";
import { eventsOf, forgetSpans, kindOf, parentOf, registerTracing, spanNamed, spans, spansNamed, statusOf, topology } from "../../runtime/fixtures/tracing.ts";
import { define, engine, untilAborted, workflow } from "../../runtime/fixtures/flows.ts";
import { PaymentService } from "./payment-service.ts";
import { startServers } from "./servers.ts";
import type { Servers } from "./servers.ts";

type PaymentClient = Client<typeof PaymentService>;

let servers: Servers;

/** What the servers got with the last call. */
let headers: Headers;
/** What a handler does before it answers. */
let act: (value: string, call: HandlerContext) => unknown;

const work = traced("work", async (value: string, call: HandlerContext) => {
  headers = call.requestHeader;
  await act(value, call);
});

beforeAll(async () => {
  registerTracing();
  servers = await startServers(
    {
      async charge({ orderId }, call) {
        await work(orderId, call);
        return { paymentId: `p-${orderId}` };
      },
      async *watch({ value }, call) {
        for (const event of ["seen", "done"]) {
          await work(value, call);
          yield { value: `${value} ${event}` };
        }
      },
      async upload(parts, call) {
        const values: string[] = [];
        for await (const { value } of parts) {
          await work(value, call);
          values.push(value);
        }
        return { value: values.join() };
      },
      async *talk(questions, call) {
        for await (const { value } of questions) {
          await work(value, call);
          yield { value: `${value}!` };
        }
      },
    },
    [serverInterceptor()],
  );
});
afterAll(() => {
  servers.close();
});
beforeEach(() => {
  forgetSpans();
  act = () => {};
});

const interceptors = [clientInterceptor()];

function overHttp2(options: Parameters<typeof clientInterceptor>[0] = {}): PaymentClient {
  const transport = createConnectTransport({ baseUrl: servers.http2, httpVersion: "2", interceptors: [clientInterceptor(options)] });
  return createClient(PaymentService, transport);
}

/** Waits until all spans of a test have ended, and so do none in the next: those of a server end when it has noticed. */
async function ended(count: number): Promise<void> {
  await expect.poll(() => spans().length, { timeout: 30_000, interval: 5 }).toBeGreaterThanOrEqual(count);
}

/** The first span on one side. */
function spanOf(kind: "CLIENT" | "SERVER"): ReadableSpan | undefined {
  return spans().find((span) => kindOf(span) === kind);
}

async function* texts(...values: readonly string[]): AsyncGenerator<{ value: string }> {
  for (const value of values) {
    yield { value };
  }
}

async function read(messages: AsyncIterable<{ readonly value: string }>): Promise<readonly string[]> {
  const values: string[] = [];
  for await (const { value } of messages) {
    values.push(value);
  }
  return values;
}

const TRANSPORTS = {
  "Connect over HTTP/1.1": () => createConnectTransport({ baseUrl: servers.http1, httpVersion: "1.1", interceptors }),
  "Connect over HTTP/2": () => createConnectTransport({ baseUrl: servers.http2, httpVersion: "2", interceptors }),
  "gRPC over HTTP/2": () => createGrpcTransport({ baseUrl: servers.http2, interceptors }),
  "gRPC-Web over HTTP/1.1": () => createGrpcWebTransport({ baseUrl: servers.http1, httpVersion: "1.1", interceptors }),
};

const retry: Interceptor = (next) => async (request) => {
  try {
    return await next(request);
  } catch {
    return next(request);
  }
};

const broken = (): never => {
  throw new Error("broken");
};

test.each(Object.entries(TRANSPORTS))("%s: a span on each side, one below the other, and what runs within below that", async (name, create) => {
  const client = createClient(PaymentService, create());
  const calls: ReadonlyArray<readonly [method: string, works: number, call: () => Promise<unknown>, answer: unknown]> = [
    ["Charge", 1, async () => (await client.charge({ orderId: "o1" })).paymentId, "p-o1"],
    ["Watch", 2, () => read(client.watch({ value: "p1" })), ["p1 seen", "p1 done"]],
    ["Upload", 2, async () => (await client.upload(texts("a", "b"))).value, "a,b"],
    ...(name.endsWith("2") ? ([["Talk", 2, () => read(client.talk(texts("a", "b"))), ["a!", "b!"]]] as const) : []),
  ];
  for (const [method, works, call, answer] of calls) {
    forgetSpans();
    expect(await traced("caller", call)()).toEqual(answer);
    await ended(3 + works);
    const full = `shop.v1.PaymentService/${method}`;
    const [out, into] = [spanOf("CLIENT"), spanOf("SERVER")];
    expect([out?.name, into?.name]).toEqual([full, full]);
    expect(out?.parentSpanContext?.spanId).toBe(spanNamed("caller").spanContext().spanId);
    expect(into?.parentSpanContext?.spanId).toBe(out?.spanContext().spanId);
    const within = spansNamed("work").map((span) => span.parentSpanContext?.spanId);
    expect(within).toEqual(Array(works).fill(into?.spanContext().spanId));
    for (const span of [out, into]) {
      expect(span).toMatchObject({ status: { code: 0 }, instrumentationScope: { name: "@gen-flows/runtime/connect", version: "0.1.0" } });
      expect(span?.attributes).toEqual({ "rpc.system.name": "connectrpc", "rpc.method": full });
    }
  }
});

test("trace and baggage travel, once, also where the caller has set headers of its own", async () => {
  let seen: string | undefined;
  act = () => {
    seen = propagation.getBaggage(context.active())?.getEntry("tenantId")?.value;
  };
  const baggage = propagation.createBaggage({ tenantId: { value: "acme" } });
  await context.with(propagation.setBaggage(context.active(), baggage), () =>
    overHttp2().charge({ orderId: "o1" }, { headers: { traceparent: `00-${"1".repeat(32)}-${"2".repeat(16)}-01`, baggage: "tenantId=other" } }),
  );
  expect(seen).toBe("acme");
  const client = spanOf("CLIENT");
  expect(headers.get("traceparent")).toBe(`00-${client?.spanContext().traceId}-${client?.spanContext().spanId}-01`);
  expect(headers.get("baggage")).toBe("tenantId=acme");
});

const CODES = Object.values(Code).filter((code): code is Code => typeof code === "number");
const SERVER_ERRORS = ["unknown", "deadline_exceeded", "unimplemented", "internal", "unavailable", "data_loss"];

test("each code is an error on the client; on the server only those are that it answers for", async () => {
  const outcomes = new Map<string, string>();
  for (const code of CODES) {
    forgetSpans();
    act = () => {
      throw new ConnectError("no", code);
    };
    await expect(overHttp2().charge({ orderId: "o1" })).rejects.toMatchObject({ code });
    await ended(3);
    const [server, client] = [spanOf("SERVER"), spanOf("CLIENT")];
    const status = String(client?.attributes["rpc.status_code"]);
    expect(server?.attributes["rpc.status_code"]).toBe(status);
    expect(client).toMatchObject({ attributes: { "error.type": status }, status: { code: 2, message: `[${status}] no` }, events: [{ name: "exception" }] });
    outcomes.set(status, server === undefined ? "none" : `${statusOf(server)} ${String(server.attributes["error.type"])}`);
  }
  expect(outcomes.size).toBe(16);
  expect([...outcomes].filter(([, outcome]) => outcome.startsWith("ERROR")).map(([code]) => code).toSorted()).toEqual(SERVER_ERRORS.toSorted());
  expect([...outcomes]).toContainEqual(["not_found", "UNSET undefined"]);
  expect([...outcomes]).toContainEqual(["data_loss", "ERROR data_loss"]);
});

test("what is no ConnectError is internal: the server records it, the client does not hear what it says", async () => {
  act = () => {
    throw new RangeError("the password is hunter2");
  };
  await expect(read(overHttp2().watch({ value: "p1" }))).rejects.toMatchObject({ code: Code.Internal });
  await ended(3);
  const [server, client] = [spanOf("SERVER"), spanOf("CLIENT")];
  expect(server).toMatchObject({ attributes: { "error.type": "internal" }, status: { message: "the password is hunter2" } });
  expect(client).toMatchObject({ attributes: { "error.type": "internal" }, status: { message: "[internal] internal error" } });
  // The exception stands on the span nearest to it.
  expect(spans().filter((span) => span.name === "work").map(eventsOf)).toEqual([["exception"]]);
  expect(server?.events).toEqual([]);
});

test("a deadline that passes ends the spans of both sides, unary and streaming", async () => {
  act = (_, call) => untilAborted(call.signal);
  const calls = [
    () => overHttp2().charge({ orderId: "o1" }, { timeoutMs: 20 }),
    () => read(overHttp2().watch({ value: "p1" }, { timeoutMs: 20 })),
  ];
  for (const call of calls) {
    forgetSpans();
    await expect(call()).rejects.toMatchObject({ code: Code.DeadlineExceeded });
    await ended(3);
    expect(spanOf("CLIENT")).toMatchObject({ attributes: { "error.type": "deadline_exceeded", "rpc.status_code": "deadline_exceeded" } });
    // Its own clock tells a server of the deadline, or the client that has gone, which resets the stream as `internal`.
    expect(["deadline_exceeded", "internal"]).toContain(spanOf("SERVER")?.attributes["rpc.status_code"]);
  }

  forgetSpans();
  const headers = { "content-type": "application/json", "connect-timeout-ms": "10" };
  const response = await fetch(`${servers.http1}/shop.v1.PaymentService/Charge`, { method: "POST", headers, body: "{}" });
  expect(await response.json()).toMatchObject({ code: "deadline_exceeded" });
  expect(spanOf("SERVER")).toMatchObject({ attributes: { "error.type": "deadline_exceeded" }, status: { code: 2 } });
});

test("a stream that is aborted ends on both sides, and is no error on the server", async () => {
  act = (_, call) => (spans().length === 0 ? undefined : new Promise((resolve) => call.signal.addEventListener("abort", resolve)));
  const controller = new AbortController();
  const messages = overHttp2().watch({ value: "p1" }, { signal: controller.signal });
  const reading = read(
    (async function* () {
      for await (const message of messages) {
        controller.abort();
        yield message;
      }
    })(),
  );
  await expect(reading).rejects.toMatchObject({ code: Code.Canceled });
  await ended(4);
  const [client, server] = [spanOf("CLIENT"), spanOf("SERVER")];
  expect(client).toMatchObject({ attributes: { "rpc.status_code": "canceled", "error.type": "canceled" }, status: { code: 2 } });
  expect(server?.attributes).toMatchObject({ "rpc.status_code": "canceled" });
  expect(server?.attributes).not.toHaveProperty("error.type");
  expect(server?.status.code).toBe(0);
});

test("a call that is cancelled with its run is no error", async () => {
  const controller = new AbortController();
  act = (_, call) => {
    controller.abort(new CancelledError("The run was cancelled."));
    return untilAborted(call.signal);
  };
  const caller = traced("caller", () => overHttp2().charge({ orderId: "o1" }, { signal: controller.signal }));
  await expect(caller()).rejects.toMatchObject({ code: Code.Canceled });
  await ended(4);
  expect(spanOf("CLIENT")).toMatchObject({ status: { code: 0 }, events: [] });
  expect(spanOf("CLIENT")?.attributes).toEqual({
    "rpc.system.name": "connectrpc",
    "rpc.method": "shop.v1.PaymentService/Charge",
    "rpc.status_code": "canceled",
  });
  expect(spanNamed("caller")).toMatchObject({ status: { code: 0 }, attributes: {} });
});

test("a call that is aborted cancels the run that the service has started for it, and with that its tasks", async () => {
  const controller = new AbortController();
  const wait = define<null, never>("wait", (_, task) => {
    controller.abort();
    return untilAborted(task.signal);
  });
  const settle = workflow<null, never>((flow) => flow.result([flow.step("only", [], () => wait(null))], (value) => value));
  act = (_, call) => engine().client(settle).run(null, { signal: call.signal });
  await expect(overHttp2().charge({ orderId: "o1" }, { signal: controller.signal })).rejects.toMatchObject({ code: Code.Canceled });
  await ended(5);
  expect(topology()).toEqual([
    "shop.v1.PaymentService/Charge < -",
    "shop.v1.PaymentService/Charge < shop.v1.PaymentService/Charge",
    "task wait < workflow test",
    "work < shop.v1.PaymentService/Charge",
    "workflow test < work",
  ]);
  expect(spanNamed("workflow test").attributes["gen_flows.workflow.result"]).toBe("cancelled");
  expect(spans().map((span) => `${span.name.split(" ")[0]} ${kindOf(span)} ${statusOf(span)}`).toSorted()).toEqual([
    "shop.v1.PaymentService/Charge CLIENT ERROR",
    "shop.v1.PaymentService/Charge SERVER UNSET",
    "task INTERNAL UNSET",
    "work INTERNAL UNSET",
    "workflow INTERNAL UNSET",
  ]);
});

test("a reader that stops half-way and has no signal ends the span once nobody is left who could read on", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  await (async () => {
    for await (const { value } of overHttp2().watch({ value: "p1" })) {
      expect(value).toBe("p1 seen");
      break;
    }
  })();
  expect(spans().filter((span) => kindOf(span) === "CLIENT")).toEqual([]);
  const clientSpan = () => {
    collect();
    return spanOf("CLIENT");
  };
  await expect.poll(clientSpan, { timeout: 30_000, interval: 20 }).toMatchObject({ status: { code: 0 } });
  await ended(4);
});

test("a server that is not there is unavailable", async () => {
  const transport = createConnectTransport({ baseUrl: "http://127.0.0.1:1", httpVersion: "1.1", interceptors });
  await expect(createClient(PaymentService, transport).charge({ orderId: "o1" })).rejects.toMatchObject({ code: Code.Unavailable });
  expect(spans()).toMatchObject([{ attributes: { "error.type": "unavailable", "rpc.status_code": "unavailable" } }]);
});

test("with an interceptor that retries in front, each attempt has a span and headers of its own", async () => {
  act = () => {
    if (spans().length === 0) {
      throw new ConnectError("later", Code.Unavailable);
    }
  };
  const transport = createConnectTransport({ baseUrl: servers.http1, httpVersion: "1.1", interceptors: [retry, clientInterceptor()] });
  await traced("caller", () => createClient(PaymentService, transport).charge({ orderId: "o1" }))();
  await ended(7);
  const clients = spans().filter((span) => kindOf(span) === "CLIENT");
  const served = spans().filter((span) => kindOf(span) === "SERVER");
  expect([clients, served].map((each) => each.map(statusOf))).toEqual([["ERROR", "UNSET"], ["ERROR", "UNSET"]]);
  expect(new Set(clients.map(parentOf))).toEqual(new Set(["caller"]));
  expect(served.map((span) => span.parentSpanContext?.spanId)).toEqual(clients.map((span) => span.spanContext().spanId));
});

test("providers may be those of a further service", async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter });
  const spansOfBilling = new InMemorySpanExporter();
  const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spansOfBilling })] });
  act = () => {
    throw new ConnectError("no", Code.NotFound);
  };
  const client = overHttp2({ tracerProvider, meterProvider: new MeterProvider({ readers: [reader] }) });
  await expect(client.charge({ orderId: "o1" })).rejects.toThrow("no");
  await reader.forceFlush();
  const described = { "rpc.system.name": "connectrpc", "rpc.method": "shop.v1.PaymentService/Charge", "rpc.status_code": "not_found" };
  expect(spansOfBilling.getFinishedSpans()).toMatchObject([{ attributes: described }]);
  const [metric] = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics));
  expect(metric?.descriptor).toMatchObject({ name: "rpc.client.call.duration", unit: "s" });
  expect(metric?.dataPoints).toMatchObject([{ attributes: { ...described, "error.type": "not_found" }, value: { count: 1 } }]);
  expect(spanOf("CLIENT")).toBe(undefined);
});

test("peers are named only where they are asked for", async () => {
  const asked = await startServers({ charge: ({ orderId }) => ({ paymentId: orderId }) }, [serverInterceptor({ peerAttributes: true })]);
  const transport = createConnectTransport({ baseUrl: asked.http1, httpVersion: "1.1", interceptors: [clientInterceptor({ peerAttributes: true })] });
  await createClient(PaymentService, transport).charge({ orderId: "o1" });
  await ended(2);
  asked.close();
  const port = Number(new URL(asked.http1).port);
  const [client, server] = [spanOf("CLIENT"), spanOf("SERVER")];
  expect(client?.attributes).toEqual({
    "rpc.system.name": "connectrpc",
    "rpc.method": "shop.v1.PaymentService/Charge",
    "server.address": "127.0.0.1",
    "server.port": port,
  });
  expect(server?.attributes).toEqual({
    ...client?.attributes,
    "client.address": "127.0.0.1",
    "network.peer.address": "127.0.0.1",
    "network.peer.port": expect.any(Number),
  });
});

test("tracing that throws does not break a call", async () => {
  const tracerProvider = { getTracer: () => ({ startSpan: broken, startActiveSpan: broken }) };
  expect((await overHttp2({ tracerProvider }).charge({ orderId: "o1" })).paymentId).toBe("p-o1");
  expect(topology()).toEqual(["shop.v1.PaymentService/Charge < -", "work < shop.v1.PaymentService/Charge"]);
  expect(trace.getActiveSpan()).toBe(undefined);
});
