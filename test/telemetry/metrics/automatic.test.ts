import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportDrop } from "../../../runtime/src/baggage/report-drop.ts";
import { otlpHttpMetrics } from "../../../runtime/src/telemetry/exporters/otlp-http-metrics.ts";
import { otlpHttpTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";
import type { Call } from "../../../runtime/src/workflow/index.ts";
import { define, engine, gate, THRICE, untilAborted, workflow } from "../../runtime/fixtures/flows.ts";
import { startReceiver } from "../../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedPoint } from "../../support/otlp-receiver.ts";

const GRACE = 20;

let receiver: OtlpReceiver;
let points: readonly ReceivedPoint[];

const over = gate();
const fine = define("fine", async () => "done");
const declined = define("declined", async (_: null, task) => {
  if (task.attempt < 3) {
    throw new TypeError("not yet");
  }
}, { retry: THRICE });
const synchronous = define<null, unknown>("synchronous", () => {
  throw new RangeError("before the first await");
});
const slow = define("slow", (_: null, task) => untilAborted(task.signal), { startToCloseTimeout: 20 });
const late = define("late", () => sleep(60, "late"), { startToCloseTimeout: 20 });
const deaf = define("deaf", () => over.promise, { startToCloseTimeout: 20 });
const sibling = define("sibling", (_: null, task) => untilAborted(task.signal));
const deafSibling = define("deafSibling", () => over.promise);
const failing = define("failing", async () => {
  await sleep(10);
  throw new Error("boom");
});

/** Every way in which attempts and runs end, once. */
beforeAll(async () => {
  receiver = await startReceiver();
  const telemetry = defineTelemetry({
    serviceName: "measured",
    exporters: [otlpHttpTraces({ endpoint: receiver.httpUrl })],
    metrics: { exporters: [otlpHttpMetrics({ endpoint: receiver.httpUrl })] },
    resource: { attributes: { "deployment.environment.name": "test" } },
  });
  telemetry.start();
  const flows = engine({ gracePeriod: GRACE });
  const only = (name: string, call: () => Call<unknown>, options = {}) =>
    flows.client(workflow((flow) => flow.result([flow.step("only", [], call)], (value) => value), { name, ...options }));
  const runs = [
    only("fine", () => fine(null)).run(null),
    only("declined", () => declined(null)).run(null),
    only("synchronous", () => synchronous(null)).run(null),
    only("slow", () => slow(null)).run(null),
    only("late", () => late(null)).run(null),
    only("deaf", () => deaf(null)).run(null),
    only("outOfTime", () => sibling(null), { executionTimeout: 20 }).run(null),
    flows
      .client(
        workflow(
          (flow) => {
            flow.step("a", [], () => deafSibling(null));
            flow.step("b", [], () => failing(null));
            return flow.join();
          },
          { name: "siblings" },
        ),
      )
      .run(null),
  ];
  const cancelled = await only("cancelled", () => sibling(null)).start(null);
  await cancelled.cancel();
  await Promise.allSettled([...runs, cancelled.result()]);
  reportDrop("The baggage of this test", { bytes: 9_000, members: 1, dropped: ["a"] });
  await sleep(50);
  await telemetry.shutdown();
  over.resolve();
  ({ points } = receiver);
});

afterAll(() => receiver.close());

function pointsOf(metric: string, label?: string): readonly ReceivedPoint[] {
  return points.filter(
    (point) => point.metric === metric && (label === undefined || Object.values(point.attributes).includes(label)),
  );
}

/** `result error.type count` of each series of a task's or workflow's duration. */
function endings(metric: string, label: string, result: string): readonly string[] {
  return pointsOf(metric, label).map(
    ({ attributes, count }) => `${String(attributes[result])} ${String(attributes["error.type"] ?? "-")} ${count}`,
  );
}

test.each([
  ["fine", ["success - 1"]],
  ["declined", ["failure TypeError 2", "success - 1"]],
  ["synchronous", ["failure RangeError 1"]],
  ["slow", ["timeout StartToCloseTimeoutError 1"]],
  ["late", ["timeout StartToCloseTimeoutError 1"]],
  ["deaf", ["timeout StartToCloseTimeoutError 1"]],
  ["sibling", ["cancelled - 2"]],
  ["deafSibling", ["cancelled - 1"]],
  ["failing", ["failure Error 1"]],
])("attempts of a task that is %s: each is counted, has one duration, and is no longer active", (name, expected) => {
  expect(endings("gen_flows.task.duration", name, "gen_flows.task.result")).toEqual(expected);
  const count = expected.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
  expect(pointsOf("gen_flows.task.attempts", name).map(({ value }) => value)).toEqual([count]);
  expect(pointsOf("gen_flows.task.active", name).map(({ value }) => value)).toEqual([0]);
});

test.each([
  ["fine", "success -"],
  ["declined", "success -"],
  ["synchronous", "failure RangeError"],
  ["deaf", "failure StartToCloseTimeoutError"],
  ["outOfTime", "timeout ExecutionTimeoutError"],
  ["cancelled", "cancelled -"],
  ["siblings", "failure Error"],
])("a run of %s has a duration: %s", (name, expected) => {
  expect(endings("gen_flows.workflow.duration", name, "gen_flows.workflow.result")).toEqual([`${expected} 1`]);
});

describe("what is measured", () => {
  test("buckets of durations are made for seconds", () => {
    const [task] = pointsOf("gen_flows.task.duration");
    const [run] = pointsOf("gen_flows.workflow.duration");
    expect(task?.bounds).toEqual([0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]);
    expect(run?.bounds).toEqual([0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400]);
  });

  test("durations are seconds", () => {
    const [slowest] = pointsOf("gen_flows.task.duration", "late");
    expect(slowest?.value).toBeGreaterThan(0.02);
    expect(slowest?.value).toBeLessThan(20);
  });

  test("has the resource of the spans", () => {
    expect(points[0]?.resource).toMatchObject({ "service.name": "measured", "deployment.environment.name": "test" });
    expect(points[0]?.resource).toEqual(receiver.spans[0]?.resource);
  });

  test("is what docs/metrics.md says", () => {
    const page = readFileSync(new URL("../../../docs/metrics.md", import.meta.url), "utf8");
    const rows = [...page.matchAll(/^\| `(gen_flows\.[^`]+)` \| (\w+) \| `([^`]+)` \| (.*?) \|/gm)].map(
      ([, name, instrument, unit, attributes = ""]) =>
        [name, instrument, unit, [...attributes.matchAll(/`([^`]+)`/g)].map((match) => match[1]).toSorted().join()].join(" "),
    );
    const ours = points.filter(({ metric }) => metric.startsWith("gen_flows."));
    const emitted = [...new Set(ours.map(({ metric }) => metric))].map((metric) => {
      const series = pointsOf(metric);
      const names = new Set(series.flatMap(({ attributes }) => Object.keys(attributes)));
      return [metric, instrumentOf(series[0]), series[0]?.unit, [...names].toSorted().join()].join(" ");
    });
    expect(emitted.length).toBeGreaterThan(3);
    expect(rows.toSorted()).toEqual(emitted.toSorted());
  });
});

function instrumentOf(point: ReceivedPoint | undefined): string {
  if (point?.kind === "sum") {
    return point.isMonotonic ? "counter" : "upDownCounter";
  }
  return point?.kind ?? "none";
}
