import { beforeAll, beforeEach, expect, test } from "vitest";
import { createTestClock } from "../../runtime/src/testing/index.ts";
import { childWorkflow, isError } from "../../runtime/src/workflow/index.ts";
import type { RetryPolicy } from "../../runtime/src/workflow/index.ts";
import { define, engine, gate, ONCE, untilAborted, validator, workflow } from "./fixtures/flows.ts";
import { eventsOf, forgetSpans, parentOf, registerTracing, spanNamed, spansNamed, statusOf, topology } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);

const work = define("work", async (input: unknown) => input);
const keyOf = define("keyOf", async (_: null, task) => task.idempotencyKey);
const fail = define("fail", async (_: null, task) => task.fail("Refused", { by: "child" }));
const undone: string[] = [];
const undo = define("undo", async (input: string) => {
  undone.push(input);
});

const TWICE: RetryPolicy = { ...ONCE, maximumAttempts: 2, initialInterval: 60_000, maximumInterval: 60_000 };

const child = childWorkflow<unknown, string>({ name: "child" });

test("a child is a run of its own, whose span is below its parent's", async () => {
  const flows = engine();
  flows.client(
    workflow((flow) => flow.result([flow.step("inner", [], () => keyOf(null))], (key) => key), { name: "child" }),
  );
  const parent = flows.client(
    workflow((flow) => {
      const a = flow.step("a", [], () => work("a"));
      const b = flow.step("b", [], () => work("b"));
      const settled = flow.step("settled", [a, b], () => child(null));
      flow.step("last", [settled, a], () => work("last"));
      return flow.result([settled], (key) => key);
    }),
  );

  expect(await parent.run(null, { runId: "r" })).toBe("r/settled/inner");

  expect(topology()).toEqual([
    "task keyOf < workflow child",
    "task work < workflow test",
    "task work < workflow test",
    "task work < workflow test (depends_on:workflow child, depends_on:task work)",
    "workflow child < workflow test (depends_on:task work, depends_on:task work)",
    "workflow test < -",
  ]);
  expect(spanNamed("workflow child").attributes).toEqual({
    "gen_flows.workflow.name": "child",
    "gen_flows.workflow.version": "1.0.0",
    "gen_flows.spec.digest": "0123456789abcdef",
    "gen_flows.run.id": "r/settled",
    "gen_flows.step.id": "settled",
    "gen_flows.workflow.result": "success",
  });
});

test("children in a forEach: below its span, with the index, and one that fails is collected", async () => {
  const flows = engine();
  flows.client(
    workflow((flow, input: number) => flow.result([flow.step("inner", [], () => (input === 1 ? fail(null) : work(input)))], (x) => x), {
      name: "child",
    }),
  );
  const parent = flows.client(
    workflow((flow) => {
      const all = flow.step("all", [], () =>
        flow.forEach([0, 1, 2], { maxConcurrency: 2, onError: "collect" }, (item) => child(item)),
      );
      return flow.result([all], (values) => values);
    }),
  );

  expect(await parent.run(null, { runId: "r" })).toEqual([
    { ok: true, value: 0 },
    { ok: false, error: { name: "Refused", message: "Refused", data: { by: "child" } } },
    { ok: true, value: 2 },
  ]);
  const children = spansNamed("workflow child");
  expect(children.map(parentOf)).toEqual(["forEach all", "forEach all", "forEach all"]);
  expect(children.map((span) => [span.attributes["gen_flows.run.id"], span.attributes["gen_flows.step.index"]]).toSorted()).toEqual([
    ["r/all/0", 0],
    ["r/all/1", 1],
    ["r/all/2", 2],
  ]);
});

test("a child's failure is its parent's, with name and data; the exception is recorded once", async () => {
  undone.length = 0;
  const flows = engine();
  flows.client(
    workflow(
      (flow) => {
        const done = flow.step("done", [], () => work("child", { compensate: () => undo("in child") }));
        flow.step("inner", [done], () => fail(null));
        return flow.join();
      },
      { name: "child" },
    ),
  );
  const parent = flows.client(
    workflow((flow) => {
      const done = flow.step("done", [], () => work("parent", { compensate: () => undo("in parent") }));
      flow.step("child", [done], () => child(null));
      return flow.join();
    }),
  );

  await expect(parent.run(null)).rejects.toMatchObject({ name: "Refused", data: { by: "child" } });

  expect(undone).toEqual(["in child", "in parent"]);
  expect(eventsOf(spanNamed("task fail"))).toEqual(["exception"]);
  for (const name of ["workflow child", "workflow test"]) {
    expect(eventsOf(spanNamed(name))).toEqual([]);
    expect(spanNamed(name).attributes).toMatchObject({ "gen_flows.workflow.result": "failure", "error.type": "Refused" });
  }
});

