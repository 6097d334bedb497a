import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { CancelledError, StartToCloseTimeoutError } from "../../runtime/src/index.ts";
import { define, engine, gate, ONCE, THRICE, untilAborted, workflow } from "./fixtures/flows.ts";
import { eventsOf, forgetSpans, registerTracing, spanNamed, spansNamed, statusOf } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);

/** A workflow of one step. */
function only(call: ReturnType<typeof define<null, unknown>>) {
  return workflow((flow) => flow.result([flow.step("only", [], () => call(null))], (value) => value));
}

test("startToCloseTimeout aborts the attempt with its reason, and is retried", async () => {
  const reasons: unknown[] = [];
  const slow = define(
    "slow",
    async (_: null, task) => {
      if (task.attempt === 1) {
        task.signal.addEventListener("abort", () => reasons.push(task.signal.reason));
        return untilAborted(task.signal);
      }
      return "second";
    },
    { startToCloseTimeout: 30, retry: THRICE },
  );

  expect(await engine().client(only(slow)).run(null)).toBe("second");

  expect(reasons).toEqual([expect.any(StartToCloseTimeoutError)]);
  const [first, second] = spansNamed("task slow");
  expect(first?.attributes).toMatchObject({
    "error.type": "StartToCloseTimeoutError",
    "gen_flows.task.result": "timeout",
  });
  expect(first?.status.message).toBe("An attempt of task `slow` took longer than its startToCloseTimeout of 30 ms.");
  expect(eventsOf(first as never)).toEqual(["exception", "gen_flows.task.retry_scheduled"]);
  expect(statusOf(second as never)).toBe("UNSET");
});

test("a result after the time was up is none, and the span says so", async () => {
  const late = define("late", () => sleep(80, "late"), { startToCloseTimeout: 20 });

  await expect(engine().client(only(late)).run(null)).rejects.toMatchObject({ name: "StartToCloseTimeoutError" });

  const span = spanNamed("task late");
  expect(statusOf(span)).toBe("ERROR");
  expect(span.attributes["gen_flows.task.result"]).toBe("timeout");
  expect(span.attributes["gen_flows.task.abandoned"]).toBeUndefined();
});

test("a handler that ignores its signal is abandoned after the grace period, and its late result is dropped", async () => {
  const release = gate();
  let attempts = 0;
  const deaf = define(
    "deaf",
    async () => {
      attempts += 1;
      if (attempts === 1) {
        await release.promise;
        return "late";
      }
      return "second";
    },
    { startToCloseTimeout: 20, retry: THRICE },
  );

  expect(await engine({ gracePeriod: 30 }).client(only(deaf)).run(null)).toBe("second");
  release.resolve();
  await sleep(5);

  const [first, ...others] = spansNamed("task deaf");
  expect(others).toHaveLength(1);
  expect(first?.attributes).toMatchObject({ "gen_flows.task.abandoned": true, "gen_flows.task.result": "timeout" });
  expect(eventsOf(first as never)).toEqual(["exception", "gen_flows.task.retry_scheduled"]);
});

test("scheduleToCloseTimeout is final: during an attempt, and between two", async () => {
  const running = define("running", (_: null, task) => untilAborted(task.signal), {
    scheduleToCloseTimeout: 30,
    retry: THRICE,
  });
  await expect(engine().client(only(running)).run(null)).rejects.toMatchObject({ name: "ScheduleToCloseTimeoutError" });
  expect(spansNamed("task running")).toHaveLength(1);
  expect(spanNamed("task running").attributes["gen_flows.task.result"]).toBe("timeout");

  forgetSpans();
  const waiting = define(
    "waiting",
    async () => {
      throw new Error("try later");
    },
    { scheduleToCloseTimeout: 30, retry: { ...ONCE, maximumAttempts: 2, initialInterval: 60_000, maximumInterval: 60_000 } },
  );
  await expect(engine().client(only(waiting)).run(null)).rejects.toMatchObject({
    name: "ScheduleToCloseTimeoutError",
    cause: { message: "try later" },
  });
  expect(eventsOf(spanNamed("workflow test"))).toEqual(["exception"]);
});

test("executionTimeout fails the run with result timeout, and compensates", async () => {
  const undone: string[] = [];
  const undo = define("undo", async (input: string) => {
    // Longer than the timeout: compensations are not part of it, nor cancelled by it.
    await sleep(60);
    undone.push(input);
  });
  const work = define("work", async (input: string) => input);
  const slow = define("slow", async (_: null, task) => untilAborted(task.signal));
  const client = engine().client(
    workflow(
      (flow) => {
        const first = flow.step("first", [], () => work("a", { compensate: (output) => undo(output) }));
        flow.step("second", [first], () => slow(null));
        return flow.join();
      },
      { executionTimeout: 30 },
    ),
  );

  await expect(client.run(null)).rejects.toMatchObject({ name: "ExecutionTimeoutError", timeout: 30 });

  expect(undone).toEqual(["a"]);
  const span = spanNamed("workflow test");
  expect(span.attributes).toMatchObject({
    "gen_flows.workflow.result": "timeout",
    "error.type": "ExecutionTimeoutError",
  });
  expect(statusOf(span)).toBe("ERROR");
  expect(spanNamed("task slow").attributes["gen_flows.task.result"]).toBe("cancelled");
  expect(statusOf(spanNamed("compensate undo"))).toBe("UNSET");
});

test("siblings of a failed step are aborted, awaited, and end as cancelled; one that is deaf is abandoned", async () => {
  const release = gate();
  const ended: string[] = [];
  const boom = define("boom", async () => {
    throw new RangeError("boom");
  });
  const polite = define("polite", async (_: null, task) => {
    try {
      return await untilAborted(task.signal);
    } finally {
      await sleep(20);
      ended.push(`polite: ${(task.signal.reason as Error).name}`);
    }
  });
  const deaf = define("deaf", () => release.promise);
  const client = engine({ gracePeriod: 60 }).client(
    workflow((flow) => {
      flow.step("boom", [], () => boom(null));
      flow.step("polite", [], () => polite(null));
      flow.step("deaf", [], () => deaf(null));
      return flow.join();
    }),
  );

  await expect(client.run(null)).rejects.toThrow("boom");

  expect(ended).toEqual([`polite: ${new CancelledError().name}`]);
  for (const name of ["task polite", "task deaf"]) {
    const span = spanNamed(name);
    expect(statusOf(span)).toBe("UNSET");
    expect(span.attributes["gen_flows.task.result"]).toBe("cancelled");
    expect(eventsOf(span)).toEqual([]);
  }
  expect(spanNamed("task deaf").attributes["gen_flows.task.abandoned"]).toBe(true);
  release.resolve();
});

test("a wait between attempts ends when the run is cancelled", async () => {
  const failing = define(
    "failing",
    async () => {
      throw new Error("again");
    },
    { retry: { ...ONCE, maximumAttempts: 2, initialInterval: 60_000, maximumInterval: 60_000 } },
  );
  const run = await engine().client(only(failing)).start(null);
  await sleep(10);
  await run.cancel("enough");
  await expect(run.result()).rejects.toMatchObject({ name: "CancelledError", cause: "enough" });
  expect(spansNamed("task failing")).toHaveLength(1);
});
