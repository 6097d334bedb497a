import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ExampleCopy } from "../support/example.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedSpan } from "../support/otlp-receiver.ts";
import { runProcess } from "../support/process.ts";
import { TSC } from "../support/repository.ts";
import { spanLabelled, topology } from "../support/topology.ts";
import { generateCheckout, runCheckout } from "./checkout-run.ts";

let example: ExampleCopy;
let receiver: OtlpReceiver;

beforeAll(async () => {
  [example, receiver] = await Promise.all([generateCheckout(), startReceiver()]);
});

afterAll(async () => {
  await receiver.close();
  example.remove();
});

const HAPPY_TRACE = [
  "POST /fraud-scores < task scoreFraud",
  "POST /messages < task notify",
  "POST /payments < task chargeCard",
  "POST /payments < task chargeCard #2",
  "POST /reservations < task reserveStock",
  "POST /shipments < task createShipment[0]",
  "POST /shipments < task createShipment[1]",
  "POST /shipments < task createShipment[2]",
  "forEach shipments < workflow checkout (depends_on:task reserveStock, depends_on:task chargeCard #2)",
  "submit checkout < -",
  "task chargeCard #2 < workflow checkout (previous_attempt:task chargeCard, depends_on:task scoreFraud, depends_on:task reserveStock)",
  "task chargeCard < workflow checkout (depends_on:task scoreFraud, depends_on:task reserveStock)",
  "task createShipment[0] < forEach shipments",
  "task createShipment[1] < forEach shipments",
  "task createShipment[2] < forEach shipments",
  // `release` was skipped: through it, the mail waited for what `release` waited for.
  "task notify < workflow checkout (depends_on:forEach shipments, depends_on:task reserveStock, depends_on:task chargeCard #2)",
  "task reserveStock < workflow checkout",
  "task scoreFraud < workflow checkout",
  "workflow checkout < submit checkout",
];

test("the handlers type-check with the code that is generated for them", async () => {
  // The runtime is there as sources, which lie outside the example.
  const checked = await runProcess([TSC, "--noEmit", "--rootDir", "/"], { cwd: example.folder });

  expect(checked).toMatchObject({ code: 0, stdout: "" });
});

describe("an order whose payment fails once", () => {
  let spans: readonly ReceivedSpan[];
  let runId: string;
  let traceId: string;

  beforeAll(async () => {
    const run = await runCheckout(example, receiver, { FAIL_ONCE: "/payments" });
    ({ spans } = run);
    [, runId = "", traceId = ""] = /^run (\S+), trace (\S+)$/m.exec(run.ended.stderr) ?? [];
    expect(run.ended.code).toBe(0);
    expect(JSON.parse(run.ended.stdout)).toEqual({
      status: "confirmed",
      paymentId: `payment-${runId}/charge`,
      trackingNumbers: ["track-parcel-1-kettle", "track-parcel-2-teapot", "track-parcel-3-cup"],
    });
  });

  test("is one trace over both processes, in the promised topology", () => {
    expect(new Set(spans.map((span) => span.traceId))).toEqual(new Set([traceId]));
    expect(topology(spans)).toEqual(HAPPY_TRACE);
  });

  test("has the names of both services, and their kinds", () => {
    const kinds = spans.map(({ name, kind, resource }) => {
      return [`${name.split(" ")[0] ?? ""} of ${String(resource["service.name"])}`, kind] as const;
    });

    expect(Object.fromEntries(kinds)).toEqual({
      "submit of checkout": "PRODUCER",
      "workflow of checkout": "INTERNAL",
      "forEach of checkout": "INTERNAL",
      "task of checkout": "INTERNAL",
      "POST of shop-service": "SERVER",
    });
  });

  test("the workflow's span says which run it was, and what was skipped", () => {
    const workflow = spanLabelled(spans, "workflow checkout");

    expect(workflow.attributes).toEqual({
      "gen_flows.workflow.name": "checkout",
      "gen_flows.workflow.version": "1.0.0",
      "gen_flows.workflow.result": "success",
      "gen_flows.run.id": runId,
      "gen_flows.spec.digest": expect.stringMatching(/^[0-9a-f]{16}$/),
      "shop.order.id": "order-1001",
    });
    expect(workflow.events).toEqual([
      { name: "gen_flows.step.skipped", attributes: { "gen_flows.step.id": "release" } },
    ]);
    expect(spanLabelled(spans, "submit checkout").attributes).toEqual({
      "gen_flows.workflow.name": "checkout",
      "gen_flows.run.id": runId,
    });
  });

  test("the failed attempt is an error with its exception and the retry that follows; the next is none", () => {
    const failed = spanLabelled(spans, "task chargeCard");
    const succeeded = spanLabelled(spans, "task chargeCard #2");

    expect(failed.status).toBe("error");
    expect(failed.statusMessage).toBe("The shop service answered /payments with 503");
    expect(failed.attributes).toEqual({
      "gen_flows.task.name": "chargeCard",
      "gen_flows.step.id": "charge",
      "gen_flows.task.attempt": 1,
      "gen_flows.task.result": "failure",
      "error.type": "ShopServiceError",
    });
    expect(failed.events.map(({ name }) => name)).toEqual(["exception", "gen_flows.task.retry_scheduled"]);
    expect(failed.events[0]?.attributes).toMatchObject({ "exception.type": "ShopServiceError" });
    expect(failed.events[1]?.attributes).toEqual({ delay: expect.any(Number), next_attempt: 2 });
    const delay = Number(failed.events[1]?.attributes["delay"]);
    expect(succeeded.startTime - failed.endTime).toBeGreaterThanOrEqual(BigInt(Math.floor(delay) - 1) * 1_000_000n);
    expect(succeeded.attributes).toEqual({
      "gen_flows.task.name": "chargeCard",
      "gen_flows.step.id": "charge",
      "gen_flows.task.attempt": 2,
    });
  });

  test("nothing else is an error, has events, or carries attributes of its own", () => {
    const erroneous = spans.filter(({ status }) => status !== "unset");
    const eventful = spans.filter(({ events }) => events.length > 0);

    // The service's span of the 503 is one, too.
    expect(erroneous.map(({ name }) => name).toSorted()).toEqual(["POST /payments", "task chargeCard"]);
    expect(eventful.map(({ name }) => name).toSorted()).toEqual(["task chargeCard", "workflow checkout"]);
    expect(spanLabelled(spans, "forEach shipments").attributes).toEqual({
      "gen_flows.step.id": "shipments",
      "gen_flows.for_each.count": 3,
    });
    expect(spanLabelled(spans, "task createShipment[1]").attributes).toEqual({
      "gen_flows.task.name": "createShipment",
      "gen_flows.step.id": "shipments",
      "gen_flows.step.index": 1,
      "gen_flows.task.attempt": 1,
    });
  });
});

