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
defaults: { task: { startToCloseTimeout: 30s, heartbeatTimeout: 3s, retry: { maximumAttempts: 7, nonRetryableErrors: [TypeError] } } }
tasks:
  plain: {}
  own:
    scheduleToCloseTimeout: 5m
    heartbeatTimeout: 10s
    retry: { initialInterval: 50ms }
    errors: { Declined: { retryable: false }, Busy: {} }
workflows: { run: { steps: { a: { task: plain }, b: { task: own } } } }
`);
  expect(spec.tasks.get("plain")?.policy).toEqual({
    startToCloseTimeout: 30_000,
    scheduleToCloseTimeout: undefined,
    heartbeatTimeout: 3_000,
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
    heartbeatTimeout: 10_000,
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

test("a task is idempotent and runs anywhere unless it says otherwise", () => {
  const { spec } = analyse(`
specVersion: 1
name: shop
version: 1.0.0
tasks: { plain: {}, own: { idempotent: false, placement: inline } }
workflows: { run: { steps: { a: { task: plain }, b: { task: own } } } }
`);
  expect(spec.tasks.get("plain")).toMatchObject({ idempotent: true, placement: "remote" });
  expect(spec.tasks.get("own")).toMatchObject({ idempotent: false, placement: "inline" });
});

test("context, signals, lints and limits", () => {
  const { spec } = analyse(`
specVersion: 1
name: shop
version: 1.0.0
schemas: { Region: { type: string, default: eu } }
context:
  tenantId: { description: Whose run it is., schema: { type: string }, propagate: baggage, attribute: tenant.id, log: true }
  region: { schema: { type: string, default: eu } }
  other: { schema: { $ref: "#/schemas/Region" } }
signals: { review: { type: string }, late_call: { type: number } }
lint: { deprecated-attribute: off, unused-task: error }
limits: { payloadBytes: 1024 }
workflows: { run: { steps: {} } }
`);
  expect(spec.context).toMatchObject([
    {
      name: "tenantId",
      description: "Whose run it is.",
      schema: { typeName: "TenantIdContext" },
      hasDefault: false,
      propagate: "baggage",
      attribute: "tenant.id",
      log: true,
    },
    { name: "region", description: undefined, hasDefault: true, propagate: "none", attribute: undefined, log: false },
    { name: "other", hasDefault: false },
  ]);
  expect([...spec.signals.values()]).toMatchObject([
    { name: "review", payload: { typeName: "ReviewSignal" } },
    { name: "late_call", payload: { typeName: "LateCallSignal" } },
  ]);
  expect(spec.lint.map(({ name, level }) => [name, level])).toEqual([["deprecated-attribute", "off"], ["unused-task", "error"]]);
  expect(spec.payloadBytes).toBe(1024);
});

test("a spec that says nothing of them has no context, signals, lints or limits", () => {
  const { spec } = analyse("specVersion: 1\nname: shop\nversion: 1.0.0\nworkflows: { run: { steps: {} } }\n");
  expect(spec).toMatchObject({ context: [], lint: [], payloadBytes: undefined });
  expect(spec.signals.size).toBe(0);
});

test("a schedule is in UTC and skips a run that would overlap, unless it says otherwise", () => {
  const { spec } = analyse(`
specVersion: 1
name: shop
version: 1.0.0
workflows:
  plain: { schedule: { cron: " 15 3 * * * " }, steps: {} }
  own: { schedule: { cron: "0 9 * * MON", timeZone: Europe/Berlin, overlap: allowAll }, steps: {} }
  none: { steps: {} }
`);
  expect(spec.workflows.get("plain")?.schedule).toMatchObject({
    cron: "15 3 * * *",
    timeZone: "UTC",
    timeZoneRange: undefined,
    overlap: "skip",
  });
  const own = spec.workflows.get("own")?.schedule;
  expect(own).toMatchObject({ cron: "0 9 * * MON", timeZone: "Europe/Berlin", overlap: "allowAll" });
  expect(own?.timeZoneRange?.file.text.slice(own.timeZoneRange.start, own.timeZoneRange.end)).toBe("Europe/Berlin");
  expect(spec.workflows.get("none")?.schedule).toBeUndefined();
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
