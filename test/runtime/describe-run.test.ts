import { beforeAll, beforeEach, expect, test } from "vitest";
import { TaskError } from "../../runtime/src/index.ts";
import { createTestClock } from "../../runtime/src/testing/index.ts";
import { define, engine, gate, workflow } from "./fixtures/flows.ts";
import { forgetSpans, registerTracing, spanNamed } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);

const HOUR = 3_600_000;
const NOON = new Date("2026-05-01T12:00:00Z");

const sleeping = workflow(
  (flow) => {
    flow.step("pause", [], () => flow.sleep(HOUR));
    return flow.join();
  },
  { executionTimeout: 2 * HOUR },
);

test("a run is described while it waits, while it runs, and after its end", async () => {
  const clock = createTestClock(NOON);
  const client = engine({ clock, maxConcurrentRuns: 1 }).client(sleeping);
  const first = await client.start(null, { runId: "first" });
  const second = await client.start(null, { runId: "second" });

  const { traceId } = first;
  const common = { runId: "first", workflow: "test", version: "1.0.0", startedAt: NOON, traceId };
  const running = { ...common, status: "running", endedAt: undefined, error: undefined };
  expect(traceId).toMatch(/^(?!0+$)[0-9a-f]{32}$/);
  expect(await first.describe()).toEqual(running);
  expect(await second.describe()).toMatchObject({ status: "running", startedAt: undefined, endedAt: undefined });

  await clock.advance(HOUR);
  await first.result();
  const later = new Date(NOON.getTime() + HOUR);
  const completed = { ...running, status: "completed", endedAt: later };
  expect(await first.describe()).toEqual(completed);
  expect(await (await client.get("first")).describe()).toEqual(completed);
  expect(await second.describe()).toMatchObject({ status: "running", startedAt: later });

  await second.cancel("enough");
  await expect(second.result()).rejects.toMatchObject({ name: "CancelledError", cause: "enough" });
  expect(await (await client.get("second")).describe()).toMatchObject({
    status: "cancelled",
    endedAt: later,
    error: { name: "CancelledError", message: "The run was cancelled." },
  });
});

test("a run that took too long has timed out", async () => {
  const clock = createTestClock(NOON);
  const never = gate();
  const stuck = define("stuck", (_: null, { signal }) => {
    signal.addEventListener("abort", () => {
      never.resolve();
    });
    return never.promise;
  });
  const client = engine({ clock }).client(
    workflow(
      (flow) => {
        flow.step("only", [], () => stuck(null));
        return flow.join();
      },
      { executionTimeout: HOUR },
    ),
  );
  const run = await client.start(null);
  await clock.advance(HOUR);
  await run.result().catch(() => {});
  expect(await run.describe()).toMatchObject({ status: "timed_out", error: { name: "ExecutionTimeoutError" } });
});

/** The error of a run whose only task fails. */
async function failureOf(name: string, error: unknown, contract?: Parameters<typeof define>[2]): Promise<unknown> {
  const fail = define<null, void>(name, () => Promise.reject(error as Error), contract);
  const client = engine().client(
    workflow((flow) => {
      flow.step("only", [], () => fail(null));
      return flow.join();
    }),
  );
  const run = await client.start(null);
  await run.result().catch(() => {});
  return (await run.describe()).error;
}

test("a failed run is described as its trace shows it", async () => {
  const declared = new TaskError("CardDeclined", { card: "4000" });
  expect(await failureOf("declare", declared)).toEqual({ name: "CardDeclined", message: "CardDeclined" });
  const telling = Object.assign(new Error("card 4000"), { name: "CardDeclined" });
  const mask = "The card was declined.";
  expect(await failureOf("hide", telling, { errors: { CardDeclined: { mask } } })).toEqual({ name: "CardDeclined", message: mask });
  expect(await failureOf("throw", "no error at all")).toEqual({ name: "_OTHER", message: "no error at all" });
  expect(await failureOf("plain", new RangeError("over the top"))).toEqual({ name: "RangeError", message: "over the top" });
});

test("what the spec marks as sensitive is not in the description", async () => {
  const client = engine().client(
    workflow<{ card: string }, never>(
      async (_, { card }) => {
        throw new Error(`cannot charge ${card}`);
      },
      { redaction: { fields: { card: "mask" } } },
    ),
  );
  const run = await client.start({ card: "4000-1234" });
  await expect(run.result()).rejects.toThrow("cannot charge 4000-1234");
  const { error } = await run.describe();
  expect(error).toEqual({ name: "Error", message: "[REDACTED]" });
  expect(spanNamed("workflow test").status.message).toBe("[REDACTED]");
});
