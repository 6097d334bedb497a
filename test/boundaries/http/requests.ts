/**
 * Sends requests with `tracedFetch` to a server whose listener is traced, in each of the ways in which they end, and prints
 * what it saw as JSON. With `instrumented`, instrumentations of `http` and `undici` are there first. The address of the
 * receiver is in TARGET, a port on which nobody listens in CLOSED_PORT.
 */
import type * as NodeHttp from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { once } from "node:events";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { context, propagation, trace } from "@opentelemetry/api";
import express from "express";
import { HttpInstrumentation } from "@opentelemetry/instrumentation-http";
import { UndiciInstrumentation } from "@opentelemetry/instrumentation-undici";
import { tracedFetch, tracedHandler, tracedListener } from "../../../runtime/src/boundaries/http/index.ts";
import { CancelledError } from "../../../runtime/src/index.ts";
import { otlpHttpMetrics } from "../../../runtime/src/telemetry/exporters/otlp-http-metrics.ts";
import { otlpHttpTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { startInstrumentations } from "../../../runtime/src/telemetry/instrumentations/index.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";

const endpoint = { endpoint: "${env:TARGET}" };
const telemetry = defineTelemetry({
  serviceName: "requests",
  exporters: [otlpHttpTraces(endpoint)],
  metrics: { exporters: [otlpHttpMetrics(endpoint)] },
});
if (process.argv[2] === "instrumented") {
  startInstrumentations(telemetry, { http: () => new HttpInstrumentation(), undici: () => new UndiciInstrumentation() });
} else {
  telemetry.start();
}
// Loaded after the instrumentation, as an application is.
const { createServer, request } = createRequire(import.meta.url)("node:http") as typeof NodeHttp;
const tracer = trace.getTracer("test");

/** The headers of each request, by its path. */
const received: Record<string, IncomingMessage["headers"]> = {};
const seen: Record<string, unknown> = {};

async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(incoming.url ?? "/", "http://server");
  received[pathname] = incoming.headers;
  const body = (await incoming.toArray()).join("");
  tracer.startSpan(`work ${pathname}`).end();
  switch (pathname) {
    case "/missing":
      response.writeHead(404).end();
      break;
    case "/broken":
      response.writeHead(503).end();
      break;
    case "/redirect":
      response.writeHead(302, { location: "/orders/7" }).end();
      break;
    case "/hangs":
    case "/cancelled":
    case "/gone":
      break;
    case "/throws":
      try {
        throw new RangeError("no such order");
      } catch (error) {
        response.writeHead(500).end();
        throw error;
      }
    default:
      response.end(body);
  }
}

const listener = tracedListener(answer, {
  route: ({ url = "" }) => (url.startsWith("/orders/") ? "/orders/:id" : undefined),
  clientAddress: "forwarded",
});
const server = createServer((incoming, response) => {
  listener(incoming, response).catch(() => {});
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;
const origin = `http://127.0.0.1:${port}`;

/** Runs something in a span with baggage, and notes what became of it. */
async function within(name: string, work: () => Promise<unknown>): Promise<void> {
  await tracer.startActiveSpan(`caller ${name}`, async (span) => {
    const baggage = propagation.createBaggage({ tenant: { value: "acme" } });
    seen[name] = await context
      .with(propagation.setBaggage(context.active(), baggage), work)
      .catch((error: Error) => `${error.name}: ${error.message}`);
    span.end();
  });
}

await within("ok", async () => {
  const carrier = { traceparent: "stale", "x-own": "kept", "x-forwarded-for": "203.0.113.9, 10.0.0.1" };
  const init = { method: "post", body: "text", headers: carrier, urlTemplate: "/orders/{id}" };
  const response = await tracedFetch(`${origin}/orders/1?sig=secret&page=2`, init);
  return [response.status, response.url.slice(origin.length), await response.text()];
});
await within("request", async () => {
  const response = await tracedFetch(new Request(`${origin}/orders/2`, { method: "PUT", body: "put", headers: { "x-own": "kept" } }));
  return [response.status, await response.text()];
});
await within("inherited", async () => {
  const response = await tracedFetch(`${origin}/orders/3`, new Request(origin, { method: "DELETE", headers: { "x-own": "kept" } }));
  return response.status;
});
await within("unknown", async () => (await tracedFetch(`${origin}/unknown`, { method: "PURGE" })).status);
await within("missing", async () => (await tracedFetch(`${origin}/missing`)).status);
await within("broken", async () => (await tracedFetch(`${origin}/broken`)).status);
await within("throws", async () => (await tracedFetch(`${origin}/throws`)).status);
await within("redirect", async () => {
  const response = await tracedFetch(`${origin}/redirect`);
  return [response.status, response.redirected];
});
await within("hangs", async () => tracedFetch(`${origin}/hangs`, { signal: AbortSignal.timeout(50) }));
await within("cancelled", async () => {
  const controller = new AbortController();
  const asked = tracedFetch(`${origin}/cancelled`, { signal: controller.signal });
  controller.abort(new CancelledError("The run was cancelled."));
  return asked;
});
await within("refused", async () => tracedFetch(`http://127.0.0.1:${process.env["CLOSED_PORT"]}/`));
await within("invalid", async () => tracedFetch("/relative"));
await within("credentials", async () => tracedFetch(`http://user:password@127.0.0.1:${port}/`));
await within("data", async () => (await tracedFetch("data:,local")).text());
await within("header", async () => tracedFetch(origin, { headers: { "not valid": "" } }));

/** A client that goes away before it is answered. */
await within("gone", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.once("request", (_, response) => {
    response.once("close", resolve);
    going.destroy();
  });
  const going = request(`${origin}/gone`).on("error", () => {});
  going.end();
  await promise;
});

const web = tracedHandler((_: Request, name: string) => {
  tracer.startSpan("work web").end();
  if (name === "fails") {
    throw new RangeError("no such order");
  }
  return new Response(name, { status: 201 });
}, { route: "/web/:id" });
const carried = { traceparent: `00-${"ab".repeat(16)}-${"cd".repeat(8)}-01` };
seen["web"] = await (await web(new Request("https://shop.example/web/1", { headers: carried }), "made")).text();
seen["web fails"] = await web(new Request("https://shop.example/web/2"), "fails").catch(({ name }: Error) => name);

/** Express, with no instrumentation of it. */
const app = express();
app.use(
  tracedListener(
    (_request: express.Request, _response: express.Response, next: express.NextFunction) => {
      next();
    },
    { route: ({ baseUrl, route }: express.Request) => route && `${baseUrl}${route.path}` },
  ),
);
const shop = express.Router();
shop.patch("/items/:id", express.json(), (incoming, response) => {
  tracer.startSpan("work express").end();
  response.json(incoming.body);
});
app.use("/shop", shop);
const framework = app.listen(0, "127.0.0.1");
await once(framework, "listening");
await within("express", async () => {
  const response = await tracedFetch(`http://127.0.0.1:${(framework.address() as AddressInfo).port}/shop/items/3`, {
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ read: true }),
  });
  return response.json();
});
framework.close();
framework.closeAllConnections();

await new Promise((resolve) => {
  server.close(resolve);
  server.closeAllConnections();
});
console.log(JSON.stringify({ received, seen, port }));