test("an error of the child's own body is recorded on its span only, and can be caught", async () => {
  const flows = engine();
  flows.client(
    workflow(
      async () => {
        throw new TypeError("in the child's body");
      },
      { name: "child" },
    ),
  );
  const parent = flows.client(
    workflow((flow) => {
      const step = flow.step("child", [], () =>
        flow.catch(child(null), (error) => (isError(error, "TypeError") ? flow.value("caught") : undefined)),
      );
      const again = flow.step("again", [step], () => child(null));
      return flow.result([again], (value) => value);
    }),
  );

  await expect(parent.run(null)).rejects.toThrow("in the child's body");
  expect(spansNamed("workflow child").map(eventsOf)).toEqual([["exception"], ["exception"]]);
  expect(eventsOf(spanNamed("workflow test"))).toEqual([]);
});

test("a retried child is a further run, with a pause by the clock and a link to the one before", async () => {
  const clock = createTestClock();
  const ids: string[] = [];
  const flows = engine({ clock });
  flows.client(
    workflow(
      (flow) => {
        ids.push(flow.id);
        return flow.result([flow.step("inner", [], () => (ids.length === 1 ? fail(null) : work("second")))], (x) => x);
      },
      { name: "child" },
    ),
  );
  const parent = flows.client(
    workflow((flow) => flow.result([flow.step("c", [], () => child(null, { retry: TWICE }))], (value) => value)),
  );

  const run = await parent.start(null, { runId: "r" });
  await clock.advance(29_000);
  expect(ids).toEqual(["r/c"]);
  await clock.advance(31_000);
  expect(await run.result()).toBe("second");

  expect(ids).toEqual(["r/c", "r/c~2"]);
  const [first, second] = spansNamed("workflow child");
  expect(first?.attributes["gen_flows.workflow.attempt"]).toBeUndefined();
  expect(second?.attributes["gen_flows.workflow.attempt"]).toBe(2);
  expect(topology().filter((line) => line.startsWith("workflow child"))).toEqual([
    "workflow child < workflow test",
    "workflow child#2 < workflow test (previous_attempt:workflow child)",
  ]);
});

test("a listed error ends the attempts, and so does a cancellation between two of them", async () => {
  const clock = createTestClock();
  const flows = engine({ clock });
  flows.client(workflow((flow) => flow.result([flow.step("inner", [], () => fail(null))], (x) => x), { name: "child" }));
  const retrying = (nonRetryableErrors: readonly string[]) =>
    flows.client(
      workflow((flow) => {
        flow.step("c", [], () => child(null, { retry: { ...TWICE, nonRetryableErrors } }));
        return flow.join();
      }),
    );

  await expect(retrying(["Refused"]).run(null)).rejects.toMatchObject({ name: "Refused" });
  expect(spansNamed("workflow child")).toHaveLength(1);

  forgetSpans();
  const run = await retrying([]).start(null);
  await clock.advance(1);
  expect(spansNamed("workflow child")).toHaveLength(1);
  await run.cancel("enough");
  await expect(run.result()).rejects.toMatchObject({ name: "CancelledError", cause: "enough" });
  expect(spansNamed("workflow child")).toHaveLength(1);
});

test("a child that is cancelled compensates before its parent goes on; it is no error", async () => {
  undone.length = 0;
  const slow = define("slow", async (_: null, task) => untilAborted(task.signal));
  const begun = gate();
  const marker = define("marker", async () => {
    begun.resolve();
  });
  const flows = engine();
  flows.client(
    workflow(
      (flow) => {
        const done = flow.step("done", [], () => work("x", { compensate: () => undo("in child") }));
        const marked = flow.step("marked", [done], () => marker(null));
        flow.step("slow", [marked], () => slow(null));
        return flow.join();
      },
      { name: "child" },
    ),
  );
  const parent = flows.client(
    workflow((flow) => {
      const done = flow.step("done", [], () => work("x", { compensate: () => undo("in parent") }));
      flow.step("c", [done], () => child(null));
      return flow.join();
    }),
  );

  const run = await parent.start(null);
  await begun.promise;
  await run.cancel("enough");
  await expect(run.result()).rejects.toMatchObject({ name: "CancelledError", cause: "enough" });

  expect(undone).toEqual(["in child", "in parent"]);
  expect(spanNamed("workflow child").attributes["gen_flows.workflow.result"]).toBe("cancelled");
  expect(statusOf(spanNamed("workflow child"))).toBe("UNSET");
});

