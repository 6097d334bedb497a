import { expect, test } from "vitest";
import type { Group } from "../../runtime/src/workflow/index.ts";
import { settled, start, work } from "./manual-engine.ts";

test("a group begins its steps when it begins, and has their result", async () => {
  const { log, succeed, outcome } = start((flow) => {
    const first = flow.step("first", [], () => work(0));
    const group = flow.step("group", [first], (value) =>
      flow.group((flow) => {
        const a = flow.step("a", [], () => work(value));
        const b = flow.step("b", [a], () => work(value));
        return flow.result([a, b], (one, other) => one + other + value);
      }),
    );
    flow.step("last", [group], () => work(0));
    return flow.result([group], (value) => value);
  });
  succeed("first", 100);
  succeed("group/a", 1);
  succeed("group/b", 2);
  succeed("last");
  expect(await outcome).toBe(103);
  expect(log).toEqual(["start first", "start group/a", "start group/b", "start last"]);
});

test("a group without result, and one without steps, complete", async () => {
  const { succeed, outcome } = start((flow) => {
    const silent = flow.step("silent", [], () =>
      flow.group((flow) => {
        flow.step("a", [], () => work(1));
      }),
    );
    const empty = flow.step("empty", [], () => flow.group(() => {}));
    return flow.result([silent, empty], (one, other) => [one, other]);
  });
  succeed("silent/a");
  expect(await outcome).toEqual([undefined, undefined]);
});

test("a switch does what it chooses; nothing chosen is undefined", async () => {
  const { log, succeed, outcome } = start((flow) => {
    const choose = (id: string, choice: number) =>
      flow.step(id, [], () =>
        flow.switch(() => {
          if (choice === 1) {
            return work(1);
          }
          if (choice === 2) {
            return flow.value("two");
          }
          return undefined;
        }),
      );
    return flow.result([choose("a", 1), choose("b", 2), choose("c", 3)], (...values) => values);
  });
  succeed("a", 1);
  expect(await outcome).toEqual([1, "two", undefined]);
  expect(log).toEqual(["start a"]);
});

test("what is in a group of a forEach has the index in its path, and none in its id", async () => {
  const { log, pending, succeed, outcome } = start((flow) => {
    const all = flow.step("all", [], () =>
      flow.forEach(["x", "y"], { maxConcurrency: 1 }, (item) =>
        flow.group((flow) => {
          const inner = flow.step("inner", [], () =>
            flow.forEach([1, 2], { maxConcurrency: 2 }, (number) => work(`${item}${number}`)),
          );
          return flow.result([inner], (values) => values);
        }),
      ),
    );
    return flow.result([all], (values) => values);
  });
  const first = pending.get("all/0/inner/1");
  expect(first).toMatchObject({ stepId: "all/inner", index: 1, path: "all/0/inner/1", input: "x2" });
  succeed("all/0/inner/1", 12);
  succeed("all/0/inner/0", 11);
  succeed("all/1/inner/0", 21);
  succeed("all/1/inner/1", 22);
  expect(await outcome).toEqual([
    [11, 12],
    [21, 22],
  ]);
  expect(log).toEqual([
    "start all/0/inner/0",
    "start all/0/inner/1",
    "forEach all/inner success",
    "start all/1/inner/0",
    "start all/1/inner/1",
    "forEach all/inner success",
    "forEach all success",
  ]);
});

test("a failure in a group fails the run; every forEach around it says so, every other is cancelled", async () => {
  const { log, succeed, fail, outcome } = start((flow) => {
    flow.step("all", [], () =>
      flow.forEach([1, 2], { maxConcurrency: 2 }, () =>
        flow.group((flow) => {
          flow.step("a", [], () => work(1, { compensate: () => work(0) }));
          flow.step("b", [], () => work(2));
        }),
      ),
    );
    flow.step("others", [], () => flow.forEach([1], { maxConcurrency: 1 }, () => work(1)));
    return flow.join();
  });
  succeed("all/0/a");
  fail("all/1/b", new Error("first"));
  succeed("all/1/a");
  fail("all/0/b", new Error("aborted"));
  fail("others/0", new Error("aborted"));
  await settled();
  succeed("undo all/1/a");
  await settled();
  succeed("undo all/0/a");
  expect(await outcome).toMatchObject({ message: "first" });
  expect(log).toEqual([
    "start all/0/a",
    "start all/0/b",
    "start all/1/a",
    "start all/1/b",
    "start others/0",
    "cancel all/0/b",
    "cancel all/1/a",
    "cancel others/0",
    "forEach others cancelled",
    "forEach all failure",
    "start undo all/1/a",
    "start undo all/0/a",
  ]);
});

