/**
 * The other side of the example: a small HTTP service in a process of its own, traced by hand with plain
 * OpenTelemetry. It continues the trace that arrives in `traceparent`.
 *
 * `FAIL_ONCE=/payments` answers the first request to that path with 503; `STALL=/payments` leaves every request
 * to it unanswered.
 */
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { defineTelemetry } from "@gen-flows/runtime/telemetry";
import { otlpGrpcTraces } from "@gen-flows/runtime/telemetry/otlp-grpc-traces";

const telemetry = defineTelemetry({
  serviceName: "shop-service",
  serviceVersion: "1.0.0",
  exporters: [otlpGrpcTraces({ endpoint: "${env:OTEL_EXPORTER_OTLP_ENDPOINT:-http://localhost:4317}" })],
});
telemetry.start();

const tracer = trace.getTracer("shop-service", "1.0.0");

type Body = Readonly<Record<string, unknown>>;

interface Answer {
  readonly status: number;
  readonly body: Body;
}

const operations: Readonly<Record<string, (body: Body, key: string) => Answer>> = {
  "/fraud-scores": (body) => ok({ score: body["customerId"] === "fraudster" ? 0.95 : 0.1, reasons: [] }),
  "/reservations": (body, key) => ok({ reservationId: `reservation-${key}`, parcels: parcelsFor(body["lines"]) }),
  "/releases": () => ok({}),
  "/payments": (body, key) =>
    body["customerId"] === "broke" ? { status: 402, body: {} } : ok({ paymentId: `payment-${key}` }),
  "/refunds": () => ok({}),
  "/shipments": (body) => ok({ trackingNumber: `track-${String(body["parcelId"])}` }),
  "/messages": () => ok({}),
};

const failOnce = new Set([process.env["FAIL_ONCE"]]);
const stalled = process.env["STALL"];

const server = createServer((request, response) => {
  void serve(request, response);
});

server.listen(Number(process.env["PORT"] ?? 4500), process.env["HOST"] ?? "127.0.0.1", () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

/** Answers one request in its span. */
async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? "/";
  const method = request.method ?? "GET";
  const parent = propagation.extract(context.active(), request.headers);
  const span = tracer.startSpan(`${method} ${path}`, { kind: SpanKind.SERVER }, parent);
  const { status, body } = await answer(path, request);
  span.setAttribute("http.request.method", method);
  span.setAttribute("http.route", path);
  span.setAttribute("http.response.status_code", status);
  if (status >= 500) {
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
  span.end();
}

async function answer(path: string, request: IncomingMessage): Promise<Answer> {
  const text = (await request.toArray()).join("");
  await sleep(20 + Math.random() * 60);
  if (path === stalled) {
    console.log(`leaving ${path} unanswered`);
    await new Promise<never>(() => {});
  }
  if (failOnce.delete(path)) {
    return { status: 503, body: { error: "try again" } };
  }
  const operation = operations[path];
  if (operation === undefined) {
    return { status: 404, body: { error: "no such operation" } };
  }
  return operation(JSON.parse(text) as Body, String(request.headers["idempotency-key"]));
}

function ok(body: Body): Answer {
  return { status: 200, body };
}

/** One parcel for each line of the order. */
function parcelsFor(lines: unknown): readonly Body[] {
  return (lines as readonly Body[]).map((line, index) => ({
    id: `parcel-${index + 1}-${String(line["sku"])}`,
    warehouse: index % 2 === 0 ? "east" : "west",
  }));
}
