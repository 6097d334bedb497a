import { expect, test } from "vitest";
import { parseDuration } from "../../generator/lower/duration.ts";
import { analyse } from "../support/analyse.ts";

test.each([
  ["500ms", 500],
  ["30s", 30_000],
  ["5m", 300_000],
  ["1h30m", 5_400_000],
  ["3d", 259_200_000],
  ["1.5s", 1_500],
  ["0s", 0],
  ["", undefined],
  ["15 sec", undefined],
  ["10", undefined],
  ["s", undefined],
  ["1h 30m", undefined],
])("the duration %j is %j milliseconds", (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test("a task's policy is its own, over the spec's defaults, over ours", () => {
  const { spec } = analyse(`
specVersion: 1
name: shop
version: 1.0.0
defaults: { task: { startToCloseTimeout: 30s, retry: { maximumAttempts: 7, nonRetryableErrors: [TypeError] } } }
tasks:
  plain: {}
  own:
    scheduleToCloseTimeout: 5m
    retry: { initialInterval: 50ms }
    errors: { Declined: { retryable: false }, Busy: {} }
workflows: { run: { steps: { a: { task: plain }, b: { task: own } } } }
`);
  expect(spec.tasks.get("plain")?.policy).toEqual({
    startToCloseTimeout: 30_000,
    scheduleToCloseTimeout: undefined,
    retry: {
      maximumAttempts: 7,
      initialInterval: 1_000,
      backoffCoefficient: 2,
      maximumInterval: 100_000,
      nonRetryableErrors: ["TypeError"],
    },
  });
  expect(spec.tasks.get("own")?.policy).toMatchObject({
    startToCloseTimeout: 30_000,
    scheduleToCloseTimeout: 300_000,
    retry: { maximumAttempts: 7, initialInterval: 50, nonRetryableErrors: ["TypeError", "Declined"] },
  });
});

test("an error has a type of its own name, but with its task's before it where several tasks declare it", () => {
  const { spec } = analyse(`
specVersion: 1
name: shop
version: 1.0.0
tasks:
  pay: { errors: { Declined: { data: { type: string } }, Late: { data: { type: string } } } }
  ship: { errors: { Late: { data: { type: number } } } }
workflows: { run: { steps: { a: { task: pay }, b: { task: ship } } } }
`);
  const names = [...spec.tasks.values()].flatMap(({ errors }) => errors.map(({ data }) => data?.typeName));
  expect(names).toEqual(["Declined", "PayLate", "ShipLate"]);
});

test("what the telemetry block leaves out is the spec's name and version, or left to the runtime", () => {
  const { spec } = analyse(`
specVersion: 1
name: shop
version: 1.2.0
tasks: { ping: {} }
workflows: { run: { steps: { first: { task: ping } } } }
telemetry:
  exporters: [{ type: otlphttp, headers: { api-key: "\${env:KEY}" }, timeout: 10s }]
  processor: { type: batch, scheduledDelay: 2s }
`);
  expect(spec.telemetry).toMatchObject({
    serviceName: "shop",
    serviceVersion: "1.2.0",
    provider: "owned",
    exporters: [{ type: "otlphttp", headers: { "api-key": "${env:KEY}" }, timeout: 10_000, endpoint: undefined }],
    processor: { type: "batch", scheduledDelay: 2_000, maxQueueSize: undefined },
    sampler: undefined,
    propagators: undefined,
    metrics: undefined,
  });
});
