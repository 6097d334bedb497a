import { delimiter, dirname } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateProject } from "../support/generated-project.ts";
import type { GeneratedProject } from "../support/generated-project.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { ReceivedSpan } from "../support/otlp-receiver.ts";
import { filesOfPage } from "../support/page.ts";
import { startProcess } from "../support/process.ts";
import type { Ended } from "../support/process.ts";
import { describePython, pythonProgram } from "../support/python/environment.ts";
import { topology } from "../support/topology.ts";

const ORDER = { type: "object", required: ["items"], properties: { items: { type: "integer" } } };
const PRICE = { type: "object", required: ["cents"], properties: { cents: { type: "integer" } } };

const SPEC = {
  specVersion: 1,
  name: "shop",
  version: "1.0.0",
  context: { tenantId: { schema: { type: "string" }, propagate: "baggage", attribute: "tenant.id" } },
  schemas: { Order: ORDER },
  tasks: { priceOrder: { input: { $ref: "#/schemas/Order" }, output: PRICE, span: { kind: "client" } } },
  workflows: {
    quote: {
      input: { $ref: "#/schemas/Order" },
      output: PRICE,
      steps: { price: { task: "priceOrder", input: "${ input }" } },
      result: "${ steps.price }",
    },
  },
  telemetry: { exporters: [{ type: "otlphttp" }] },
};

const MAIN = `import type { AddressInfo } from "node:net";
import { telemetry } from "./flows/generated/telemetry.ts";
import { server } from "./server.ts";

server.listen(0, "127.0.0.1", () => console.log(\`http://127.0.0.1:\${(server.address() as AddressInfo).port}\`));
process.on("SIGTERM", async () => {
  server.close();
  await telemetry.shutdown();
});
`;

describePython("Python", () => {
  let project: GeneratedProject;
  let spans: readonly ReceivedSpan[];
  let driver: Ended;

  beforeAll(async () => {
    project = generateProject(SPEC, { "src/main.ts": MAIN, ...filesOfPage("python.md") });
    const receiver = await startReceiver();
    const python = await pythonProgram();
    // The driver starts `node`.
    const PATH = `${dirname(process.execPath)}${delimiter}${process.env["PATH"]}`;
    const environment = { PATH, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl };
    const start = (script: string, program: string, OTEL_SERVICE_NAME: string, others: Readonly<Record<string, string>> = {}) =>
      startProcess([script], { cwd: project.folder, program, environment: { ...environment, OTEL_SERVICE_NAME, ...others } });
    const pricing = start("pricing.py", python, "pricing");
    const PRICING_URL = `http${await pricing.line("http")}`;
    const server = start("src/main.ts", process.execPath, "shop", { PRICING_URL });
    const QUOTES_URL = `http${await server.line("http")}`;
    driver = await start("driver.py", python, "driver", { PRICING_URL, QUOTES_URL }).ended;
    for (const running of [server, pricing]) {
      running.kill("SIGTERM");
      expect(await running.ended).toMatchObject({ code: 0, stderr: "" });
    }
    await receiver.close();
    // On a slow machine, runs of more than 5 s say that they are under way.
    spans = receiver.spans.filter(({ name }) => name !== "gen_flows.workflow.started");
  });

  afterAll(() => {
    project.remove();
  });

  test("a driver starts a flow over HTTP and in a process of its own, and a service works for both", () => {
    expect(driver).toMatchObject({ code: 0, stdout: "{'cents': 500}\n{'cents': 750}\n", stderr: "" });
  });

  test("all of it is one trace, from Python to Node to Python", () => {
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    expect(topology(spans)).toEqual([
      "POST /prices < task priceOrder",
      "POST /prices < task priceOrder",
      "quote orders < -",
      "task priceOrder < workflow quote",
      "task priceOrder < workflow quote",
      "workflow quote < quote orders",
      "workflow quote < quote orders",
    ]);
    const languages = new Set(spans.map(({ name, resource }) => `${name}: ${String(resource["telemetry.sdk.language"])}`));
    expect(languages).toEqual(
      new Set(["POST /prices: python", "quote orders: python", "task priceOrder: nodejs", "workflow quote: nodejs"]),
    );
  });

  test("the baggage of the driver is the context of the run, and arrives at the service", () => {
    const tenants = spans.map(({ name, attributes }) => `${name}: ${String(attributes["tenant.id"])}`);
    expect(new Set(tenants)).toEqual(
      new Set(["POST /prices: acme", "quote orders: undefined", "task priceOrder: acme", "workflow quote: acme"]),
    );
  });
});
