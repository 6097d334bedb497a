const TEXT = { type: "string" };
const NUMBER = { type: "integer" };

function object(properties: object): object {
  return { type: "object", required: Object.keys(properties), properties };
}

/** Enough steps that one that waits for all of them has more links than a span keeps. */
const WIDE = Array.from({ length: 130 }, (_, index) => `s${index}`);

/** A spec that makes every kind of span that there is. `main.ts` runs it. */
export const SPEC = {
  specVersion: 1,
  name: "shop",
  version: "1.2.3",
  signals: { review: object({ approved: { type: "boolean" } }) },
  context: { tenantId: { schema: TEXT, attribute: "tenant.id" } },
  defaults: { task: { retry: { maximumAttempts: 2, initialInterval: "2ms", maximumInterval: "4ms" } } },
  tasks: {
    score: {
      input: object({ customerId: TEXT }),
      output: object({ score: { type: "number" } }),
      span: { attributes: { "shop.customer.id": "${ input.customerId }", "shop.score": "${ output.score }", "shop.rules": NUMBER } },
      events: { "score.computed": { attributes: { rules: NUMBER } } },
    },
    reserve: { output: object({ parcels: { type: "array", items: object({ id: TEXT }) } }) },
    release: {},
    charge: {
      output: object({ paymentId: TEXT }),
      span: { kind: "client", name: "charge card" },
      errors: { Declined: { retryable: false, expected: true }, Secret: { retryable: false, mask: "card refused" } },
    },
    decline: { errors: { Declined: { retryable: false, expected: true } } },
    refuse: { errors: { Secret: { retryable: false, mask: "card refused" } } },
    ship: { input: object({ id: TEXT }) },
    warn: {},
    boom: { retry: { maximumAttempts: 1 } },
    ping: {},
    hang: { retry: { maximumAttempts: 1 } },
  },
  workflows: {
    parcel: { input: object({ id: TEXT }), steps: { label: { task: "ping" } } },
    order: {
      input: object({ id: TEXT }),
      span: { attributes: { "shop.order.id": "${ input.id }" } },
      steps: {
        fraud: { task: "score", input: { customerId: "${ input.id }" } },
        stock: { task: "reserve" },
        charge: { task: "charge", after: ["fraud", "stock"] },
        never: { task: "ping", when: "${ steps.fraud.score > 1 }" },
        shipments: {
          forEach: { items: "${ steps.stock.parcels }", as: "parcel", maxConcurrency: 2 },
          after: ["charge"],
          task: "ship",
          input: { id: "${ parcel.id }" },
        },
        group: { after: ["charge"], steps: { inner: { task: "ping" } } },
        route: { after: ["charge"], switch: [{ when: "${ input.id === 'none' }", steps: {} }, { steps: { chosen: { task: "ping" } } }] },
        child: { after: ["shipments", "group", "route"], workflow: "parcel", input: { id: "${ input.id }" } },
        declined: { after: ["charge"], task: "decline", catch: [{ errors: ["Declined"], steps: {} }] },
        refused: { after: ["charge"], task: "refuse", catch: [{ errors: ["Secret"], steps: {} }] },
        cooling: { after: ["charge"], sleep: "30ms" },
        review: { after: ["child"], waitForSignal: "review", timeout: "20s" },
        noReview: { after: ["review"], waitForSignal: "review", timeout: "10ms" },
        warned: { after: ["review"], task: "warn" },
      },
    },
    failing: {
      steps: {
        stock: { task: "reserve", compensate: { task: "release" } },
        boom: { task: "boom", after: ["stock"] },
      },
    },
    slow: { executionTimeout: "30ms", steps: { hang: { task: "hang" } } },
    wide: {
      steps: {
        ...Object.fromEntries(WIDE.map((name) => [name, { task: "ping" }])),
        last: { task: "ping", after: WIDE },
      },
    },
  },
  telemetry: { exporters: [{ type: "otlphttp", endpoint: "${env:TARGET}" }], scope: { name: "my.app" } },
};

export const MAIN = `
import { trace } from "@opentelemetry/api";
import { createFlows } from "./src/flows/generated/index.ts";
import { telemetry } from "./src/flows/generated/telemetry.ts";

const nothing = async () => {};
const hang = (_: undefined, task: { readonly signal: AbortSignal }) =>
  new Promise<void>((_, reject) => task.signal.addEventListener("abort", () => reject(task.signal.reason as Error)));
const handlers = {
  score: async (_input, task) => {
    task.span.set("shop.rules", 7);
    task.span.event("score.computed", { rules: 7 });
    return { score: 0.5 };
  },
  reserve: async () => ({ parcels: [{ id: "a" }, { id: "b" }, { id: "c" }] }),
  release: async () => {
    trace.getTracer("library").startSpan("query").end();
  },
  charge: async (_input, task) => {
    if (task.attempt === 1) {
      throw new RangeError("no answer");
    }
    return { paymentId: "p" };
  },
  decline: async (_input, task) => task.fail("Declined"),
  refuse: async (_input, task) => task.fail("Secret"),
  ship: nothing,
  warn: async (_input, task) => {
    task.span.error("Order not found");
  },
  boom: async () => {
    throw new TypeError("boom");
  },
  ping: nothing,
  hang,
} satisfies Parameters<typeof createFlows>[0]["handlers"];
const flows = createFlows({ handlers });
const context = { tenantId: "acme" };
const ids: Record<string, string> = {};
const failed = (run: { result(): Promise<unknown> }) => run.result().then(() => undefined, () => undefined);

const order = await flows.order.start({ id: "order-1" }, { context });
ids.order = order.traceId;
await trace.getTracer("reviewer").startActiveSpan("POST /review", async (span) => {
  await order.signal("review", { approved: true });
  span.end();
});
await order.result();
for (const name of ["failing", "slow"] as const) {
  const run = await flows[name].start(undefined, { context });
  ids[name] = run.traceId;
  await failed(run);
}
const cancelled = await flows.slow.start(undefined, { context });
ids.cancelled = cancelled.traceId;
await cancelled.cancel();
await failed(cancelled);
const limited = createFlows({ handlers, maxConcurrentRuns: 1 });
const [first, second] = await Promise.all([limited.parcel.start({ id: "1" }, { context }), limited.parcel.start({ id: "2" }, { context })]);
await Promise.all([first.result(), second.result()]);
ids.admitted = first.traceId;
ids.queued = second.traceId;
await trace.getTracer("caller").startActiveSpan("GET /parcel", async (span) => {
  ids.called = span.spanContext().traceId;
  await flows.parcel.run({ id: "3" }, { context });
  span.end();
});
const wide = await flows.wide.start(undefined, { context });
ids.wide = wide.traceId;
await wide.result();
await telemetry.flush();
console.log(JSON.stringify({ ids, statistics: telemetry.statistics() }));
`;
