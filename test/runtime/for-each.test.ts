import { beforeAll, beforeEach, expect, test } from "vitest";
import type { FlowError } from "../../runtime/src/workflow/index.ts";
import { define, engine, gate, THRICE, untilAborted, workflow } from "./fixtures/flows.ts";
import { forgetSpans, parentOf, registerTracing, spanNamed, spansNamed, statusOf, topology } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);

test("no more than maxConcurrency items are under way, and results keep the order of the items", async () => {
  let running = 0;
  let most = 0;
  const work = define("work", async (input: number) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, (7 - input) % 5));
    running -= 1;
    return input * 10;
  });
  const client = engine().client(
    workflow((flow, items: readonly number[]) => {
      const all = flow.step("all", [], () => flow.forEach(items, { maxConcurrency: 3 }, (item) => work(item)));
      return flow.result([all], (values) => values);
    }),
  );

  expect(await client.run([0, 1, 2, 3, 4, 5, 6, 7])).toEqual([0, 10, 20, 30, 40, 50, 60, 70]);
  expect(most).toBe(3);
  expect(spansNamed("task work").map(parentOf)).toEqual(Array.from({ length: 8 }, () => "forEach all"));
});

test("an empty forEach still has its span, and its dependents run", async () => {
  const work = define("work", async (input: number) => input);
  const after = define("after", async (input: readonly number[]) => input.length);
  const client = engine().client(
    workflow((flow) => {
      const none = flow.step("none", [], () => flow.forEach([], { maxConcurrency: 3 }, (item) => work(item)));
      const count = flow.step("count", [none], (values) => after(values));
      return flow.result([none, count], (values, length) => [values, length]);
    }),
  );

  expect(await client.run(null)).toEqual([[], 0]);
  expect(spanNamed("forEach none").attributes["gen_flows.for_each.count"]).toBe(0);
});

test("failFast: the failed item aborts the others, no further one begins, and those that completed are undone", async () => {
  const begun: number[] = [];
  const undone: number[] = [];
  const oneDone = gate();
  const undo = define("undo", async (input: number) => {
    undone.push(input);
  });
  const work = define("work", async (input: number, task) => {
    begun.push(input);
    if (input === 2) {
      await oneDone.promise;
      throw new RangeError("item 2");
    }
    if (input === 3) {
      return untilAborted(task.signal);
    }
    if (input === 1) {
      setTimeout(oneDone.resolve, 5);
    }
    return input;
  });
  const client = engine().client(
    workflow((flow, items: readonly number[]) => {
      flow.step("all", [], () =>
        flow.forEach(items, { maxConcurrency: 2 }, (item) => work(item, { compensate: (output) => undo(output) })),
      );
      return flow.join();
    }),
  );

  await expect(client.run([0, 1, 2, 3, 4, 5])).rejects.toThrow("item 2");

  expect(begun).toEqual([0, 1, 2, 3]);
  expect(undone).toEqual([1, 0]);
  const aborted = spansNamed("task work").find((span) => span.attributes["gen_flows.step.index"] === 3);
  expect(aborted?.attributes["gen_flows.task.result"]).toBe("cancelled");
  const forEach = spanNamed("forEach all");
  expect(statusOf(forEach)).toBe("ERROR");
  expect(forEach.attributes).toMatchObject({ "gen_flows.for_each.result": "failure", "error.type": "RangeError" });
  expect(topology().filter((line) => line.startsWith("compensate"))).toEqual([
    "compensate undo[0] < workflow test (compensates:task work[0])",
    "compensate undo[1] < workflow test (compensates:task work[1])",
  ]);
});

test("a forEach that is cancelled because of another step ends as cancelled, not as failed", async () => {
  const work = define("work", async (_: number, task) => untilAborted(task.signal));
  const boom = define("boom", async () => {
    throw new Error("boom");
  });
  const client = engine().client(
    workflow((flow) => {
      flow.step("all", [], () => flow.forEach([1, 2, 3], { maxConcurrency: 2, onError: "collect" }, (item) => work(item)));
      flow.step("boom", [], () => boom(null));
      return flow.join();
    }),
  );

  await expect(client.run(null)).rejects.toThrow("boom");

  expect(spanNamed("forEach all").attributes["gen_flows.for_each.result"]).toBe("cancelled");
  expect(statusOf(spanNamed("forEach all"))).toBe("UNSET");
  expect(spansNamed("task work")).toHaveLength(2);
});

test("collect: a final failure is a value, after its retries, and fails nothing", async () => {
  const work = define(
    "work",
    async (input: number, task) => {
      if (input % 2 === 1) {
        task.fail("Odd", { input });
      }
      return input;
    },
    { retry: THRICE },
  );
  const client = engine().client(
    workflow((flow) => {
      const all = flow.step("all", [], () =>
        flow.forEach([0, 1, 2], { maxConcurrency: 3, onError: "collect" }, (item) => work(item)),
      );
      const errors = flow.step("errors", [all], (values) =>
        flow.value(values.flatMap((value): FlowError[] => (value.ok ? [] : [value.error]))),
      );
      return flow.result([all, errors], (values, failed) => ({ values, failed }));
    }),
  );

  const error = { name: "Odd", message: "Odd", data: { input: 1 } };
  expect(await client.run(null)).toEqual({
    values: [
      { ok: true, value: 0 },
      { ok: false, error },
      { ok: true, value: 2 },
    ],
    failed: [error],
  });
  expect(spansNamed("task work")).toHaveLength(5);
  expect(statusOf(spanNamed("forEach all"))).toBe("UNSET");
  expect(spanNamed("workflow test").attributes["gen_flows.workflow.result"]).toBe("success");
});

test("an idempotency key is the run's id and the path, whatever the step is part of", async () => {
  const keys: string[] = [];
  const note = define("note", async (_: null, task) => {
    keys.push(task.idempotencyKey);
  });
  const boom = define("boom", async () => {
    throw new Error("boom");
  });
  const client = engine().client(
    workflow((flow) => {
      const all = flow.step("all", [], () =>
        flow.forEach([0, 1], { maxConcurrency: 1 }, () =>
          flow.group((flow) => {
            flow.step("label", [], () => note(null, { compensate: () => note(null) }));
          }),
        ),
      );
      flow.step("boom", [all], () => boom(null));
      return flow.join();
    }),
  );

  await expect(client.run(null, { runId: "r" })).rejects.toThrow("boom");
  expect(keys).toEqual(["r/all/0/label", "r/all/1/label", "r/all/1/label.compensate", "r/all/0/label.compensate"]);
  expect(spansNamed("task note").map((span) => span.attributes["gen_flows.step.id"])).toEqual(["all/label", "all/label"]);
});

test("items may be values, and a window of none is refused", async () => {
  const client = engine().client(
    workflow((flow, maxConcurrency: number) => {
      const all = flow.step("all", [], () => flow.forEach([1, 2, 3], { maxConcurrency }, (item) => flow.value(item * 2)));
      return flow.result([all], (values) => values);
    }),
  );

  expect(await client.run(1)).toEqual([2, 4, 6]);
  await expect(client.run(0)).rejects.toThrow("maxConcurrency must be at least 1, and is 0.");
});
