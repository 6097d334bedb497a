import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateProject } from "../../support/generated-project.ts";
import type { GeneratedProject } from "../../support/generated-project.ts";
import { startReceiver } from "../../support/otlp-receiver.ts";
import type { OtlpReceiver } from "../../support/otlp-receiver.ts";
import { runProcess, startProcess } from "../../support/process.ts";
import { REPOSITORY, TSC } from "../../support/repository.ts";
import { topology } from "../../support/topology.ts";

const object = (...names: readonly string[]) => ({
  type: "object",
  required: names,
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
});

const SPEC = {
  specVersion: 1,
  name: "shop",
  version: "1.0.0",
  context: { tenantId: { schema: { type: "string" }, propagate: "baggage", attribute: "tenant.id" } },
  tasks: {
    pay: { input: object("orderId"), output: object("paymentId") },
    payBy: { input: object("protocol"), output: { type: "array", items: { type: "string" } } },
    verify: {
      input: { type: "object", required: ["card"], properties: { card: { type: "string", "x-sensitive": "mask" } } },
    },
    book: { input: object("orderId"), output: object("paymentId") },
  },
  workflows: {
    checkout: {
      input: object("orderId"),
      output: object("paymentId"),
      steps: {
        verify: { task: "verify", input: { card: "${ `card of ${input.orderId}` }" } },
        payment: { task: "pay", after: ["verify"], input: { orderId: "${ input.orderId }" } },
        others: {
          after: ["payment"],
          forEach: { items: "${ ['http1', 'http2', 'grpc'] }", as: "protocol", maxConcurrency: 1 },
          task: "payBy",
          input: { protocol: "${ protocol }" },
        },
      },
      result: { paymentId: "${ steps.payment.paymentId }" },
    },
    settle: {
      input: object("orderId"),
      output: object("paymentId"),
      steps: { booking: { task: "book", input: { orderId: "${ input.orderId }" } } },
      result: { paymentId: "${ steps.booking.paymentId }" },
    },
  },
  telemetry: {
    exporters: [{ type: "otlphttp", endpoint: "${env:TARGET}" }],
    metrics: { exporters: [{ type: "otlphttp", endpoint: "${env:TARGET}" }] },
  },
};

const PAGE = readFileSync(join(REPOSITORY, "docs/connect.md"), "utf8");

/** A file of docs/connect.md, by the comment that it begins with. */
function shown(path: string): string {
  const code = [...PAGE.matchAll(/^```ts\n(.*?)^```$/gms)].find(([, block]) => block?.startsWith(`// ${path}\n`))?.[1];
  if (code === undefined) {
    throw new Error(`docs/connect.md does not show ${path}`);
  }
  return code;
}

const FILES = {
  "src/flows/tasks/pay.ts": shown("src/flows/tasks/pay.ts"),
  "server.ts": shown("server.ts"),
  "src/flows/tasks/pay-by.ts": `import { createClient } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport } from "@connectrpc/connect-node";
import { clientInterceptor } from "@gen-flows/runtime/connect";
import { PaymentService } from "../../../gen/shop/v1/payment_pb.ts";
import type { PayBy } from "../generated/tasks/pay-by.ts";

const [http1 = "http://localhost", http2 = http1] = process.env["OTHERS"]?.split(",") ?? [];
const interceptors = [clientInterceptor()];
const transports = new Map([
  ["http1", createConnectTransport({ baseUrl: http1, httpVersion: "1.1", interceptors })],
  ["http2", createConnectTransport({ baseUrl: http2, httpVersion: "2", interceptors })],
  ["grpc", createGrpcTransport({ baseUrl: http2, interceptors })],
]);

export const payBy: PayBy = async ({ protocol }, task) => {
  const transport = transports.get(protocol);
  if (transport === undefined) {
    throw new TypeError(protocol);
  }
  const events: string[] = [];
  for await (const { value } of createClient(PaymentService, transport).watch({ value: protocol }, { signal: task.signal })) {
    events.push(value);
  }
  return events;
};
`,
  "src/flows/tasks/verify.ts": `import { traced } from "@gen-flows/runtime";
import type { Verify } from "../generated/tasks/verify.ts";

const ask = traced(
  "bank.ask",
  async (card: string) => {
    throw new RangeError(\`cannot read \${card}\`);
  },
  { attributes: (card) => ({ "app.question": \`what about \${card}?\` }) },
);

export const verify: Verify = async ({ card }) => {
  await ask(card).catch(() => {});
};
`,
  "src/flows/tasks/book.ts": `import type { Book } from "../generated/tasks/book.ts";

export const book: Book = async ({ orderId }, task) => ({ paymentId: \`\${orderId} of \${task.context.tenantId}\` });
`,
  "serve.ts": `import { once } from "node:events";
import http from "node:http";
import http2 from "node:http2";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { serverInterceptor } from "@gen-flows/runtime/connect";
import { PaymentService } from "./gen/shop/v1/payment_pb.ts";
import { settle } from "./src/flows/generated/index.ts";
import { telemetry } from "./src/flows/generated/telemetry.ts";
import { server } from "./server.ts";

const handle = connectNodeAdapter({
  routes: (router) => {
    router.service(PaymentService, {
      async *watch({ value }, call) {
        for (const event of ["seen", "settled"]) {
          const { paymentId } = await settle.run({ orderId: value }, { signal: call.signal });
          yield { value: \`\${paymentId} \${event}\` };
        }
      },
    });
  },
  interceptors: [serverInterceptor()],
});
const servers = [server, http.createServer(handle).listen(0, "127.0.0.1"), http2.createServer(handle).listen(0, "127.0.0.1")];
const ports = [];
for (const each of servers) {
  if (!each.listening) {
    await once(each, "listening");
  }
  const address = each.address();
  ports.push(typeof address === "object" ? address?.port : undefined);
}
console.log(\`ports \${ports.join()}\`);
process.once("SIGTERM", () => {
  void telemetry.shutdown().then(() => process.exit());
});
`,
  "main.ts": `import { checkout } from "./src/flows/generated/index.ts";
import { telemetry } from "./src/flows/generated/telemetry.ts";

console.log(JSON.stringify(await checkout.run({ orderId: "o1" }, { context: { tenantId: "acme" } })));
await telemetry.shutdown();
// Connections of HTTP/2 stay open for a while.
process.exit();
`,
};

