import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { generateProject } from "../../support/generated-project.ts";
import type { GeneratedProject } from "../../support/generated-project.ts";
import { startReceiver } from "../../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedSpan } from "../../support/otlp-receiver.ts";
import { startProcess } from "../../support/process.ts";

const SPEC = {
  specVersion: 1,
  name: "shop",
  version: "1.0.0",
  signals: { review: { type: "object" } },
  defaults: { task: { retry: { maximumAttempts: 2, initialInterval: "1ms", maximumInterval: "1ms" } } },
  tasks: { work: { input: { type: "object", required: ["n"], properties: { n: { type: "integer" } } } } },
  workflows: {
    patient: {
      steps: [{ name: "first", task: "work", input: { n: 1 } }, { name: "review", waitForSignal: "review" }],
    },
    linked: {
      traceMode: "linked",
      steps: [
        { name: "before", task: "work", input: { n: 1 } },
        { name: "cooling", sleep: "3d" },
        { name: "after", task: "work", input: { n: 2 } },
      ],
    },
    wide: {
      steps: { all: { forEach: { items: "${ [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] }", as: "n" }, task: "work", input: { n: "${ n }" } } },
    },
  },
  telemetry: {
    exporters: [{ type: "otlphttp", endpoint: "${env:TARGET}" }],
    sampler: { type: "parentbased_traceidratio", ratio: 0.5 },
    limits: { spansPerRun: 4 },
    links: { trace: "http://traces/{traceId}" },
    compat: "dotflow",
  },
};

/** Runs until its trace is sampled, so that what follows on it can be seen to be. */
const MAIN = `
import { createTestClock } from "@gen-flows/runtime/testing";
import { createFlows } from "./src/flows/generated/index.ts";
import { telemetry } from "./src/flows/generated/telemetry.ts";

const clock = createTestClock();
const handlers = {
  work: async (input: { readonly n: number }, task: { readonly attempt: number }) => {
    if (input.n === 7 && task.attempt === 1) {
      throw new RangeError("seven");
    }
  },
};
const calls: string[] = [];
const hooks = { endTask: (task: { readonly task: string }) => calls.push(task.task) };
const flows = createFlows({ handlers, hooks });
const { linked } = createFlows({ clock, handlers, hooks });
const ids: Record<string, unknown> = {};

for (let round = 0; round < 20; round += 1) {
  const run = await linked.start(undefined, { runId: "linked-" + round });
  await clock.advance(3 * 86_400_000);
  await run.result();
}
for (let round = 0; round < 8; round += 1) {
  await flows.wide.run(undefined, { carrier: { traceparent: "00-1234567890abcdef1234567890abcdef-1234567890abcdef-01" } });
}
const patient = await flows.patient.start(undefined, { carrier: { traceparent: "00-1234567890abcdef1234567890abcdee-1234567890abcdef-01" } });
ids.patient = patient.traceId;
ids.url = patient.traceUrl;
console.log("ids " + JSON.stringify({ ...ids, calls: calls.length }));
process.on("SIGTERM", async () => {
  await patient.signal("review", {});
  await patient.result();
  await telemetry.shutdown();
  process.exit(0);
});
setInterval(() => {}, 1_000);
`;

let project: GeneratedProject;
let receiver: OtlpReceiver;
let ids: Readonly<Record<string, unknown>>;
let whileWaiting: readonly ReceivedSpan[];

beforeAll(async () => {
  project = generateProject(SPEC, { "main.ts": MAIN });
  receiver = await startReceiver();
  const running = startProcess(["main.ts"], { cwd: project.folder, environment: { TARGET: receiver.httpUrl } });
  ids = JSON.parse(await running.line("ids ")) as typeof ids;
  await vi.waitFor(() => {
    expect(receiver.spans.map(({ name }) => name)).toContain("gen_flows.workflow.started");
  }, 10_000);
  whileWaiting = [...receiver.spans];
  running.kill("SIGTERM");
  expect(await running.ended).toMatchObject({ code: 0, stderr: "" });
});

afterAll(async () => {
  await receiver.close();
  project.remove();
});

function traceOf(traceId: unknown, spans = receiver.spans): readonly ReceivedSpan[] {
  return spans.filter((span) => span.traceId === traceId);
}

