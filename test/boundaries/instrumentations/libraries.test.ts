import { afterAll, beforeAll, expect, test } from "vitest";
import { generateProject } from "../../support/generated-project.ts";
import type { GeneratedProject } from "../../support/generated-project.ts";
import { startReceiver } from "../../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedSpan } from "../../support/otlp-receiver.ts";
import { startProcess } from "../../support/process.ts";
import type { RunningProcess } from "../../support/process.ts";
import { describeRabbitmq, describeRedis } from "../../support/servers/describe.ts";
import { startRabbitmq } from "../../support/servers/rabbitmq.ts";
import type { RabbitmqServer } from "../../support/servers/rabbitmq.ts";
import { startRedis } from "../../support/servers/redis.ts";
import type { RedisServer } from "../../support/servers/redis.ts";
import { generateCommonJs } from "./common-js.ts";
import { lineage } from "./lineage.ts";
import { FILES, PACKAGES, SPEC } from "./services.ts";

const PRELOAD = "./src/flows/generated/instrumentation";

/** How an application is loaded: its options, and what its files end with. */
const FORMS = [
  { form: "ECMAScript modules", option: "--import", ending: ".ts" },
  { form: "CommonJS", option: "--require", ending: ".js" },
] as const;

type Form = (typeof FORMS)[number];

const TENANT = { "tenant.id": "acme" };

let receiver: OtlpReceiver;
let projects: Readonly<Record<Form["form"], GeneratedProject>>;

beforeAll(async () => {
  receiver = await startReceiver();
  projects = {
    "ECMAScript modules": generateProject(SPEC, FILES, PACKAGES),
    CommonJS: generateCommonJs(SPEC, FILES, PACKAGES),
  };
});

afterAll(async () => {
  for (const project of Object.values(projects)) {
    project.remove();
  }
  await receiver.close();
});

/** Starts one of the applications, under the name of a service. */
function start({ form, option, ending }: Form, application: string, service: string, environment: Readonly<Record<string, string>>): RunningProcess {
  return startProcess(["--no-warnings", option, PRELOAD + ending, application + ending], {
    cwd: projects[form].folder,
    environment: { ...environment, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl, OTEL_SERVICE_NAME: service },
  });
}

async function stop(application: RunningProcess): Promise<void> {
  application.kill("SIGTERM");
  expect(await application.ended).toMatchObject({ signal: "SIGTERM", stderr: "" });
}

function spansOf(...services: readonly string[]): readonly ReceivedSpan[] {
  return receiver.spans.filter(({ resource }) => services.includes(String(resource["service.name"])));
}

/** What is above each span, by its name; a call of gRPC has one at each end. */
function lineages(spans: readonly ReceivedSpan[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(spans.map((span) => {
    const name = span.name.startsWith("grpc.") ? `${span.kind} ${span.name}` : span.name;
    return [name, lineage(spans, span)];
  }));
}

describeRedis("Koa, Redis' client, GraphQL and gRPC", () => {
  let redis: RedisServer;

  beforeAll(async () => {
    redis = await startRedis();
  });

  afterAll(async () => {
    await redis?.[Symbol.asyncDispose]();
  });

  test.each(FORMS)("in $form: from the route to what the tasks call, and into the service behind gRPC", async (form) => {
    const [shop, prices] = [`shop in ${form.form}`, `prices in ${form.form}`];
    const grpc = start(form, "grpc", prices, {});
    const koa = start(form, "koa", shop, { REDIS: redis.url, PRICES: `127.0.0.1:${await grpc.line("listening ")}` });
    const traceId = "ab".repeat(16);
    const headers = { traceparent: `00-${traceId}-${"cd".repeat(8)}-01`, baggage: "tenant=acme" };
    const origin = `http://127.0.0.1:${await koa.line("listening ")}`;
    expect((await fetch(`${origin}/orders/7`, { method: "POST", headers })).status).toBe(201);
    await Promise.all([stop(koa), stop(grpc)]);

    const spans = spansOf(shop, prices);
    const above = ["workflow order", "router - /orders/:id", "POST /orders/:id"];
    const resolved = ["query Title", "task look", ...above];
    expect(lineages(spans)).toEqual({
      // The schema is made when the application is loaded, which is no part of a request.
      "graphql.parseSchema": [],
      "POST /orders/:id": [],
      "router - /orders/:id": above.slice(2),
      "workflow order": above.slice(1),
      "task count": above,
      "redis-connect": ["task count", ...above],
      "redis-INCR": ["task count", ...above],
      "task look": above,
      "graphql.parse": ["task look", ...above],
      "graphql.validate": ["task look", ...above],
      "query Title": ["task look", ...above],
      "graphql.resolve title": resolved,
      "task ask": above,
      "CLIENT grpc.shop.Prices/Get": ["task ask", ...above],
      "SERVER grpc.shop.Prices/Get": ["grpc.shop.Prices/Get", "task ask", ...above],
      "workflow price": ["grpc.shop.Prices/Get", "grpc.shop.Prices/Get", "task ask", ...above],
      "task quote": ["workflow price", "grpc.shop.Prices/Get", "grpc.shop.Prices/Get", "task ask", ...above],
    });
    const connected = spans.filter(({ name }) => name !== "graphql.parseSchema");
    expect(connected).toHaveLength(16);
    expect(new Set(connected.map((span) => span.traceId))).toEqual(new Set([traceId]));
    expect(connected.find(({ name }) => name === "POST /orders/:id")).toMatchObject({
      kind: "SERVER",
      parentSpanId: "cd".repeat(8),
      attributes: { "http.route": "/orders/:id", "http.response.status_code": 201 },
    });
    expect(connected.find(({ name }) => name === "task quote")?.attributes).toMatchObject(TENANT);
  });
});

describeRabbitmq("amqplib", () => {
  let rabbitmq: RabbitmqServer;

  beforeAll(async () => {
    rabbitmq = await startRabbitmq();
  });

  afterAll(async () => {
    await rabbitmq?.[Symbol.asyncDispose]();
  });

  test("a workflow that a message starts is below the task that sent it", async () => {
    const environment = { RABBITMQ: rabbitmq.url };
    const worker = start(FORMS[1], "worker", "worker", environment);
    await worker.line("consuming");
    const delivered = worker.line("delivered");
    expect(await start(FORMS[0], "producer", "producer", environment).ended).toMatchObject({ code: 0, stderr: "" });
    await delivered;
    await stop(worker);

    const spans = spansOf("producer", "worker").filter(({ name }) => name !== "graphql.parseSchema");
    const sent = ["publish <default>", "task post", "workflow dispatch"];
    expect(lineages(spans)).toEqual({
      "workflow dispatch": [],
      "task post": sent.slice(2),
      "publish <default>": sent.slice(1),
      "parcels process": sent,
      "workflow parcel": ["parcels process", ...sent],
      "task deliver": ["workflow parcel", "parcels process", ...sent],
    });
    expect(spans).toHaveLength(6);
    expect(spans.find(({ name }) => name === sent[0])).toMatchObject({ kind: "PRODUCER", attributes: { "messaging.system": "rabbitmq" } });
    expect(spans.find(({ name }) => name === "parcels process")).toMatchObject({ kind: "CONSUMER", status: "unset" });
    expect(spans.find(({ name }) => name === "workflow parcel")?.attributes["gen_flows.run.id"]).toMatch(/\/post$/);
    expect(spans.find(({ name }) => name === "task deliver")?.attributes).toMatchObject(TENANT);
  });
});
