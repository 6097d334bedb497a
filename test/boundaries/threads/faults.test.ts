import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateProject } from "../../support/generated-project.ts";
import type { GeneratedProject } from "../../support/generated-project.ts";
import { startReceiver } from "../../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedSpan } from "../../support/otlp-receiver.ts";
import { runProcess } from "../../support/process.ts";
import type { Ended } from "../../support/process.ts";
import { FAULTY_FILES, FAULTY_SPEC } from "./faulty.ts";

let project: GeneratedProject;
let receiver: OtlpReceiver;
let printed: Readonly<Record<string, unknown>>;
let stopped: Ended;

beforeAll(async () => {
  project = generateProject(FAULTY_SPEC, FAULTY_FILES);
  receiver = await startReceiver();
  const run = (program: string): Promise<Ended> =>
    runProcess(["--no-warnings", "--max-old-space-size=160", program], {
      cwd: project.folder,
      environment: { TARGET: receiver.httpUrl, OTEL_SERVICE_NAME: program },
    });
  const [ended, interrupted] = await Promise.all([run("main.ts"), run("stopped.ts")]);
  stopped = interrupted;
  expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: "" });
  printed = JSON.parse(ended.stdout) as typeof printed;
});

afterAll(async () => {
  await receiver.close();
  project.remove();
});

/** Of one of the programs, without those that only show that a run is under way. */
function spansOf(program: string): readonly ReceivedSpan[] {
  return receiver.spans.filter(({ name, resource }) => resource["service.name"] === program && name !== "gen_flows.workflow.started");
}

/** The attempts of the task in a mode, in their order. */
function attempts(mode: string): readonly ReceivedSpan[] {
  return spansOf("main.ts")
    .filter(({ name, attributes }) => name === "task work" && attributes["work.mode"] === mode)
    .toSorted((left, right) => Number(left.attributes["gen_flows.task.attempt"]) - Number(right.attributes["gen_flows.task.attempt"]));
}

/** The span that the handler has started in an attempt. */
function inner(attempt: ReceivedSpan | undefined): ReceivedSpan | undefined {
  return receiver.spans.find(({ name, parentSpanId }) => name === "inner" && parentSpanId === attempt?.spanId);
}

describe("a thread that dies", () => {
  test.each([
    ["exits", "exits", "The thread that ran task `work` ended: it exited with code 3, as by process.exit(3)."],
    [
      "throws",
      "throws",
      "The thread that ran task `work` ended: nobody caught what was thrown in it (TypeError: nobody catches this).",
    ],
    ["memory", "fills memory", "The thread that ran task `work` ended: it ran out of memory."],
  ])("%s: the attempt fails with an error that says so, and the next one succeeds", (name, mode, message) => {
    expect(printed[name]).toEqual(expect.any(Number));
    const [first, second] = attempts(mode);
    expect(first).toMatchObject({ status: "error", statusMessage: message });
    expect(first?.attributes).toMatchObject({ "error.type": "ThreadError", "gen_flows.task.result": "failure" });
    expect(first?.events.map((event) => event.name)).toEqual(["exception", "gen_flows.task.retry_scheduled"]);
    expect(second).toMatchObject({ status: "unset" });
    expect(second?.links.map(({ spanId }) => spanId)).toEqual([first?.spanId]);
    expect(second?.parentSpanId).toBe(first?.parentSpanId);
  });

  test("what its handler had begun is ended too", () => {
    const [first] = attempts("exits");
    expect(inner(first)).toMatchObject({ status: "error", statusMessage: "The thread was ended." });
    expect(inner(first)?.attributes).toMatchObject({ "error.type": "ThreadError" });
  });
});

describe("a handler whose time is up", () => {
  test.each(["stays", "spins"])("and that %s is abandoned, and its thread ended", (mode) => {
    expect(printed[mode]).toMatchObject({ name: "StartToCloseTimeoutError" });
    const [first, ...others] = attempts(mode);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ status: "error", statusMessage: expect.stringContaining("startToCloseTimeout of 200 ms") });
    expect(first?.attributes).toMatchObject({
      "error.type": "StartToCloseTimeoutError",
      "gen_flows.task.result": "timeout",
      "gen_flows.task.abandoned": true,
    });
    expect(first?.events.map((event) => event.name)).toEqual(["exception"]);
    expect(inner(first)?.attributes).toMatchObject({ "error.type": "StartToCloseTimeoutError" });
  });

  test("and that lets its thread breathe is shown with all that it has said", () => {
    expect(attempts("stays")[0]?.attributes).toMatchObject({ "work.stage": "begun" });
  });

  test("hears of it from task.signal also in a loop that never waits", () => {
    expect(printed["polls"]).toMatchObject({ name: "StartToCloseTimeoutError" });
    const [first] = attempts("polls");
    expect(first?.attributes).toMatchObject({ "gen_flows.task.result": "timeout" });
    expect(first?.attributes).not.toHaveProperty("gen_flows.task.abandoned");
  });

  test("begins to be late when its handler begins: four threads are enough for all of these", () => {
    expect(printed["after"]).toEqual(Array(6).fill(expect.any(Number)));
  });
});

test("heartbeats cross, also from a loop that never waits", () => {
  expect(printed["beating"]).toBeUndefined();
  expect(attempts("beats")).toMatchObject([{ status: "unset" }]);
});

test.each([
  ["a sibling that fails", "waits"],
  ["run.cancel", "cancelled"],
])("%s aborts task.signal, with its reason", (_by, mode) => {
  const [first] = attempts(mode);
  expect(first).toMatchObject({ status: "unset" });
  expect(first?.attributes).toMatchObject({ "gen_flows.task.result": "cancelled" });
  expect(inner(first)?.attributes).toMatchObject({ "aborted.by": "CancelledError" });
});

test("a run that was cancelled, and one whose other step failed, end so", () => {
  expect(printed["cancel"]).toMatchObject({ name: "CancelledError" });
  expect(printed["waits"]).toMatchObject({ name: "Other" });
});

/** The last value that was sent of a metric. */
function latest(name: string): number | undefined {
  return receiver.points.findLast(
    ({ metric, attributes, resource }) =>
      metric === name && attributes["gen_flows.task.name"] === "work" && resource["service.name"] === "main.ts",
  )?.value;
}

test("no attempt is counted as active for ever", () => {
  expect(latest("gen_flows.task.active")).toBe(0);
  expect(latest("gen_flows.task.attempts")).toBe(spansOf("main.ts").filter(({ name }) => name === "task work").length);
});

test("a signal ends the spans that are under way in threads, and sends them", () => {
  expect(stopped).toMatchObject({ signal: "SIGTERM" });
  expect(spansOf("stopped.ts").map(({ name, attributes }) => `${name} ${String(attributes["error.type"])}`).toSorted()).toEqual([
    "inner SIGTERM",
    "task work SIGTERM",
    "workflow one SIGTERM",
  ]);
});