describe("a run that waits", () => {
  test("is in the backend while it waits, although its own span is not", () => {
    const seen = traceOf(ids["patient"], whileWaiting);
    const names = seen.map(({ name }) => name);
    expect(names).toContain("gen_flows.workflow.started");
    expect(names).not.toContain("workflow patient");
    const started = seen.find(({ name }) => name === "gen_flows.workflow.started");
    const workflow = traceOf(ids["patient"]).find(({ name }) => name === "workflow patient");
    expect(started).toMatchObject({ parentSpanId: workflow?.spanId, startTime: started?.endTime, traceId: workflow?.traceId });
    expect(started?.attributes["gen_flows.run.id"]).toBe(workflow?.attributes["gen_flows.run.id"]);
  });

  test("is found by its link", () => {
    expect(ids["url"]).toBe(`http://traces/${String(ids["patient"])}`);
  });
});

describe("traceMode: linked", () => {
  test("a run is sampled as a whole, whatever the ratio says of its second trace", () => {
    const byRun = Map.groupBy(
      receiver.spans.filter(({ name }) => name === "workflow linked"),
      ({ attributes }) => attributes["gen_flows.run.id"],
    );
    // Of 20 runs about ten; none of them half.
    expect(byRun.size).toBeGreaterThan(0);
    expect(byRun.size).toBeLessThan(20);
    expect([...byRun.values()].map(({ length }) => length)).toEqual(Array.from(byRun, () => 2));
  });

  test("the second trace has a root of its own that links to the first; the run's id is on both", () => {
    const [first, second] = receiver.spans.filter(({ name }) => name === "workflow linked");
    expect(second).toMatchObject({
      parentSpanId: undefined,
      links: [{ traceId: first?.traceId, spanId: first?.spanId, attributes: { "gen_flows.link": "continues" } }],
      attributes: { "gen_flows.run.id": first?.attributes["gen_flows.run.id"], "gen_flows.trace.segment": 2 },
    });
    expect(second?.traceId).not.toBe(first?.traceId);
    const sleep = traceOf(second?.traceId).find(({ name }) => name === "sleep cooling");
    expect(sleep).toMatchObject({ parentSpanId: second?.spanId, attributes: { "gen_flows.wait.duration": 3 * 86_400 } });
  });
});

describe("limits.spansPerRun", () => {
  test("items over the limit are counted on the forEach; the one that failed has its span", () => {
    const forEach = receiver.spans.find(({ name }) => name === "forEach all");
    const items = receiver.spans.filter(({ parentSpanId }) => parentSpanId === forEach?.spanId);
    expect(items.map(({ status }) => status).toSorted()).toEqual(["error", "unset", "unset", "unset"]);
    expect(items.find(({ status }) => status === "error")).toMatchObject({
      name: "task work",
      statusMessage: "seven",
      attributes: { "gen_flows.step.index": 7, "error.type": "RangeError" },
    });
    expect(forEach?.attributes).toMatchObject({
      "gen_flows.for_each.count": 10,
      "gen_flows.spans.collapsed": 7,
      "gen_flows.collapsed.success": 7,
      "gen_flows.collapsed.failure": 1,
      "gen_flows.collapsed.retries": 1,
    });
  });

  test("hooks hear of all", () => {
    // Of 20 linked runs two each, of eight wide ones ten and a retry; the patient one may still be at its first.
    expect(ids["calls"]).toBeGreaterThanOrEqual(20 * 2 + 8 * 11);
  });
});

describe("compat: dotflow", () => {
  test("tasks have what Dotflow's tracer writes, workflows their id", () => {
    const workflow = traceOf(ids["patient"]).find(({ name }) => name === "workflow patient");
    const runId = workflow?.attributes["gen_flows.run.id"];
    expect(workflow?.attributes["dotflow.workflow_id"]).toBe(runId);
    const task = traceOf(ids["patient"]).find(({ name }) => name === "task work");
    expect(task?.attributes).toMatchObject({
      "dotflow.workflow_id": runId,
      "dotflow.task_id": "first",
      "dotflow.task.status": "Completed",
    });
    const seconds = Number((task?.endTime ?? 0n) - (task?.startTime ?? 0n)) / 1e9;
    expect(task?.attributes["dotflow.task.duration"]).toBeCloseTo(seconds, 4);
    expect(task?.attributes).not.toHaveProperty("dotflow.task.retry_count");
  });

  test("an attempt that is followed by another is a retry", () => {
    const failed = receiver.spans.find(({ status, name }) => status === "error" && name === "task work");
    expect(failed?.attributes).toMatchObject({ "dotflow.task_id": "all/7", "dotflow.task.status": "Retry" });
  });
});