let project: GeneratedProject;
let receiver: OtlpReceiver;
let printed: unknown;

beforeAll(async () => {
  receiver = await startReceiver();
  project = generateProject(SPEC, FILES);
  for (const installed of ["@bufbuild", "@connectrpc", "@types"]) {
    symlinkSync(join(REPOSITORY, "node_modules", installed), join(project.folder, "node_modules", installed));
  }
  mkdirSync(join(project.folder, "gen/shop/v1"), { recursive: true });
  cpSync(join(import.meta.dirname, "payment-service.ts"), join(project.folder, "gen/shop/v1/payment_pb.ts"));

  const options = (environment: Readonly<Record<string, string>>) => ({
    cwd: project.folder,
    environment: { ...environment, TARGET: receiver.httpUrl, NODE_NO_WARNINGS: "1" },
  });
  const service = startProcess(["serve.ts"], options({ OTEL_SERVICE_NAME: "payments", PORT: "0" }));
  const [first, ...others] = (await service.line("ports ")).split(",").map((port) => `http://127.0.0.1:${port}`);
  const client = await runProcess(["main.ts"], options({ PAYMENTS_URL: first ?? "", OTHERS: others.join() }));
  expect(client).toMatchObject({ code: 0, stderr: "" });
  printed = JSON.parse(client.stdout);
  service.kill("SIGTERM");
  expect(await service.ended).toMatchObject({ code: 0, stderr: "" });
});
afterAll(async () => {
  project.remove();
  await receiver.close();
});

/** What stands below a call that settles one payment, and the call on the server. */
const settled = (method: string) => [
  `shop.v1.PaymentService/${method} < shop.v1.PaymentService/${method}`,
  "task book < workflow settle",
  `workflow settle < shop.v1.PaymentService/${method}`,
];

test("a task calls a service that starts a workflow: one trace over both processes, unary and streaming, by every protocol", () => {
  expect(printed).toEqual({ paymentId: "o1 of acme" });
  expect(new Set(receiver.spans.map(({ traceId }) => traceId)).size).toBe(1);
  const streamed = [...settled("Watch"), ...settled("Watch").slice(1)];
  expect(topology(receiver.spans)).toEqual(
    [
      "workflow checkout < -",
      "task verify < workflow checkout",
      "bank.ask < task verify",
      "task pay < workflow checkout (depends_on:task verify)",
      "shop.v1.PaymentService/Charge < task pay",
      ...settled("Charge"),
      "forEach others < workflow checkout (depends_on:task pay)",
      ...[0, 1, 2].flatMap((index) => [
        `task payBy[${index}] < forEach others`,
        `shop.v1.PaymentService/Watch < task payBy[${index}]`,
        ...streamed,
      ]),
    ].toSorted(),
  );
});

test("the typed context is on every span of both runs", () => {
  const runs = receiver.spans.filter(({ name }) => /^(workflow|task|forEach)/.test(name));
  expect(new Set(runs.map(({ attributes }) => attributes["tenant.id"]))).toEqual(new Set(["acme"]));
  const services = new Set(receiver.spans.map(({ name, kind, resource }) => `${resource["service.name"]} ${name.split(" ")[0]} ${kind}`));
  expect(services).toContain("shop shop.v1.PaymentService/Charge CLIENT");
  expect(services).toContain("payments shop.v1.PaymentService/Charge SERVER");
});

test("calls are measured on both sides", () => {
  const measured = receiver.points.filter(({ metric }) => metric.startsWith("rpc."));
  expect(measured.map(({ metric, unit, attributes, count, resource }) => [resource["service.name"], metric, unit, attributes["rpc.method"], count]).toSorted()).toEqual([
    ["payments", "rpc.server.call.duration", "s", "shop.v1.PaymentService/Charge", 1],
    ["payments", "rpc.server.call.duration", "s", "shop.v1.PaymentService/Watch", 3],
    ["shop", "rpc.client.call.duration", "s", "shop.v1.PaymentService/Charge", 1],
    ["shop", "rpc.client.call.duration", "s", "shop.v1.PaymentService/Watch", 3],
  ]);
  expect(measured[0]?.bounds).toEqual([0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]);
});

test("hand-written code in a task shows nothing that the spec calls sensitive", () => {
  const asked = receiver.spans.find(({ name }) => name === "bank.ask");
  expect(asked).toMatchObject({ attributes: { "error.type": "RangeError" }, status: "error" });
  expect(asked?.events).toHaveLength(1);
  expect(JSON.stringify(asked, (_, value: unknown) => (typeof value === "bigint" ? undefined : value))).not.toContain("card of o1");
});

test("the code of docs/connect.md compiles", async () => {
  expect(await runProcess([TSC, "-p", ".", "--strict", "--skipLibCheck", "--types", "node"], { cwd: project.folder })).toMatchObject({
    code: 0,
    stdout: "",
  });
});
