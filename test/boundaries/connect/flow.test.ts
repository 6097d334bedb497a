import { afterAll, beforeAll, expect, test } from "vitest";
import type { GeneratedProject } from "../../support/generated-project.ts";
import { startReceiver } from "../../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedPoint } from "../../support/otlp-receiver.ts";
import { runProcess, startProcess } from "../../support/process.ts";
import { topology } from "../../support/topology.ts";
import { createPaymentsProject } from "./payments-project.ts";

let project: GeneratedProject;
let receiver: OtlpReceiver;
let printed: unknown;

beforeAll(async () => {
  receiver = await startReceiver();
  project = createPaymentsProject();
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
      "task pay < workflow checkout",
      "shop.v1.PaymentService/Charge < task pay",
      ...settled("Charge"),
      "forEach others < workflow checkout",
      ...[0, 1, 2].flatMap((index) => [
        `task payBy[${index}] < forEach others`,
        `shop.v1.PaymentService/Watch < task payBy[${index}]`,
        ...streamed,
      ]),
    ].toSorted(),
  );
});

test("the typed context is on every span of both runs, those of calls and of hand-written code included", () => {
  const runs = receiver.spans.filter(({ kind }) => kind !== "SERVER");
  expect(new Set(runs.map(({ attributes }) => attributes["tenant.id"]))).toEqual(new Set(["acme"]));
  const services = new Set(receiver.spans.map(({ name, kind, resource }) => `${resource["service.name"]} ${name.split(" ")[0]} ${kind}`));
  expect(services).toContain("shop shop.v1.PaymentService/Charge CLIENT");
  expect(services).toContain("payments shop.v1.PaymentService/Charge SERVER");
});

test("calls are measured on both sides", () => {
  // Totals are exported at the end of each run, and once more at the end.
  const totals = new Map<string, ReceivedPoint>();
  for (const point of receiver.points.filter(({ metric }) => metric.startsWith("rpc."))) {
    totals.set(`${String(point.resource["service.name"])} ${point.metric} ${String(point.attributes["rpc.method"])}`, point);
  }
  expect(Object.fromEntries([...totals].map(([series, { count, unit }]) => [series, `${count} in ${unit}`]))).toEqual({
    "payments rpc.server.call.duration shop.v1.PaymentService/Charge": "1 in s",
    "payments rpc.server.call.duration shop.v1.PaymentService/Watch": "3 in s",
    "shop rpc.client.call.duration shop.v1.PaymentService/Charge": "1 in s",
    "shop rpc.client.call.duration shop.v1.PaymentService/Watch": "3 in s",
  });
  const buckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
  expect([...totals.values()].map(({ bounds }) => bounds)).toEqual(Array.from(totals, () => buckets));
});

test("hand-written code in a task shows nothing that the spec calls sensitive", () => {
  const asked = receiver.spans.find(({ name }) => name === "bank.ask");
  expect(asked).toMatchObject({ attributes: { "error.type": "RangeError" }, status: "error" });
  expect(asked?.events).toHaveLength(1);
  expect(JSON.stringify(asked, (_, value: unknown) => (typeof value === "bigint" ? undefined : value))).not.toContain("card of o1");
});
