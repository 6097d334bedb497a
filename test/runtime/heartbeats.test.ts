import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { HeartbeatTimeoutError, TimeoutError } from "../../runtime/src/index.ts";
import { define, engine, gate, THRICE, untilAborted, workflow } from "./fixtures/flows.ts";
import { eventsOf, forgetSpans, registerTracing, spanNamed, spansNamed, statusOf } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);

/** Runs a workflow of one step. */
function run(call: ReturnType<typeof define<null, unknown>>, gracePeriod = 5_000) {
  return engine({ gracePeriod })
    .client(workflow((flow) => flow.result([flow.step("only", [], () => call(null))], (value) => value)))
    .run(null);
}

test("an attempt without a heartbeat is aborted with its reason, and retried", async () => {
  const reasons: unknown[] = [];
  const silent = define(
    "silent",
    async (_: null, task) => {
      if (task.attempt === 2) {
        return "second";
      }
      task.signal.addEventListener("abort", () => reasons.push(task.signal.reason));
      return untilAborted(task.signal);
    },
    { heartbeatTimeout: 30, retry: THRICE },
  );

  expect(await run(silent)).toBe("second");

  expect(reasons).toEqual([expect.any(HeartbeatTimeoutError)]);
  expect(reasons[0]).toBeInstanceOf(TimeoutError);
  const [first, second] = spansNamed("task silent");
  expect(first?.attributes).toMatchObject({
    "error.type": "HeartbeatTimeoutError",
    "gen_flows.task.result": "timeout",
  });
  expect(first?.status.message).toBe("An attempt of task `silent` gave no heartbeat within its heartbeatTimeout of 30 ms.");
  expect(eventsOf(first as never)).toEqual(["exception", "gen_flows.task.retry_scheduled"]);
  expect(statusOf(second as never)).toBe("UNSET");
});

test("heartbeats keep an attempt alive for as long as they come", async () => {
  const lively = define(
    "lively",
    async (_: null, task) => {
      for (let round = 0; round < 12; round += 1) {
        await sleep(50);
        task.heartbeat();
      }
      return "done";
    },
    { heartbeatTimeout: 400 },
  );
  expect(await run(lively)).toBe("done");
  expect(statusOf(spanNamed("task lively"))).toBe("UNSET");

  let silentFor = 0;
  const failing = define(
    "failing",
    async (_: null, task) => {
      await sleep(30);
      task.heartbeat();
      const last = performance.now();
      await untilAborted(task.signal).catch(() => {});
      silentFor = performance.now() - last;
    },
    { heartbeatTimeout: 60 },
  );
  await expect(run(failing)).rejects.toMatchObject({ name: "HeartbeatTimeoutError", timeout: 60 });
  // Not 30, which is what was left of the time when the heartbeat came.
  expect(silentFor).toBeGreaterThanOrEqual(60);
});

test("a deaf handler is abandoned after the grace period, heartbeats or not", async () => {
  const release = gate();
  const deaf = define("deaf", () => release.promise, { heartbeatTimeout: 20 });
  await expect(run(deaf, 30)).rejects.toMatchObject({ name: "HeartbeatTimeoutError" });
  release.resolve();
  expect(spanNamed("task deaf").attributes).toMatchObject({
    "gen_flows.task.abandoned": true,
    "gen_flows.task.result": "timeout",
  });
});

test("a heartbeat without a timeout does nothing", async () => {
  const plain = define("plain", async (_: null, task) => {
    task.heartbeat();
    return "done";
  });
  expect(await run(plain)).toBe("done");
});
