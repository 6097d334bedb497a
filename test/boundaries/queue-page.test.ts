import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateProject } from "../support/generated-project.ts";
import type { GeneratedProject } from "../support/generated-project.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { ReceivedSpan } from "../support/otlp-receiver.ts";
import { filesOfPage } from "../support/page.ts";
import { runProcess } from "../support/process.ts";
import { REPOSITORY } from "../support/repository.ts";
import { describeRedis } from "../support/servers/describe.ts";
import { startRedis } from "../support/servers/redis.ts";
import { topology } from "../support/topology.ts";

const ORDER = { type: "object", required: ["id"], properties: { id: { type: "string" } } };
const RECEIPT = { type: "object", required: ["paymentId"], properties: { paymentId: { type: "string" } } };

const MAIL = { type: "object", required: ["text"], properties: { text: { type: "string" } } };

const SPEC = {
  specVersion: 1,
  name: "shop",
  version: "1.0.0",
  context: {
    tenantId: { schema: { type: "string" }, propagate: "baggage", attribute: "tenant.id" },
    plan: { schema: { type: "object", required: ["seats"], properties: { seats: { type: "integer" } } }, attribute: "tenant.plan" },
  },
  schemas: { Order: ORDER, Receipt: RECEIPT, Mail: MAIL },
  tasks: {
    placeOrder: { input: { $ref: "#/schemas/Order" } },
    requestAudit: { input: { $ref: "#/schemas/Order" } },
    check: {
      output: { type: "object", required: ["seats"], properties: { seats: { type: "integer" } } },
      span: { attributes: { "audit.seats": "${ output.seats }" } },
    },
    charge: { input: { $ref: "#/schemas/Order" }, output: { $ref: "#/schemas/Receipt" } },
    announce: { input: { $ref: "#/schemas/Mail" } },
    print: { input: { $ref: "#/schemas/Mail" } },
  },
  workflows: {
    buy: { input: { $ref: "#/schemas/Order" }, steps: { place: { task: "placeOrder", input: "${ input }" } } },
    checkout: {
      input: { $ref: "#/schemas/Order" },
      output: { $ref: "#/schemas/Receipt" },
      steps: { charge: { task: "charge", input: "${ input }" } },
      result: "${ steps.charge }",
    },
    watch: { input: { $ref: "#/schemas/Order" }, steps: { request: { task: "requestAudit", input: "${ input }" } } },
    audit: { input: { $ref: "#/schemas/Order" }, steps: { check: { task: "check" } } },
    tell: { input: { $ref: "#/schemas/Mail" }, steps: { announce: { task: "announce", input: "${ input }" } } },
    deliver: { input: { $ref: "#/schemas/Mail" }, steps: { print: { task: "print", input: "${ input }" } } },
  },
  telemetry: { exporters: [{ type: "otlphttp" }] },
};

const CHARGE = `import type { Charge } from "../generated/tasks/charge.ts";

export const charge: Charge = async ({ id }) => ({ paymentId: \`payment of \${id}\` });
`;

const CHECK = `import type { Check } from "../generated/tasks/check.ts";

export const check: Check = async (_, task) => ({ seats: task.context.plan?.seats ?? 0 });
`;

const PRINT = `import type { Print } from "../generated/tasks/print.ts";

export const print: Print = async ({ text }) => console.log(text);
`;

const MAIN = `import { once } from "node:events";
import { auditWorker } from "./audit-worker.ts";
import { audits } from "./audits.ts";
import { buy, tell, watch } from "./flows/generated/index.ts";
import { telemetry } from "./flows/generated/telemetry.ts";
import { receive, redis } from "./mails.ts";
import { orders } from "./orders.ts";
import { worker } from "./worker.ts";

const completed = once(worker, "completed");
await buy.run({ id: "o-1" }, { context: { tenantId: "acme" } });
await completed;
const audited = once(auditWorker, "completed");
await watch.run({ id: "o-2" }, { context: { tenantId: "acme", plan: { seats: 3 } } });
await audited;
await tell.run({ text: "It is on its way." }, { context: { tenantId: "acme" }, runId: "tell-1" });
await receive();
await redis.quit();
await Promise.all([worker.close(), auditWorker.close()]);
await Promise.all([orders.close(), audits.close()]);
await telemetry.shutdown();
`;

