import { beforeAll, beforeEach, expect, test } from "vitest";
import { createTestClock } from "../../runtime/src/testing/index.ts";
import { define, engine, ONCE, untilAborted, workflow } from "./fixtures/flows.ts";
import { forgetSpans, parentOf, registerTracing, spanNamed, spansNamed, statusOf, topology } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);

const DAY = 86_400_000;
const work = define("work", async (input: unknown) => input);

test("a sleep takes its time by the clock; its span is made at the end, with its links", async () => {
  const clock = createTestClock(new Date("2026-11-21T10:00:00Z"));
  const client = engine({ clock }).client(
    workflow((flow) => {
      const a = flow.step("a", [], () => work(1));
      const b = flow.step("b", [], () => work(2));
      const cooling = flow.step("cooling", [a, b], () => flow.sleep(3 * DAY));
      const last = flow.step("last", [cooling], (nothing) => work(nothing === undefined ? flow.startedAt : "a value"));
      return flow.result([last], (value) => value);
    }),
  );

  const run = await client.start(null);
  await clock.advance(3 * DAY - 1);
  expect(spansNamed("task work")).toHaveLength(2);
  expect(spansNamed("sleep cooling")).toEqual([]);
  await clock.advance(1);

  expect(await run.result()).toBe("2026-11-21T10:00:00.000Z");
  expect(topology()).toContain("sleep cooling < workflow test (depends_on:task work, depends_on:task work)");
  expect(spanNamed("sleep cooling").attributes).toEqual({ "gen_flows.step.id": "cooling" });
});

test("without a clock of its own, a run sleeps in real time", async () => {
  const client = engine().client(
    workflow((flow) => {
      flow.step("nap", [], () => flow.sleep(40));
      return flow.join();
    }),
  );
  await client.run(null);
  const { duration } = spanNamed("sleep nap");
  expect(duration[0] * 1_000 + duration[1] / 1_000_000).toBeGreaterThanOrEqual(38);
});

test("a pause between attempts takes its time by the clock; an attempt takes real time", async () => {
  const clock = createTestClock();
  const attempts: number[] = [];
  const flaky = define(
    "flaky",
    async (_: null, task) => {
      attempts.push(task.attempt);
      return task.attempt === 1 ? untilAborted(task.signal) : "second";
    },
    { startToCloseTimeout: 20, retry: { ...ONCE, maximumAttempts: 2, initialInterval: DAY, maximumInterval: DAY } },
  );
  const client = engine({ clock }).client(
    workflow((flow) => flow.result([flow.step("only", [], () => flaky(null))], (value) => value)),
  );

  const run = await client.start(null);
  await clock.advance(DAY);
  expect(attempts).toEqual([1]);
  expect(spansNamed("task flaky")).toEqual([]);
  await new Promise((resolve) => {
    setTimeout(resolve, 60);
  });
  expect(spansNamed("task flaky")).toHaveLength(1);
  expect(attempts).toEqual([1]);
  await clock.advance(DAY);
  expect(await run.result()).toBe("second");
});

test("sleeps in a forEach are below its span, at most maxConcurrency of them at a time", async () => {
  const clock = createTestClock();
  const client = engine({ clock }).client(
    workflow((flow) => {
      flow.step("all", [], () => flow.forEach([1, 2, 3], { maxConcurrency: 2 }, (days) => flow.sleep(days * DAY)));
      return flow.join();
    }),
  );
  const run = await client.start(null);
  await clock.advance(2 * DAY);
  expect(spansNamed("sleep all").map((span) => span.attributes["gen_flows.step.index"])).toEqual([0, 1]);
  await clock.advance(2 * DAY);
  await run.result();
  expect(spansNamed("sleep all").map(parentOf)).toEqual(["forEach all", "forEach all", "forEach all"]);
});

test("a sleep ends when a sibling fails, and nothing waits for its timer", async () => {
  const clock = createTestClock();
  const boom = define("boom", async () => {
    throw new Error("boom");
  });
  const client = engine({ clock }).client(
    workflow((flow) => {
      flow.step("long", [], () => flow.sleep(DAY));
      flow.step("boom", [], () => boom(null));
      return flow.join();
    }),
  );

  await expect(client.run(null)).rejects.toThrow("boom");

  expect(spanNamed("sleep long").attributes["gen_flows.wait.result"]).toBe("cancelled");
  expect(statusOf(spanNamed("sleep long"))).toBe("UNSET");
});

test("one cancellation has one error, whatever it reaches", async () => {
  const reasons = new Set<unknown>();
  const polite = define("polite", async (_: null, task) => {
    await untilAborted(task.signal).catch((error: unknown) => reasons.add(error));
  });
  const boom = define("boom", async () => {
    throw new Error("boom");
  });
  const client = engine().client(
    workflow((flow) => {
      flow.step("a", [], () => polite(null));
      flow.step("group", [], () =>
        flow.group((flow) => {
          flow.step("b", [], () => flow.catch(polite(null), () => undefined));
        }),
      );
      flow.step("boom", [], () => boom(null));
      return flow.join();
    }),
  );
  await expect(client.run(null)).rejects.toThrow("boom");
  expect([...reasons]).toMatchObject([{ name: "CancelledError", cause: { message: "boom" } }]);
});
