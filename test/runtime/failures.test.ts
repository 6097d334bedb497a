import { beforeAll, beforeEach, expect, test } from "vitest";
import { PayloadError, TaskNotImplementedError } from "../../runtime/src/index.ts";
import type { Step } from "../../runtime/src/workflow/index.ts";
import { define, engine, THRICE, workflow } from "./fixtures/flows.ts";
import { eventsOf, forgetSpans, linksOf, registerTracing, spanNamed, spansNamed, statusOf } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);

test("every attempt is a span that links to the one before, and announces the true wait", async () => {
  const times: number[] = [];
  const flaky = define(
    "flaky",
    async (_: null, task) => {
      times.push(performance.now());
      if (task.attempt < 3) {
        throw new RangeError(`attempt ${task.attempt}`);
      }
      return task.idempotencyKey;
    },
    { retry: { ...THRICE, initialInterval: 20, backoffCoefficient: 3, maximumInterval: 1_000 } },
  );
  const client = engine().client(
    workflow((flow) => {
      const only = flow.step("only", [], () => flaky(null));
      return flow.result([only], (value) => value);
    }),
  );

  expect(await client.run(null, { runId: "r" })).toBe("r/only");

  const attempts = spansNamed("task flaky");
  expect(attempts.map((span) => span.attributes["gen_flows.task.attempt"])).toEqual([1, 2, 3]);
  expect(attempts.map(linksOf)).toEqual([[], ["previous_attempt:task flaky"], ["previous_attempt:task flaky#2"]]);
  expect(attempts.map(statusOf)).toEqual(["ERROR", "ERROR", "UNSET"]);
  expect(attempts[0]?.attributes).toMatchObject({ "error.type": "RangeError", "gen_flows.task.result": "failure" });
  expect(attempts[0]?.status.message).toBe("attempt 1");
  const announced = attempts.slice(0, 2).map((span) => span.events.at(-1)?.attributes);
  expect(announced.map((attributes) => attributes?.["next_attempt"])).toEqual([2, 3]);
  for (const [index, attributes] of announced.entries()) {
    const delay = attributes?.["delay"] as number;
    const base = 20 * 3 ** index;
    expect(delay).toBeGreaterThanOrEqual(base / 2);
    expect(delay).toBeLessThanOrEqual(base);
    // Timers may fire a millisecond early by this clock.
    expect((times[index + 1] as number) - (times[index] as number)).toBeGreaterThanOrEqual(delay - 2);
  }
  expect(statusOf(spanNamed("workflow test"))).toBe("UNSET");
});

test("declared errors: not retried, expected ones no ERROR, masked ones do not leak", async () => {
  const declined = define(
    "declined",
    async (_: null, task) => task.fail("Declined", { card: "4111" }),
    { retry: { ...THRICE, nonRetryableErrors: ["Declined"] }, errors: { Declined: { expected: true } } },
  );
  const secret = define(
    "secret",
    async () => {
      throw Object.assign(new Error("card 4111 1111"), { name: "CardProblem" });
    },
    { errors: { CardProblem: { mask: "a problem with a card" } } },
  );
  const run = (call: typeof declined) =>
    engine()
      .client(
        workflow((flow) => {
          flow.step("only", [], () => call(null));
          return flow.join();
        }),
      )
      .run(null);

  await expect(run(declined)).rejects.toMatchObject({ name: "Declined", data: { card: "4111" } });
  const expected = spanNamed("task declined");
  expect(statusOf(expected)).toBe("UNSET");
  expect(expected.attributes).toMatchObject({ "error.type": "Declined", "gen_flows.task.result": "failure" });
  expect(eventsOf(expected)).toEqual([]);
  expect(spanNamed("workflow test").status.message).toBe("Declined");

  forgetSpans();
  await expect(run(secret)).rejects.toThrow("card 4111 1111");
  const masked = spanNamed("task secret");
  expect(masked.status.message).toBe("a problem with a card");
  expect(eventsOf(masked)).toEqual(["exception"]);
  expect(spanNamed("workflow test").status.message).toBe("a problem with a card");
  expect(JSON.stringify([masked, spanNamed("workflow test")].map((s) => [s.attributes, s.events, s.status]))).not.toContain("4111");
});

