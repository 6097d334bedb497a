import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { generateProject } from "../../support/generated-project.ts";
import type { GeneratedProject } from "../../support/generated-project.ts";
import { REPOSITORY } from "../../support/repository.ts";

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

/** A shop that pays by calling a service, and that service: `serve.ts` and `main.ts`, with the code of docs/connect.md. */
export function createPaymentsProject(): GeneratedProject {
  const project = generateProject(SPEC, FILES);
  for (const installed of ["@bufbuild", "@connectrpc", "@types"]) {
    symlinkSync(join(REPOSITORY, "node_modules", installed), join(project.folder, "node_modules", installed));
  }
  mkdirSync(join(project.folder, "gen/shop/v1"), { recursive: true });
  cpSync(join(import.meta.dirname, "payment-service.ts"), join(project.folder, "gen/shop/v1/payment_pb.ts"));
  return project;
}
