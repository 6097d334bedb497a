import { trace } from "@opentelemetry/api";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { LifecycleHooks } from "../../runtime/src/index.ts";
import { childWorkflow } from "../../runtime/src/workflow/index.ts";
import { define, engine, THRICE, untilAborted, workflow } from "./fixtures/flows.ts";
import { forgetSpans, registerTracing, spanNamed } from "./fixtures/tracing.ts";

/** What the operator is told: it goes to the file descriptor of stderr. */
const said = vi.hoisted((): string[] => []);
vi.mock("../../runtime/src/telemetry/lifecycle/warn.ts", () => ({ warn: (message: string) => void said.push(message) }));

beforeAll(registerTracing);
beforeEach(forgetSpans);

/** Notes the calls of all hooks. */
function noting(): { readonly hooks: LifecycleHooks; readonly calls: unknown[] } {
  const calls: unknown[] = [];
  const note = (name: string) => (input: object) => {
    calls.push({ hook: name, ...input });
  };
  return {
    calls,
    hooks: {
      startWorkflow: note("startWorkflow"),
      startTask: note("startTask"),
      endTask: note("endTask"),
      endWorkflow: note("endWorkflow"),
    },
  };
}

const duration: unknown = expect.any(Number);

test("hooks hear of runs and attempts, with ids, names, results, errors and durations", async () => {
  const { hooks, calls } = noting();
  const failure = new RangeError("too much");
  const flaky = define(
    "flaky",
    async (_: null, task) => {
      if (task.attempt === 1) {
        throw failure;
      }
      return "done";
    },
    { retry: THRICE },
  );
  const client = engine({ hooks }).client(
    workflow((flow) => {
      const all = flow.step("all", [], () => flow.forEach([0], { maxConcurrency: 1 }, () => flaky(null)));
      return flow.result([all], (values) => values);
    }),
  );

  await client.run(null, { runId: "run-1" });

  const { traceId } = spanNamed("workflow test").spanContext();
  const run = { workflow: "test", runId: "run-1", traceId, attempt: 1 };
  const attempt = { task: "flaky", step: "all", index: 0, compensates: false, runId: "run-1", traceId };
  expect(calls).toEqual([
    { hook: "startWorkflow", ...run },
    { hook: "startTask", ...attempt, attempt: 1 },
    { hook: "endTask", ...attempt, attempt: 1, result: "failure", error: failure, duration },
    { hook: "startTask", ...attempt, attempt: 2 },
    { hook: "endTask", ...attempt, attempt: 2, result: "success", error: undefined, duration },
    { hook: "endWorkflow", ...run, result: "success", error: undefined, duration },
  ]);
});

test("a timeout, a handler that is given up, a cancellation and a compensation say what they are", async () => {
  const { hooks, calls } = noting();
  const deaf = define("deaf", () => new Promise(() => {}), { startToCloseTimeout: 20 });
  const polite = define("polite", async (_: null, task) => untilAborted(task.signal));
  const undo = define("undo", async () => {});
  const done = define("done", async () => 1);
  const child = childWorkflow<null, unknown>({ name: "child" });
  const host = engine({ hooks, gracePeriod: 20 });
  host.client(workflow((flow) => flow.result([flow.step("done", [], () => done(null))], (value) => value), { name: "child" }));
  const client = host.client(
    workflow((flow) => {
      const first = flow.step("first", [], () => done(null, { compensate: () => undo(null) }));
      const called = flow.step("child", [first], () => child(null));
      flow.step("polite", [called], () => polite(null));
      flow.step("deaf", [called], () => deaf(null));
      return flow.join();
    }),
  );

  await expect(client.run(null)).rejects.toThrow("startToCloseTimeout");

  const ends = calls.map((call) => call as Record<string, unknown>).filter(({ hook }) => String(hook).startsWith("end"));
  expect(
    ends.map(({ hook, task, workflow: name, step, result, compensates }) =>
      [hook, task ?? name, step, result, compensates === true ? "compensates" : undefined].filter(Boolean).join(" "),
    ),
  ).toEqual([
    "endTask done first success",
    "endTask done done success",
    "endWorkflow child success",
    "endTask deaf deaf timeout",
    "endTask polite polite cancelled",
    "endTask undo first success compensates",
    "endWorkflow test failure",
  ]);
  expect(calls.filter((call) => (call as { hook: string }).hook === "startTask")).toHaveLength(5);
});

test("a hook is called in the context of what it hears of", async () => {
  const seen: (string | undefined)[] = [];
  const see = (): void => void seen.push(trace.getActiveSpan()?.spanContext().spanId);
  const done = define("done", async () => 1);
  const client = engine({ hooks: { startWorkflow: see, startTask: see, endTask: see, endWorkflow: see } }).client(
    workflow((flow) => flow.result([flow.step("done", [], () => done(null))], (value) => value)),
  );
  await client.run(null);
  const run = spanNamed("workflow test").spanContext().spanId;
  expect(seen).toEqual([run, run, spanNamed("task done").spanContext().spanId, run]);
});

test("hooks that throw or reject are told of once each, and change nothing", async () => {
  const done = define("done", async (input: number) => input);
  const client = engine({
    hooks: {
      startWorkflow: () => {
        throw new Error("no");
      },
      startTask: async () => {
        throw new Error("not now");
      },
      endTask: () => Promise.reject(new Error("never")),
    },
  }).client(
    workflow((flow) => {
      const all = flow.step("all", [], () => flow.forEach([1, 2, 3], { maxConcurrency: 2 }, (item) => done(item)));
      return flow.result([all], (values) => values);
    }),
  );
  expect(await client.run(null)).toEqual([1, 2, 3]);
  expect(await client.run(null)).toEqual([1, 2, 3]);
  const hope = "and may miss more than this";
  expect(said.toSorted()).toEqual([
    `the hook endTask rejects, ${hope}: Error: never. Workflows run on.`,
    `the hook startTask rejects, ${hope}: Error: not now. Workflows run on.`,
    `the hook startWorkflow throws, ${hope}: Error: no. Workflows run on.`,
  ]);
});