test("a handler that is not written, and a payload that is not JSON, are not tried again", async () => {
  const stub = define(
    "stub",
    async () => {
      throw new TaskNotImplementedError("stub");
    },
    { retry: THRICE },
  );
  const dated = define("dated", async () => ({ at: { time: new Date(0) } }), { retry: THRICE });
  const run = (call: typeof stub | typeof dated) =>
    engine()
      .client(
        workflow(async (flow) => {
          flow.step("only", [], () => call(undefined as never));
          await flow.join();
        }),
      )
      .run(null);

  await expect(run(stub)).rejects.toThrow("The handler of task `stub` has not been written.");
  expect(spansNamed("task stub")).toHaveLength(1);
  await expect(run(dated)).rejects.toThrow(
    new PayloadError("The output of task `dated` must be JSON: there is an instance of Date at .at.time."),
  );
  expect(spansNamed("task dated")).toHaveLength(1);
});

test("an error of the workflow itself fails the run, compensates, and is recorded on the workflow span", async () => {
  const undone: string[] = [];
  const undo = define("undo", async (input: string) => {
    undone.push(input);
  });
  const work = define("work", async (input: string) => input);
  const client = engine().client(
    workflow((flow, where: "begin" | "result" | "body") => {
      const first = flow.step("first", [], () => work("a", { compensate: (output) => undo(output) }));
      flow.step("second", [first], () => {
        if (where === "begin") {
          throw new TypeError("in begin");
        }
        return flow.value(1);
      });
      if (where === "body") {
        return flow.join().then(() => {
          throw new TypeError("in body");
        });
      }
      return flow.result([first], () => {
        throw new TypeError("in result");
      });
    }),
  );

  for (const where of ["begin", "result", "body"] as const) {
    forgetSpans();
    undone.length = 0;
    await expect(client.run(where)).rejects.toThrow(`in ${where}`);
    expect(undone).toEqual(["a"]);
    const span = spanNamed("workflow test");
    expect(span.attributes["error.type"]).toBe("TypeError");
    expect(eventsOf(span)).toEqual(["exception"]);
  }
});

test("a failing compensation is reported and does not stop the others; the first error stands", async () => {
  const undone: string[] = [];
  const undo = define("undo", async (input: string) => {
    undone.push(input);
    if (input === "b") {
      throw new RangeError("cannot undo b");
    }
  });
  const work = define("work", async (input: string) => input);
  const boom = define("boom", async () => {
    throw new Error("boom");
  });
  const client = engine().client(
    workflow((flow) => {
      const steps: Step<unknown>[] = [];
      for (const id of ["a", "b", "c"]) {
        steps.push(flow.step(id, steps.slice(), () => work(id, { compensate: () => undo(id) })));
      }
      flow.step("boom", steps, () => boom(null));
      return flow.join();
    }),
  );

  await expect(client.run(null)).rejects.toThrow("boom");

  expect(undone).toEqual(["c", "b", "a"]);
  const failed = spanNamed("workflow test").events.find((event) => event.name === "gen_flows.compensation.failed");
  expect(failed?.attributes).toEqual({ "gen_flows.step.id": "b", "error.type": "RangeError" });
});

test("a task without a handler fails the run, and names the task", async () => {
  const client = engine({ tasks: {} }).client(
    workflow((flow) => {
      flow.step("only", [], () => missing(null));
      return flow.join();
    }),
  );
  const missing = define("missing", async () => {});

  await expect(client.run(null)).rejects.toThrow("No handler is bound to task `missing`.");
});