test("the same trace arrives over HTTP, if OTEL_* variables say so", async () => {
  const { ended, spans } = await runCheckout(example, receiver, {
    FAIL_ONCE: "/payments",
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
    OTEL_TRACES_EXPORTER: "otlp",
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl,
  });

  expect(ended.code).toBe(0);
  expect(topology(spans)).toEqual(HAPPY_TRACE);
});

test("a declined card is not retried; the stock is released, and the run fails", async () => {
  const { ended, spans } = await runCheckout(example, receiver, { CUSTOMER: "broke" });

  expect(ended).toMatchObject({ code: 1, stdout: "" });
  expect(ended.stderr).toContain("CardDeclined");
  expect(topology(spans)).toEqual([
    "POST /fraud-scores < task scoreFraud",
    "POST /payments < task chargeCard",
    "POST /releases < compensate releaseStock",
    "POST /reservations < task reserveStock",
    "compensate releaseStock < workflow checkout (compensates:task reserveStock)",
    "submit checkout < -",
    "task chargeCard < workflow checkout (depends_on:task scoreFraud, depends_on:task reserveStock)",
    "task reserveStock < workflow checkout",
    "task scoreFraud < workflow checkout",
    "workflow checkout < submit checkout",
  ]);
  const charge = spanLabelled(spans, "task chargeCard");
  const workflow = spanLabelled(spans, "workflow checkout");
  expect(charge).toMatchObject({ status: "error", attributes: { "error.type": "CardDeclined" } });
  expect(charge.events.map(({ name }) => name)).toEqual(["exception"]);
  expect(workflow).toMatchObject({
    status: "error",
    attributes: { "error.type": "CardDeclined", "gen_flows.workflow.result": "failure" },
    // The exception is recorded where it was thrown, and only there.
    events: [],
  });
  expect(spanLabelled(spans, "compensate releaseStock").status).toBe("unset");
});

test("a fraudster is not charged; the stock is released, and the order is rejected", async () => {
  const { ended, spans } = await runCheckout(example, receiver, { CUSTOMER: "fraudster" });

  expect(ended.code).toBe(0);
  expect(JSON.parse(ended.stdout)).toEqual({ status: "rejected", trackingNumbers: [] });
  expect(topology(spans)).toEqual([
    "POST /fraud-scores < task scoreFraud",
    "POST /messages < task notify",
    "POST /releases < task releaseStock",
    "POST /reservations < task reserveStock",
    "submit checkout < -",
    "task notify < workflow checkout (depends_on:task reserveStock, depends_on:task scoreFraud, depends_on:task releaseStock)",
    "task releaseStock < workflow checkout (depends_on:task reserveStock, depends_on:task scoreFraud)",
    "task reserveStock < workflow checkout",
    "task scoreFraud < workflow checkout",
    "workflow checkout < submit checkout",
  ]);
  expect(spanLabelled(spans, "workflow checkout").events.map(({ attributes }) => attributes)).toEqual([
    { "gen_flows.step.id": "charge" },
    { "gen_flows.step.id": "shipments" },
  ]);
  expect(spans.filter(({ status }) => status === "error")).toEqual([]);
});
