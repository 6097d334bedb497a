import { expect, test } from "vitest";
import { execute } from "../../runtime/src/workflow/index.ts";
import type { Flow, Step, Workflow } from "../../runtime/src/workflow/index.ts";
import { INFO, manualEngine, settled, work } from "./manual-engine.ts";

function workflow<Output>(run: (flow: Flow) => Promise<Output>): Workflow<null, Output> {
  return { name: "test", version: "1.0.0", digest: "0123456789abcdef", run };
}

test("the order in which tasks settle is the only source of order", async () => {
  const plan = workflow((flow: Flow) => {
    const a = flow.step("a", [], () => work(1));
    const b = flow.step("b", [], () => work(2));
    const c = flow.step("c", [a], () => undefined);
    flow.step("d", [c, b], () => work(3));
    flow.step("e", [a], (value) => work(value));
    return flow.join();
  });
  const logs = [];
  for (let round = 0; round < 2; round += 1) {
    const { engine, log, succeed } = manualEngine();
    const execution = execute(plan, null, engine, INFO);
    succeed("b");
    succeed("a");
    succeed("e");
    succeed("d");
    await execution.result;
    logs.push(log);
  }
  expect(logs[0]).toEqual(["start a", "start b", "skipped c", "start e", "start d"]);
  expect(logs[1]).toEqual(logs[0]);
});

test("a failure cancels once, waits for every sibling, then compensates; late successes are undone too", async () => {
  const { engine, log, succeed, fail } = manualEngine();
  const execution = execute(
    workflow((flow: Flow) => {
      for (const id of ["a", "b"]) {
        flow.step(id, [], () => work(id, { compensate: () => work(`undo ${id}`) }));
      }
      flow.step("c", [], () => work(0));
      flow.step("d", [flow.step("e", [], () => work(0))], () => work(0));
      return flow.join();
    }),
    null,
    engine,
    INFO,
  );
  const outcome = execution.result.catch((error: unknown) => error);
  succeed("a");
  fail("c", new Error("first"));
  fail("e", new Error("second"));
  await settled();
  expect(log).toEqual(["start a", "start b", "start c", "start e", "cancel b", "cancel e"]);

  succeed("b");
  await settled();
  expect(log.slice(6)).toEqual(["start undo b"]);
  fail("undo b", new Error("third"));
  await settled();
  succeed("undo a");

  expect(await outcome).toMatchObject({ message: "first" });
  expect(log.slice(6)).toEqual(["start undo b", "compensation of b failed", "start undo a"]);
});

test("cancel fails the run with its reason, unless it has ended", async () => {
  const { engine, log, succeed, fail } = manualEngine();
  const plan = workflow((flow: Flow) => flow.result([flow.step("a", [], () => work(1))], (value) => value));
  const cancelled = execute(plan, null, engine, INFO);
  const outcome = cancelled.result.catch((error: unknown) => error);
  cancelled.cancel("enough");
  cancelled.cancel("again");
  fail("a", new Error("aborted"));
  expect(await outcome).toBe("enough");

  const ended = execute(plan, null, engine, INFO);
  succeed("a", 7);
  expect(await ended.result).toBe(7);
  ended.cancel("too late");
  expect(log).toEqual(["start a", "cancel a", "start a"]);
});

test("a body that returns without joining does not end before its steps", async () => {
  const { engine, succeed } = manualEngine();
  let isOver = false;
  const execution = execute(
    workflow(async (flow: Flow) => {
      flow.step("a", [], () => work(1));
      return "early";
    }),
    null,
    engine,
    INFO,
  );
  const result = execution.result.finally(() => {
    isOver = true;
  });
  await settled();
  expect(isOver).toBe(false);
  succeed("a");
  expect(await result).toBe("early");
});

test("a body that throws while tasks are under way waits for them before it compensates", async () => {
  const { engine, log, succeed } = manualEngine();
  const execution = execute(
    workflow(async (flow: Flow) => {
      flow.step("a", [], () => work(1, { compensate: () => work(2) }));
      throw new Error("in body");
    }),
    null,
    engine,
    INFO,
  );
  const outcome = execution.result.catch((error: unknown) => error);
  await settled();
  expect(log).toEqual(["start a", "cancel a"]);
  succeed("a");
  await settled();
  succeed("undo a");
  expect(await outcome).toMatchObject({ message: "in body" });
});

test("items that fail because the run was cancelled are not collected", async () => {
  const { engine, log, fail } = manualEngine();
  const execution = execute(
    workflow((flow: Flow) => {
      flow.step("all", [], () => flow.forEach([1, 2], { maxConcurrency: 2, onError: "collect" }, (item) => work(item)));
      return flow.join();
    }),
    null,
    engine,
    INFO,
  );
  const outcome = execution.result.catch((error: unknown) => error);
  execution.cancel("enough");
  fail("all/0", new Error("aborted"));
  fail("all/1", new Error("aborted"));
  expect(await outcome).toBe("enough");
  expect(log).toEqual(["start all/0", "start all/1", "cancel all/0", "cancel all/1", "forEach all cancelled"]);
});

test("steps may be added after a join", async () => {
  const { engine, succeed } = manualEngine();
  const execution = execute(
    workflow(async (flow: Flow) => {
      const first = flow.step("a", [], () => work(1));
      const value = await flow.result([first], (a) => a + 1);
      return flow.result([flow.step("b", [first], () => work(value))], (b) => [value, b]);
    }),
    null,
    engine,
    INFO,
  );
  succeed("a", 1);
  await settled();
  succeed("b", 5);
  expect(await execution.result).toEqual([2, 5]);
});

test("a workflow knows its run", async () => {
  const { engine } = manualEngine();
  const plan = workflow(async (flow: Flow) => [flow.id, flow.startedAt]);
  expect(await execute(plan, null, engine, INFO).result).toEqual([INFO.id, INFO.startedAt]);
});

test("100,000 values and skips in a row do not grow the stack", async () => {
  const { engine, succeed } = manualEngine();
  const execution = execute(
    workflow((flow: Flow) => {
      let last: Step<number | undefined> = flow.step("first", [], () => work(1));
      for (let index = 0; index < 100_000; index += 1) {
        const isSkipped = index % 2 === 0;
        last = flow.step(`s${index}`, [last], (value) => (isSkipped ? undefined : flow.value((value ?? 0) + 1)));
      }
      return flow.result([last], (value) => value);
    }),
    null,
    { ...engine, skipped() {} },
    INFO,
  );
  succeed("first");
  expect(await execution.result).toBe(1);
});

test("a fan-out of 100,000 has no more tasks alive than its window", async () => {
  const { engine, pending, succeed } = manualEngine();
  let most = 0;
  const execution = execute(
    workflow((flow: Flow) => {
      const items = Array.from({ length: 100_000 }, (_, index) => index);
      const all = flow.step("all", [], () => flow.forEach(items, { maxConcurrency: 8 }, (item) => work(item)));
      return flow.result([all], (values) => values.length);
    }),
    null,
    engine,
    INFO,
  );
  for (let [next] = pending; next !== undefined; [next] = pending) {
    most = Math.max(most, pending.size);
    succeed(next[0], next[1].index);
  }
  expect(await execution.result).toBe(100_000);
  expect(most).toBe(8);
});
