import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateProject } from "../../support/generated-project.ts";
import type { GeneratedProject } from "../../support/generated-project.ts";
import { startReceiver } from "../../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedSpan } from "../../support/otlp-receiver.ts";
import { startProcess } from "../../support/process.ts";
import { REPOSITORY } from "../../support/repository.ts";
import { describeDatabases } from "../../support/servers/describe.ts";
import { startPostgres } from "../../support/servers/postgres.ts";
import type { PostgresServer } from "../../support/servers/postgres.ts";
import { startRedis } from "../../support/servers/redis.ts";
import type { RedisServer } from "../../support/servers/redis.ts";
import { FILES, PACKAGES, SPEC } from "./applications.ts";
import { generateCommonJs } from "./common-js.ts";
import { lineage } from "./lineage.ts";

/** The spans of `@fastify/otel` around a handler. */
const FASTIFY = ["handler - fastify -> @fastify/otel", "request"];

const CALLER = { traceId: "ab".repeat(16), spanId: "cd".repeat(8) };

describeDatabases("a request, a workflow, its tasks and their databases are one trace", () => {
  let receiver: OtlpReceiver;
  let postgres: PostgresServer;
  let redis: RedisServer;
  let modules: GeneratedProject;
  let commonJs: GeneratedProject;

  beforeAll(async () => {
    [receiver, postgres, redis] = await Promise.all([startReceiver(), startPostgres(), startRedis()]);
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    await client.query("create table orders (id text)");
    await client.end();
    modules = generateProject(SPEC, FILES, PACKAGES);
    commonJs = generateCommonJs(SPEC, FILES, PACKAGES);
  });

  afterAll(async () => {
    modules?.remove();
    commonJs?.remove();
    await Promise.all([receiver?.close(), postgres?.[Symbol.asyncDispose](), redis?.[Symbol.asyncDispose]()]);
  });

  /** Starts an application, asks it for its health and for an order, ends it, and returns its spans. */
  async function serve(service: string, project: GeneratedProject, command: readonly string[], program?: string): Promise<readonly ReceivedSpan[]> {
    const application = startProcess(["--no-warnings", ...command], {
      cwd: project.folder,
      ...(program !== undefined && { program }),
      environment: {
        POSTGRES: postgres.url,
        REDIS: redis.url,
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl,
        OTEL_SERVICE_NAME: service,
      },
    });
    const origin = `http://127.0.0.1:${await application.line("listening ")}`;
    const headers = { traceparent: `00-${CALLER.traceId}-${CALLER.spanId}-01`, baggage: "tenant=acme" };
    expect((await fetch(`${origin}/health`)).status).toBe(200);
    expect((await fetch(`${origin}/orders/7`, { method: "POST", headers })).status).toBe(201);
    application.kill("SIGTERM");
    expect(await application.ended).toMatchObject({ signal: "SIGTERM", stderr: "" });
    return receiver.spans.filter(({ resource }) => resource["service.name"] === service);
  }

  const PRELOAD = "src/flows/generated/instrumentation";

  test.each([
    { name: "Express", project: () => modules, command: ["--import", `./${PRELOAD}.ts`, "express.ts"], framework: ["request handler"] },
    {
      name: "Fastify, on a Node whose hooks are in a thread",
      project: () => modules,
      program: join(REPOSITORY, "node_modules/node22/bin/node"),
      command: ["--experimental-strip-types", "--import", `./${PRELOAD}.ts`, "fastify.ts"],
      framework: FASTIFY,
    },
    { name: "Express, CommonJS", project: () => commonJs, command: ["--import", `./${PRELOAD}.js`, "express.js"], framework: ["request handler"] },
    { name: "Fastify, CommonJS, with --require", project: () => commonJs, command: ["--require", `./${PRELOAD}.js`, "fastify.js"], framework: FASTIFY },
  ])("$name: from the caller's span to the queries", async ({ name, project, command, framework, program }) => {
    const spans = await serve(name, project(), command, program);

    const above = ["workflow order", ...framework, "POST /orders/:id"];
    expect(Object.fromEntries(spans.map((span) => [span.name, lineage(spans, span)]))).toMatchObject({
      "pg.query:INSERT postgres": ["task save", ...above],
      incr: ["task count", ...above],
    });
    // Health checks made none, nor did exports; every other one has its parent.
    expect(spans.filter(({ traceId }) => traceId !== CALLER.traceId)).toEqual([]);
    expect(spans.filter(({ parentSpanId }) => !spans.some(({ spanId }) => spanId === parentSpanId))).toMatchObject([
      { kind: "SERVER", name: "POST /orders/:id", parentSpanId: CALLER.spanId, attributes: { "http.route": "/orders/:id", "http.response.status_code": 201 } },
    ]);
    expect(spans.filter(({ kind }) => kind === "SERVER")).toHaveLength(1);
    expect(spans.find(({ name: task }) => task === "task save")?.attributes).toMatchObject({ "tenant.id": "acme" });
  });
});