test("a group and a switch are undone as a whole, before what is in them", async () => {
  const { log, succeed, fail, outcome } = start((flow) => {
    const both = flow.step("both", [], () =>
      flow.switch(
        () =>
          flow.group(
            (flow) => {
              const a = flow.step("a", [], () => work(1, { compensate: (output) => work(`a${output}`) }));
              return flow.result([a], (value) => value * 10);
            },
            { compensate: (output) => work(`group ${output}`) },
          ),
        { compensate: (output) => work(`switch ${output}`) },
      ),
    );
    flow.step("last", [both], () => work(0));
    return flow.join();
  });
  succeed("both/a", 7);
  fail("last", new Error("no"));
  await settled();
  succeed("undo both");
  await settled();
  succeed("undo both");
  await settled();
  succeed("undo both/a");
  expect(await outcome).toMatchObject({ message: "no" });
  expect(log.slice(-3)).toEqual(["start undo both", "start undo both", "start undo both/a"]);
});

test("children, timers and signals are work like any other", async () => {
  const { log, succeed, outcome } = start((flow) => {
    const sleep = flow.step("nap", [], () => flow.sleep(10));
    const signal = flow.step("review", [sleep], () => flow.waitForSignal<string>("approved", { timeout: 5 }));
    return flow.result([signal], (value) => value);
  });
  succeed("sleep nap", undefined);
  succeed("wait review", "yes");
  expect(await outcome).toBe("yes");
  expect(log).toEqual(["start sleep nap", "start wait review"]);
});

test("a body or a result that throws fails the run", async () => {
  for (const body of [
    () => {
      throw new Error("broken");
    },
    (flow: Group) =>
      flow.result([flow.step("a", [], () => flow.value(1))], () => {
        throw new Error("broken");
      }),
  ]) {
    const { outcome } = start((flow) => {
      flow.step("group", [], () => flow.group(body));
      return flow.join();
    });
    expect(await outcome).toMatchObject({ message: "broken" });
  }
});

test("100,000 items that are values, switches or groups of values do not grow the stack", async () => {
  const items = Array.from({ length: 100_000 }, (_, index) => index);
  const { outcome } = start((flow) => {
    const all = flow.step("all", [], () =>
      flow.forEach(items, { maxConcurrency: 4 }, (item) =>
        item % 2 === 0
          ? flow.switch(() => flow.value(item))
          : flow.group((flow) => flow.result([flow.step("a", [], () => flow.value(item))], (value) => value)),
      ),
    );
    return flow.result([all], (values) => values.length);
  });
  expect(await outcome).toBe(100_000);
});

test("a body written by hand does one call after another", async () => {
  const { log, succeed, outcome } = start(async (flow) => {
    let sum = 0;
    for (let round = 0; round < 3; round += 1) {
      sum += await flow.run(`round${round}`, work(sum));
    }
    return sum;
  });
  for (let round = 0; round < 3; round += 1) {
    succeed(`round${round}`, round + 1);
    await settled();
  }
  expect(await outcome).toBe(6);
  expect(log).toEqual(["start round0", "start round1", "start round2"]);
});

test("a body written by hand fails with its call, and cannot take the failure for a result", async () => {
  const { fail, outcome } = start(async (flow) => {
    try {
      await flow.run("a", work(1));
    } catch {
      return "swallowed";
    }
    return "fine";
  });
  fail("a", new Error("no"));
  expect(await outcome).toMatchObject({ message: "no" });

  const twice = start(async (flow) => {
    await flow.run("a", flow.value(1));
    await flow.run("a", flow.value(2));
  });
  expect(await twice.outcome).toMatchObject({ message: expect.stringContaining("`a`") as string });
});
