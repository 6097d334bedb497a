import { beforeAll, beforeEach, expect, test } from "vitest";
import { childWorkflow } from "../../runtime/src/workflow/index.ts";
import type { Call, Steps } from "../../runtime/src/workflow/index.ts";
import { define, engine, gate, workflow } from "./fixtures/flows.ts";
import { forgetSpans, registerTracing, spanNamed, spansNamed, statusOf } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);

const GRACE = 30;

/** Takes no notice of anything until the test is over. */
const over = gate();
const deaf = define("deaf", () => over.promise);
const late = define("late", () => over.promise, { startToCloseTimeout: 20 });
const work = define("work", async (input: string) => input);
const boom = define("boom", async () => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  throw new Error("boom");
});
const undone: string[] = [];
const undo = define("undo", async (input: string) => {
  undone.push(input);
});

const child = childWorkflow<string, unknown>({ name: "child" });

/** What is deaf, and something before it that has to be undone. */
function twoSteps(flow: Steps<unknown>, call: () => Call<unknown>): void {
  const first = flow.step("first", [], () => work("first", { compensate: (output) => undo(output) }));
  flow.step("second", [first], call);
}

/** Where the deaf task may be. */
const PLACES: readonly (readonly [string, (flow: Steps<unknown>, call: () => Call<unknown>) => Call<unknown>])[] = [
  ["a group", (flow, call) => flow.group((flow) => twoSteps(flow, call))],
  [
    "an item of a forEach",
    (flow, call) =>
      flow.forEach([0], { maxConcurrency: 1 }, () => flow.group((flow) => twoSteps(flow, call))),
  ],
  ["a switch", (flow, call) => flow.switch(() => flow.group((flow) => twoSteps(flow, call)))],
  ["a guarded call", (flow, call) => flow.catch(flow.group((flow) => twoSteps(flow, call)), () => undefined)],
  ["a child", (_, call) => child(call === callDeaf ? "deaf" : "late")],
  [
    "a child in a group in a forEach with collect, guarded",
    (flow, call) =>
      flow.catch(
        flow.forEach([0], { maxConcurrency: 1, onError: "collect" }, () =>
          flow.group((flow) => {
            flow.step("c", [], () => child(call === callDeaf ? "deaf" : "late"));
          }),
        ),
        () => undefined,
      ),
  ],
];

const callDeaf = () => deaf(null);
const callLate = () => late(null);

function flows() {
  const made = engine({ gracePeriod: GRACE });
  made.client(
    workflow(
      (flow, which: string) => {
        twoSteps(flow, which === "deaf" ? callDeaf : callLate);
        return flow.join();
      },
      { name: "child" },
    ),
  );
  return made;
}

test.each(PLACES)("in %s: cancelled because a sibling has failed", async (_, placed) => {
  undone.length = 0;
  const client = flows().client(
    workflow((flow) => {
      flow.step("place", [], () => placed(flow, callDeaf));
      flow.step("boom", [], () => boom(null));
      return flow.join();
    }),
  );

  await expect(client.run(null)).rejects.toThrow("boom");

  const span = spanNamed("task deaf");
  expect(span.attributes).toMatchObject({ "gen_flows.task.abandoned": true, "gen_flows.task.result": "cancelled" });
  expect(statusOf(span)).toBe("UNSET");
  expect(undone).toEqual(["first"]);
});

test.each(PLACES)("in %s: after its own time was up", async (_, placed) => {
  undone.length = 0;
  const client = flows().client(
    workflow((flow) => {
      const place = flow.step("place", [], () => placed(flow, callLate));
      return flow.result([place], (value) => value);
    }),
  );

  const [settled] = await Promise.allSettled([client.run(null)]);

  expect(spanNamed("task late").attributes).toMatchObject({
    "gen_flows.task.abandoned": true,
    "gen_flows.task.result": "timeout",
  });
  expect(undone).toEqual(["first"]);
  const error = expect.objectContaining({ name: "StartToCloseTimeoutError" });
  expect(settled).toEqual(
    settled?.status === "fulfilled"
      ? { status: "fulfilled", value: [{ ok: false, error }] }
      : { status: "rejected", reason: error },
  );
});

test.each(PLACES)("in %s: when the run is cancelled", async (_, placed) => {
  undone.length = 0;
  const client = flows().client(
    workflow((flow) => {
      flow.step("place", [], () => placed(flow, callDeaf));
      return flow.join();
    }),
  );

  const run = await client.start(null);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await run.cancel("enough");
  await expect(run.result()).rejects.toMatchObject({ name: "CancelledError", cause: "enough" });

  expect(spansNamed("task deaf").map((span) => span.attributes["gen_flows.task.abandoned"])).toEqual([true]);
  expect(undone).toEqual(["first"]);
});
