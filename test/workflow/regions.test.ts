import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isError } from "../../runtime/src/workflow/index.ts";
import type { FlowError, Group, TaskCall } from "../../runtime/src/workflow/index.ts";
import { settled, start, work } from "./manual-engine.ts";

/** Which of what is under way settles next, and whether it fails (0). */
interface Move {
  readonly choice: number;
  readonly fails: number;
}

const undoable = (id: string): TaskCall<number> => work(id, { compensate: () => work(0) });

class Declined extends Error {
  override readonly name = "Declined";
  readonly data = { code: "51" };
}

test("a caught error becomes a value; its name and data are there", async () => {
  const { log, fail, succeed, outcome } = start((flow) => {
    const charge = flow.step("charge", [], () =>
      flow.catch(work(1), (error) => {
        if (isError<FlowError<"Declined", { code: string }>>(error, "Declined")) {
          return flow.value(error.data.code);
        }
        return undefined;
      }),
    );
    const next = flow.step("next", [charge], (code) => work(code));
    return flow.result([charge, next], (...values) => values);
  });
  fail("charge", new Declined("no money"));
  succeed("next", 5);
  expect(await outcome).toEqual(["51", 5]);
  expect(log).toEqual(["start charge", "start next"]);
});

test("an error that the handler leaves fails the run as it was, and at once", async () => {
  const { log, fail, outcome } = start((flow) => {
    flow.step("charge", [], () => flow.catch(work(1), () => undefined));
    flow.step("other", [], () => work(2));
    return flow.join();
  });
  const error = new TypeError("odd");
  fail("charge", error);
  expect(log.slice(2)).toEqual(["cancel other"]);
  fail("other", new Error("aborted"));
  expect(await outcome).toBe(error);
});

test("a handler that throws fails the step with what it threw", async () => {
  const { fail, outcome } = start((flow) => {
    flow.step("charge", [], () =>
      flow.catch(work(1), () => {
        throw new Error("handler");
      }),
    );
    return flow.join();
  });
  fail("charge", new Error("first"));
  expect(await outcome).toMatchObject({ message: "handler" });
});

test("a caught failure cancels what is within, waits for it, undoes what had completed, then goes on", async () => {
  const { log, succeed, fail, outcome } = start((flow) => {
    const outer = flow.step("outer", [], () => work(0));
    const group = flow.step("group", [], () =>
      flow.catch(
        flow.group((flow) => {
          flow.step("a", [], () => work(1, { compensate: () => work(0) }));
          flow.step("b", [], () => work(2, { compensate: () => work(0) }));
          flow.step("c", [], () => work(3));
          flow.step("d", [], () => work(4));
        }),
        (error) =>
          flow.group((flow) => {
            const note = flow.step("note", [], () => work(error.message));
            return flow.result([note], (value) => value);
          }),
      ),
    );
    return flow.result([outer, group], (...values) => values);
  });
  succeed("group/a");
  fail("group/c", new Error("first"));
  expect(log.slice(5)).toEqual(["cancel group/b", "cancel group/d"]);
  succeed("group/b");
  expect(log.slice(7)).toEqual([]);
  fail("group/d", new Error("aborted"));
  expect(log.slice(7)).toEqual(["start undo group/b"]);
  fail("undo group/b", new Error("cannot"));
  succeed("undo group/a");
  expect(log.slice(8)).toEqual(["compensation of group/b failed", "start undo group/a", "start group.catch/note"]);
  succeed("group.catch/note", 9);
  succeed("outer", 8);
  expect(await outcome).toEqual([8, 9]);
});

test("a run that fails while a failure is being handled cancels the handling, and undoes all that is left", async () => {
  const { log, succeed, fail, outcome } = start((flow) => {
    flow.step("outer", [], () => work(0));
    flow.step("group", [], () =>
      flow.catch(
        flow.group((flow) => {
          const a = flow.step("a", [], () => work(1, { compensate: () => work(0) }));
          flow.step("b", [a], () => work(2));
        }),
        () => work("instead"),
      ),
    );
    return flow.join();
  });
  succeed("group/a");
  fail("group/b", new Error("first"));
  expect(log.at(-1)).toBe("start undo group/a");
  fail("outer", new Error("second"));
  succeed("undo group/a");
  expect(await outcome).toMatchObject({ message: "second" });
  expect(log.slice(3)).toEqual(["start undo group/a"]);
});

test("a run that is cancelled does not ask the handler", async () => {
  let asked = 0;
  const { execution, succeed, fail, log, outcome } = start((flow) => {
    flow.step("group", [], () =>
      flow.catch(
        flow.group((flow) => {
          flow.step("a", [], () => work(1, { compensate: () => work(0) }));
          flow.step("b", [], () => work(2));
        }),
        () => {
          asked += 1;
          return flow.value(0);
        },
      ),
    );
    return flow.join();
  });
  succeed("group/a");
  execution.cancel("enough");
  fail("group/b", new Error("aborted"));
  await settled();
  expect(log.slice(2)).toEqual(["cancel group/b", "start undo group/a"]);
  succeed("undo group/a");
  expect(await outcome).toBe("enough");
  expect(asked).toBe(0);
});

test("what completed within a call that succeeded is undone with the rest, in the order of completion", async () => {
  const { succeed, fail, log, outcome } = start((flow) => {
    const guarded = flow.step("guarded", [], () =>
      flow.catch(
        flow.group((flow) => {
          flow.step("a", [], () => undoable("a"));
          flow.step("b", [], () => undoable("b"));
        }),
        () => flow.value(0),
      ),
    );
    const plain = flow.step("plain", [], () => undoable("plain"));
    flow.step("last", [guarded, plain], () => work(0));
    return flow.join();
  });
  succeed("guarded/b");
  succeed("plain");
  succeed("guarded/a");
  fail("last", new Error("no"));
  await settled();
  succeed("undo guarded/a");
  succeed("undo plain");
  succeed("undo guarded/b");
  await outcome;
  expect(log.slice(4)).toEqual(["start undo guarded/a", "start undo plain", "start undo guarded/b"]);
});

