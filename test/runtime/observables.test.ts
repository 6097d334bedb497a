import { metrics } from "@opentelemetry/api";
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { afterEach, expect, test, vi } from "vitest";
import { attachObservables, defineMeter } from "../../runtime/src/metrics/index.ts";
import * as warnings from "../../runtime/src/telemetry/lifecycle/warn.ts";

interface QueueAttributes {
  readonly queue: string;
}

const meter = defineMeter("shop", "1.0.0");

/** Registers a provider, and returns what reads its metrics: `name{queue} value`. */
function register(): () => Promise<readonly string[]> {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 });
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  return async () => {
    exporter.reset();
    await reader.forceFlush();
    const found = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
    return found.flatMap(({ descriptor, dataPoints }) =>
      dataPoints.map(({ attributes, value }) => `${descriptor.name}{${String(attributes["queue"] ?? "")}} ${JSON.stringify(value)}`),
    );
  };
}

afterEach(() => {
  metrics.disable();
  vi.restoreAllMocks();
});

test("a callback is asked whenever a provider is there: before, after, and after another one", async () => {
  const observeDepth = meter.observableGauge<QueueAttributes>("shop.queue.depth");
  const observeServed = meter.observableCounter("shop.served");
  let depth = 3;
  const stop = observeDepth((observe) => {
    observe(depth, { queue: "a" });
  });
  const first = register();
  attachObservables();
  expect(await first()).toEqual(["shop.queue.depth{a} 3"]);

  const stopServed = observeServed((observe) => {
    observe(7);
  });
  depth = 4;
  expect(await first()).toEqual(["shop.queue.depth{a} 4", "shop.served{} 7"]);

  metrics.disable();
  const second = register();
  attachObservables();
  expect(await second()).toEqual(["shop.queue.depth{a} 4", "shop.served{} 7"]);
  stop();
  depth = 5;
  expect((await second()).filter((line) => line.includes("5"))).toEqual([]);
  stopServed();
});

test("the first measurement with another provider brings the callbacks along", async () => {
  const count = meter.counter("shop.counted");
  const stop = meter.observableUpDownCounter("shop.balance")((observe) => {
    observe(-2);
  });
  const read = register();
  count().add(1);
  expect(await read()).toEqual(expect.arrayContaining(["shop.counted{} 1", "shop.balance{} -2"]));
  stop();
});

test("several callbacks of one metric say their own values", async () => {
  const observeDepth = meter.observableGauge<QueueAttributes>("shop.depths");
  const read = register();
  const stops = ["a", "b"].map((queue, index) =>
    observeDepth(async (observe) => {
      await Promise.resolve();
      observe(index, { queue });
    }),
  );
  expect(await read()).toEqual(["shop.depths{a} 0", "shop.depths{b} 1"]);
  stops[0]?.();
  expect(await read()).toContain("shop.depths{b} 1");
  stops[1]?.();
});

test("a callback that throws, rejects or never answers costs its own values only, and is told of once", async () => {
  const warn = vi.spyOn(warnings, "warn").mockImplementation(() => {});
  const read = register();
  const stops = [
    meter.observableGauge("shop.throws")(() => {
      throw new Error("no queue");
    }),
    meter.observableGauge("shop.rejects")(() => Promise.reject(new Error("no store"))),
    meter.observableGauge("shop.hangs")(() => new Promise(() => {})),
    meter.observableGauge("shop.works")((observe) => {
      observe(1);
    }),
  ];
  expect(await read()).toEqual(["shop.works{} 1"]);
  expect(await read()).toEqual(["shop.works{} 1"]);
  expect(warn.mock.calls.map(([message]) => message).toSorted()).toEqual([
    "a callback of the metric shop.hangs fails, and its values are missing: Error: no answer within 1000 ms",
    "a callback of the metric shop.rejects fails, and its values are missing: Error: no store",
    "a callback of the metric shop.throws fails, and its values are missing: Error: no queue",
  ]);
  for (const stop of stops) {
    stop();
  }
});