test("a child that is cancelled by its own handle fails its step; it is not tried again", async () => {
  const slow = define("slow", async (_: null, task) => untilAborted(task.signal));
  const flows = engine();
  const children = flows.client(
    workflow((flow) => flow.result([flow.step("slow", [], () => slow(null))], () => "done"), { name: "child" }),
  );
  const parent = flows.client(
    workflow((flow) => {
      flow.step("c", [], () => child(null, { retry: TWICE }));
      return flow.join();
    }),
  );

  const run = await parent.start(null, { runId: "r" });
  await new Promise(setImmediate);
  await (await children.get("r/c")).cancel("not this one");
  await expect(run.result()).rejects.toMatchObject({ name: "CancelledError", cause: "not this one" });

  expect(spansNamed("workflow child")).toHaveLength(1);
  expect(spanNamed("workflow test").attributes["gen_flows.workflow.result"]).toBe("failure");
});

test("a child has an executionTimeout of its own", async () => {
  const clock = createTestClock();
  const slow = define("slow", async (_: null, task) => untilAborted(task.signal));
  const flows = engine({ clock });
  flows.client(
    workflow((flow) => flow.result([flow.step("slow", [], () => slow(null))], () => "done"), {
      name: "child",
      executionTimeout: 3_600_000,
    }),
  );
  const parent = flows.client(
    workflow((flow) => {
      flow.step("c", [], () => child(null));
      return flow.join();
    }),
  );

  const run = await parent.start(null);
  await clock.advance(3_600_000);
  await expect(run.result()).rejects.toMatchObject({ name: "ExecutionTimeoutError", timeout: 3_600_000 });
  expect(spanNamed("workflow child").attributes["gen_flows.workflow.result"]).toBe("timeout");
  expect(spanNamed("workflow test").attributes["gen_flows.workflow.result"]).toBe("failure");
});

test("a child's input is checked like a caller's; a wrong one is not tried again", async () => {
  let checks = 0;
  const flows = engine();
  flows.client(
    workflow((flow, input: { n: number }) => flow.result([flow.step("inner", [], () => work(input.n))], (x) => x), {
      name: "child",
    }),
    {
      input: validator<{ n: number }>(
        (value) => {
          checks += 1;
          const input = value as { n?: unknown };
          input.n ??= 7;
          return typeof input.n === "number";
        },
        { instancePath: "/n", message: "must be number" },
      ),
    },
  );
  const parent = flows.client(
    workflow((flow, input: unknown) =>
      flow.result([flow.step("c", [], () => child(input, { retry: TWICE }))], (value) => value),
    ),
  );

  expect(await parent.run({})).toBe(7);
  await expect(parent.run({ n: "x" })).rejects.toThrow(
    "The input of workflow `child` does not fit its schema:\n  /n must be number",
  );
  expect(checks).toBe(2);
  expect(spansNamed("workflow child")).toHaveLength(1);
});

test("a place is for a run and all its children", async () => {
  const flows = engine({ maxConcurrentRuns: 1 });
  const grandchild = childWorkflow<null, string>({ name: "grandchild" });
  flows.client(workflow((flow) => flow.result([flow.step("g", [], () => grandchild(null))], (x) => x), { name: "child" }));
  flows.client(workflow((flow) => flow.result([flow.step("k", [], () => keyOf(null))], (x) => x), { name: "grandchild" }));
  const parent = flows.client(workflow((flow) => flow.result([flow.step("c", [], () => child(null))], (x) => x)));

  expect(await Promise.all(["a", "b"].map((runId) => parent.run(null, { runId })))).toEqual(["a/c/g/k", "b/c/g/k"]);
});

test("a workflow that nobody knows fails the run, and is named", async () => {
  const parent = engine().client(
    workflow((flow) => {
      flow.step("c", [], () => child(null));
      return flow.join();
    }),
  );
  await expect(parent.run(null)).rejects.toThrow("There is no workflow `child`.");
});