let project: GeneratedProject;

beforeAll(() => {
  const handlers = { "src/flows/tasks/charge.ts": CHARGE, "src/flows/tasks/check.ts": CHECK, "src/flows/tasks/print.ts": PRINT };
  const files = { ...handlers, "src/main.ts": MAIN, ...filesOfPage("queues.md") };
  project = generateProject(SPEC, files, ["bullmq", "ioredis", "@types"]);
});

afterAll(() => {
  project.remove();
});

test("the code of docs/queues.md compiles", async () => {
  const tsc = join(REPOSITORY, "node_modules/typescript/bin/tsc");
  const options = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--skipLibCheck", "--types", "node"];
  const { stdout } = await runProcess([tsc, "-p", ".", ...options], { cwd: project.folder });
  expect(stdout).toBe("");
});

describeRedis("the code of docs/queues.md", () => {
  let spans: readonly ReceivedSpan[];

  beforeAll(async () => {
    await using redis = await startRedis();
    const receiver = await startReceiver();
    const environment = { REDIS_URL: redis.url, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl };
    const ended = await runProcess(["--no-warnings", "src/main.ts"], { cwd: project.folder, environment });
    await receiver.close();
    expect(ended).toMatchObject({ code: 0, stdout: "It is on its way.\n", stderr: "" });
    // On a slow machine, runs of more than 5 s say that they are under way.
    spans = receiver.spans.filter(({ name }) => name !== "gen_flows.workflow.started");
  });

  test("with BullMQ, a flow and what a worker makes of its job are one trace", () => {
    expect(topology(traceOf("workflow buy"))).toEqual([
      "add orders < task placeOrder",
      "process orders < add orders",
      "task charge < workflow checkout",
      "task placeOrder < workflow buy",
      "workflow buy < -",
      "workflow checkout < process orders",
    ]);
    expect(spans.filter(({ name }) => name === "task charge")).toMatchObject([{ attributes: { "tenant.id": "acme" } }]);
  });

  test("what is no baggage crosses in the data of a job that a run is made of", () => {
    const trace = traceOf("workflow watch");
    expect(topology(trace)).toEqual([
      "add audits < task requestAudit",
      "process audits < add audits",
      "task check < workflow audit",
      "task requestAudit < workflow watch",
      "workflow audit < process audits",
      "workflow watch < -",
    ]);
    expect(trace.find(({ name }) => name === "task check")?.attributes).toMatchObject({ "audit.seats": 3 });
    const said = trace.map(({ name, attributes }) => `${name}: ${String(attributes["tenant.id"])} ${String(attributes["tenant.plan"])}`);
    expect(said.toSorted()).toEqual([
      'add audits: acme {"seats":3}',
      "process audits: undefined undefined",
      'task check: acme {"seats":3}',
      'task requestAudit: acme {"seats":3}',
      'workflow audit: acme {"seats":3}',
      'workflow watch: acme {"seats":3}',
    ]);
  });

  test("the recipe does the same with a list of Redis, and the message names the run", () => {
    const trace = traceOf("workflow tell");
    expect(topology(trace)).toEqual([
      "process mails < send mails",
      "send mails < task announce",
      "task announce < workflow tell",
      "task print < workflow deliver",
      "workflow deliver < process mails",
      "workflow tell < -",
    ]);
    const spanOf = (name: string) => trace.find((span) => span.name === name);
    const described = { "messaging.system": "redis", "messaging.message.id": "tell-1/announce" };
    expect(spanOf("send mails")).toMatchObject({ kind: "PRODUCER", attributes: described });
    expect(spanOf("process mails")).toMatchObject({ kind: "CONSUMER", attributes: described });
    expect(spanOf("workflow deliver")).toMatchObject({ attributes: { "tenant.id": "acme", "gen_flows.run.id": "tell-1/announce" } });
  });

  function traceOf(root: string): readonly ReceivedSpan[] {
    const traceId = spans.find(({ name }) => name === root)?.traceId;
    return spans.filter((span) => span.traceId === traceId);
  }
});
