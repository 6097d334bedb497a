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

const SPEC = {
  specVersion: 1,
  name: "shop",
  version: "1.0.0",
  context: { tenantId: { schema: { type: "string" }, propagate: "baggage", attribute: "tenant.id" } },
  schemas: { Order: ORDER, Receipt: RECEIPT },
  tasks: {
    placeOrder: { input: { $ref: "#/schemas/Order" } },
    charge: { input: { $ref: "#/schemas/Order" }, output: { $ref: "#/schemas/Receipt" } },
  },
  workflows: {
    buy: { input: { $ref: "#/schemas/Order" }, steps: { place: { task: "placeOrder", input: "${ input }" } } },
    checkout: {
      input: { $ref: "#/schemas/Order" },
      output: { $ref: "#/schemas/Receipt" },
      steps: { charge: { task: "charge", input: "${ input }" } },
      result: "${ steps.charge }",
    },
  },
  telemetry: { exporters: [{ type: "otlphttp" }] },
};

const CHARGE = `import type { Charge } from "../generated/tasks/charge.ts";

export const charge: Charge = async ({ id }) => ({ paymentId: \`payment of \${id}\` });
`;

const MAIN = `import { once } from "node:events";
import { buy } from "./flows/generated/index.ts";
import { telemetry } from "./flows/generated/telemetry.ts";
import { orders } from "./orders.ts";
import { worker } from "./worker.ts";

const completed = once(worker, "completed");
await buy.run({ id: "o-1" }, { context: { tenantId: "acme" } });
await completed;
await worker.close();
await orders.close();
await telemetry.shutdown();
`;

let project: GeneratedProject;

beforeAll(() => {
  const files = { "src/flows/tasks/charge.ts": CHARGE, "src/main.ts": MAIN, ...filesOfPage("queues.md") };
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
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    ({ spans } = receiver);
  });

  test("with BullMQ, a flow and what a worker makes of its job are one trace", () => {
    expect(topology(spans)).toEqual([
      "add orders < task placeOrder",
      "process orders < add orders",
      "task charge < workflow checkout",
      "task placeOrder < workflow buy",
      "workflow buy < -",
      "workflow checkout < process orders",
    ]);
    expect(spans.filter(({ name }) => name === "task charge")).toMatchObject([{ attributes: { "tenant.id": "acme" } }]);
  });
});
