import { createNoopMeter, metrics } from "@opentelemetry/api";
import type { Meter } from "@opentelemetry/api";
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { afterEach, expect, test } from "vitest";
import runtimePackage from "../../runtime/package.json" with { type: "json" };
import { instrument } from "../../runtime/src/metrics/index.ts";
import { createFlows } from "./fixtures/shop/index.ts";

const ORDER = { id: "o1", customerId: "c1", totalCents: 1999, lines: [{ sku: "a", qty: 1 }] };

function register() {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 });
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  return async () => {
    await reader.forceFlush();
    const scopes = exporter.getMetrics().at(-1)?.scopeMetrics ?? [];
    return new Map(scopes.flatMap((scope) => scope.metrics.map((metric) => [metric.descriptor.name, { scope, metric }])));
  };
}

afterEach(() => {
  metrics.disable();
});

test("without a provider nothing is measured, and a provider that comes later is used", async () => {
  const flows = createFlows();
  await flows.checkout.run(ORDER);

  const collect = register();
  await flows.checkout.run(ORDER);
  const failing = createFlows({
    handlers: {
      chargeCard: async (_, task) => task.fail("CardDeclined", { reason: "limit" }),
    },
  });
  await expect(failing.checkout.run(ORDER)).rejects.toThrow("CardDeclined");

  const found = await collect();
  const points = (name: string) => found.get(name)?.metric.dataPoints ?? [];
  expect(found.get("gen_flows.task.duration")?.metric.descriptor.unit).toBe("s");
  expect(points("gen_flows.task.duration").map((point) => point.attributes)).toContainEqual({
    "gen_flows.task.name": "chargeCard",
    "gen_flows.task.result": "failure",
    "error.type": "CardDeclined",
  });
  const attempts = points("gen_flows.task.attempts").find(
    (point) => point.attributes["gen_flows.task.name"] === "chargeCard",
  );
  expect(attempts?.value).toBe(2);
  expect(points("gen_flows.task.active").map((point) => point.value)).toEqual(
    points("gen_flows.task.active").map(() => 0),
  );
  expect(points("gen_flows.workflow.duration").map((point) => point.attributes)).toEqual([
    { "gen_flows.workflow.name": "checkout", "gen_flows.workflow.result": "success" },
    {
      "gen_flows.workflow.name": "checkout",
      "gen_flows.workflow.result": "failure",
      "error.type": "CardDeclined",
    },
  ]);
  expect(points("shop.charged").map((point) => [point.value, point.attributes])).toEqual([[1999, { currency: "EUR" }]]);
  expect(found.get("shop.charged")?.scope.scope).toMatchObject({ name: "shop", version: "1.0.0" });
  expect(found.get("gen_flows.task.duration")?.scope.scope).toMatchObject({
    name: runtimePackage.name,
    version: runtimePackage.version,
  });
});

test("an instrument is made once a provider", () => {
  const meters: Meter[] = [];
  const get = instrument("scope", "1", (meter) => {
    meters.push(meter);
    return meters.length;
  });
  expect([get(), get()]).toEqual([1, 1]);
  expect(meters).toEqual([createNoopMeter()]);
  register();
  expect([get(), get()]).toEqual([2, 2]);
});