test("a rethrown error fails with the original, once its steps are done, however they end", async () => {
  for (const isFine of [true, false]) {
    const { log, succeed, fail, outcome } = start((flow) => {
      flow.step("charge", [], () => flow.catch(work(1), (error) => flow.rethrow(error, work("alert"))));
      return flow.join();
    });
    const error = new Declined("no money");
    fail("charge", error);
    if (isFine) {
      succeed("charge.catch");
    } else {
      fail("charge.catch", new Error("cannot alert"));
    }
    expect(await outcome).toBe(error);
    expect(log).toEqual(["start charge", "start charge.catch"]);
  }
});

test("a catch within a catch: the outer one sees what the inner one throws again", async () => {
  const { fail, outcome } = start((flow) => {
    const step = flow.step("step", [], () =>
      flow.catch(
        flow.catch(work(1), (error) => flow.rethrow(error)),
        (error) => flow.value(`outer ${error.message}`),
      ),
    );
    return flow.result([step], (value) => value);
  });
  fail("step", new Error("inner"));
  expect(await outcome).toBe("outer inner");
});

test("an item that fails with collect is undone, and nothing else is touched", async () => {
  const { log, succeed, fail, outcome } = start((flow) => {
    const all = flow.step("all", [], () =>
      flow.forEach([1, 2], { maxConcurrency: 2, onError: "collect" }, () =>
        flow.group((flow) => {
          const reserve = flow.step("reserve", [], () => work(1, { compensate: () => work(0) }));
          const charge = flow.step("charge", [reserve], () => work(2));
          return flow.result([charge], (value) => value);
        }),
      ),
    );
    return flow.result([all], (values) => values);
  });
  succeed("all/0/reserve");
  succeed("all/1/reserve");
  fail("all/0/charge", new Error("no"));
  expect(log.slice(4)).toEqual(["start undo all/0/reserve"]);
  succeed("all/1/charge", 5);
  succeed("undo all/0/reserve");
  expect(await outcome).toEqual([
    { ok: false, error: { name: "Error", message: "no", data: undefined } },
    { ok: true, value: 5 },
  ]);
  expect(log.at(-1)).toBe("forEach all success");
});

test("a caught forEach says that it failed, and its completed items are undone", async () => {
  const { log, succeed, fail, outcome } = start((flow) => {
    const all = flow.step("all", [], () =>
      flow.catch(
        flow.forEach([1, 2, 3], { maxConcurrency: 2 }, (item) => work(item, { compensate: () => work(0) })),
        () => flow.value("none"),
      ),
    );
    return flow.result([all], (value) => value);
  });
  succeed("all/0");
  fail("all/1", new Error("no"));
  fail("all/2", new Error("aborted"));
  succeed("undo all/0");
  expect(await outcome).toBe("none");
  expect(log).toEqual([
    "start all/0",
    "start all/1",
    "start all/2",
    "cancel all/2",
    "forEach all failure",
    "start undo all/0",
  ]);
});

function everything(flow: Group): void {
  const a = flow.step("a", [], () => undoable("a"));
  const b = flow.step("b", [a], () =>
    flow.catch(
      flow.forEach([1, 2, 3], { maxConcurrency: 2, onError: "collect" }, (item) =>
        flow.group((flow) => {
          const first = flow.step("first", [], () => undoable(`first${item}`));
          const wait = flow.step("wait", [first], () => flow.waitForSignal<number>("go"));
          return flow.result([wait], (value) => value);
        }),
      ),
      (error) => flow.rethrow(error, undoable("alert")),
    ),
  );
  const c = flow.step("c", [], () =>
    flow.catch(
      flow.switch(
        () =>
          flow.group((flow) => {
            flow.step("nap", [], () => flow.sleep(1));
            flow.step("each", [], () => flow.forEach([1, 2], { maxConcurrency: 1 }, (item) => undoable(`each${item}`)));
          }),
        { compensate: () => work(0) },
      ),
      () => undoable("instead"),
    ),
  );
  flow.step("d", [b, c], () => work(0));
}

/** Settles one thing after another as the moves say, one in four as a failure, until the run is over. */
async function play(moves: Iterable<Move>): Promise<readonly string[]> {
  const run = start((flow) => {
    flow.step("top", [], () => flow.group(everything));
    return flow.join();
  });
  let isOver = false;
  const ended = run.outcome.then(() => {
    isOver = true;
  });
  let rounds = 0;
  for (const { choice, fails } of moves) {
    const keys = [...run.pending.keys()];
    const key = keys[choice % keys.length];
    if (key !== undefined) {
      if (fails === 0) {
        run.fail(key, new Error(key));
      } else {
        run.succeed(key);
      }
    }
    await settled();
    rounds += 1;
    if (isOver || rounds === 200) {
      break;
    }
  }
  expect(isOver, [...run.pending.keys()].join()).toBe(true);
  await ended;
  return run.log;
}

test("whatever fails at whatever moment, a plan of every construct ends, and the same order gives the same log", async () => {
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.record({ choice: fc.nat(), fails: fc.nat(3) })), async (moves) => {
      const taken: Move[] = [];
      const recorded = function* (): Generator<Move> {
        for (const move of moves) {
          taken.push(move);
          yield move;
        }
      };
      const first = await play(recorded());
      expect(await play(taken)).toEqual(first);
    }),
    { numRuns: 400 },
  );
});
