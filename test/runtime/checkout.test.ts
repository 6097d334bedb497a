import { beforeAll, beforeEach, expect, test } from "vitest";
import { createFlows } from "./fixtures/shop/index.ts";
import type { OrderInput } from "./fixtures/shop/types.ts";
import {
  eventsOf,
  forgetSpans,
  kindOf,
  linksOf,
  registerTracing,
  spanNamed,
  spans,
  spansNamed,
  statusOf,
  topology,
} from "./fixtures/tracing.ts";

const ORDER: OrderInput = {
  id: "o1",
  customerId: "c1",
  totalCents: 1999,
  lines: [
    { sku: "a", qty: 1 },
    { sku: "b", qty: 2 },
  ],
};

beforeAll(registerTracing);
beforeEach(forgetSpans);

test("a successful run is one connected trace, fan-in by links, forEach as one link", async () => {
  const receipt = await createFlows().checkout.run(ORDER, { runId: "run-1" });

  expect(receipt).toEqual({ status: "confirmed", paymentId: "p1", trackingNumbers: ["T-parcel-a", "T-parcel-b"] });
  expect(topology()).toEqual([
    "forEach shipments < workflow checkout (depends_on:task reserveStock, depends_on:task chargeCard)",
    "task chargeCard < workflow checkout (depends_on:task scoreFraud, depends_on:task reserveStock)",
    "task createShipment[0] < forEach shipments",
    "task createShipment[1] < forEach shipments",
    // `release` was skipped: the mail waited, through it, for what `release` waited for.
    "task notify < workflow checkout (depends_on:forEach shipments, depends_on:task reserveStock, depends_on:task chargeCard)",
    "task reserveStock < workflow checkout",
    "task scoreFraud < workflow checkout",
    "workflow checkout < -",
  ]);
  expect(new Set(spans().map((span) => span.spanContext().traceId)).size).toBe(1);
});

test("spans carry what the design promises, and nothing is an error", async () => {
  await createFlows().checkout.run(ORDER, { runId: "run-1" });

  const workflow = spanNamed("workflow checkout");
  expect(kindOf(workflow)).toBe("INTERNAL");
  expect(workflow.attributes).toEqual({
    "gen_flows.workflow.name": "checkout",
    "gen_flows.workflow.version": "1.0.0",
    "gen_flows.run.id": "run-1",
    "gen_flows.spec.digest": "3f1c9a0be27d4c58",
    "gen_flows.workflow.result": "success",
  });
  expect(eventsOf(workflow)).toEqual(["gen_flows.step.skipped"]);
  expect(workflow.events[0]?.attributes).toEqual({ "gen_flows.step.id": "release" });

  const charge = spanNamed("task chargeCard");
  expect(kindOf(charge)).toBe("CLIENT");
  expect(charge.attributes).toEqual({
    "gen_flows.task.name": "chargeCard",
    "gen_flows.step.id": "charge",
    "gen_flows.task.attempt": 1,
    "shop.customer.id": "c1",
    "shop.payment.id": "p1",
  });
  expect(charge.events.map((event) => [event.name, event.attributes])).toEqual([
    ["charge.authorised", { amount: 1999 }],
    ["charge.seen", undefined],
  ]);

  expect(spanNamed("forEach shipments").attributes).toEqual({
    "gen_flows.step.id": "shipments",
    "gen_flows.for_each.count": 2,
  });
  expect(spansNamed("task createShipment")[1]?.attributes["gen_flows.step.index"]).toBe(1);
  expect(spans().map(statusOf)).toEqual(spans().map(() => "UNSET"));
});

test("a rejected order skips the shipments and releases the stock", async () => {
  const flows = createFlows({ handlers: { scoreFraud: async () => ({ score: 0.9 }) } });

  expect(await flows.checkout.run(ORDER)).toEqual({ status: "rejected", paymentId: undefined, trackingNumbers: [] });

  const skipped = spanNamed("workflow checkout").events.map((event) => event.attributes?.["gen_flows.step.id"]);
  expect(skipped).toEqual(["charge", "shipments"]);
  expect(spanNamed("task releaseStock").attributes["gen_flows.step.id"]).toBe("release");
  expect(linksOf(spanNamed("task notify"))).toEqual([
    "depends_on:task reserveStock",
    "depends_on:task scoreFraud",
    "depends_on:task releaseStock",
  ]);
});

test("a failure compensates in reverse order of completion, in spans that link to what they undo", async () => {
  const undone: unknown[] = [];
  const flows = createFlows({
    handlers: {
      notify: async () => {
        throw new Error("no mail today");
      },
      refundPayment: async (input) => {
        undone.push(input);
      },
      releaseStock: async (input, task) => {
        undone.push(input, task.idempotencyKey);
      },
    },
  });

  await expect(flows.checkout.run(ORDER, { runId: "run-1" })).rejects.toThrow("no mail today");

  expect(undone).toEqual([{ paymentId: "p1" }, { reservationId: "r1" }, "run-1/stock.compensate"]);
  expect(topology().filter((line) => line.startsWith("compensate"))).toEqual([
    "compensate refundPayment < workflow checkout (compensates:task chargeCard)",
    "compensate releaseStock < workflow checkout (compensates:task reserveStock)",
  ]);
  expect(kindOf(spanNamed("compensate releaseStock"))).toBe("INTERNAL");
  const workflow = spanNamed("workflow checkout");
  expect(workflow.attributes).toMatchObject({ "gen_flows.workflow.result": "failure", "error.type": "Error" });
  expect(workflow.status).toMatchObject({ code: 2, message: "no mail today" });
  // The exception is on the span of the attempt, and only there.
  expect(eventsOf(workflow)).not.toContain("exception");
  expect(spansNamed("task notify").map(eventsOf)).toEqual([
    ["exception", "gen_flows.task.retry_scheduled"],
    ["exception", "gen_flows.task.retry_scheduled"],
    ["exception"],
  ]);
});

test("the input is checked in a copy, and its defaults are filled in", async () => {
  const seen: string[] = [];
  const flows = createFlows({
    handlers: {
      chargeCard: async (input) => {
        seen.push(input.currency);
        return { paymentId: "p1" };
      },
    },
  });

  await flows.checkout.run(ORDER);

  expect(seen).toEqual(["EUR"]);
  expect(ORDER.currency).toBeUndefined();
  const wrong = { ...ORDER, id: 7 } as unknown as OrderInput;
  await expect(flows.checkout.run(wrong)).rejects.toMatchObject({
    name: "InvalidInputError",
    message: "The input of workflow `checkout` does not fit its schema:\n  /id must be string",
  });
  const uncopyable = { ...ORDER, lines: () => [] } as unknown as OrderInput;
  await expect(flows.checkout.start(uncopyable)).rejects.toMatchObject({ name: "InvalidInputError" });
});
