import { array, assert, asyncProperty, constant, integer, letrec, oneof, record, subarray } from "fast-check";
import type { Arbitrary } from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Application } from "../../../runtime/src/engines/application.ts";
import { embedded } from "../../../runtime/src/engines/embedded/embedded.ts";
import { childWorkflow, task } from "../../../runtime/src/workflow/index.ts";
import type { Call, Steps } from "../../../runtime/src/workflow/index.ts";
import { ONCE, THRICE, workflow } from "../fixtures/flows.ts";
import { boundTask } from "../fixtures/traced-task.ts";
import { ownTracing, tracer } from "./fixture.ts";
import { PaperEngine } from "./paper-engine.ts";
import { nextCaller, shapes, wholeTopology } from "./traces.ts";

const own = ownTracing();

beforeAll(() => {
  own.telemetry.start();
});

const tasks = {
  work: boundTask("work", async () => 1, tracer),
  flaky: boundTask(
    "flaky",
    async (_, { attempt }) => {
      if (attempt === 1) {
        throw new RangeError("once");
      }
      return 2;
    },
    tracer,
  ),
  broken: boundTask("broken", async (_, current) => current.fail("Broken", { code: 1 }), tracer),
};
const contract = { startToCloseTimeout: 30_000, retry: ONCE };
const work = task<null, number>({ name: "work", ...contract });
const flaky = task<null, number>({ name: "flaky", ...contract, retry: THRICE });
const broken = task<null, number>({ name: "broken", ...contract });
const child = childWorkflow<null, number>({ name: "child" });

/** A call, or steps that hold further ones. What fails is always caught: else it would be chance which sibling still ends. */
type Plan =
  | { readonly kind: "work" | "flaky" | "caught" | "child" | "sleep" | "value" | "skip" }
  | { readonly kind: "forEach"; readonly of: Plan; readonly count: number }
  | { readonly kind: "group"; readonly steps: readonly StepPlan[] };

interface StepPlan {
  readonly call: Plan;
  /** Of the steps before it, those that it waits for. */
  readonly after: readonly number[];
}

const leaf: Arbitrary<Plan> = oneof(
  ...(["work", "flaky", "caught", "child", "sleep", "value", "skip"] as const).map((kind) => constant({ kind })),
);

const { steps } = letrec<{ plan: Plan; steps: readonly StepPlan[] }>((tie) => ({
  plan: oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    record({ kind: constant("forEach" as const), of: tie("plan"), count: integer({ min: 0, max: 3 }) }),
    record({ kind: constant("group" as const), steps: tie("steps") }),
  ),
  steps: array(record({ call: tie("plan"), after: subarray([0, 1, 2, 3]) }), { minLength: 1, maxLength: 5 }),
}));

function declare(flow: Steps<unknown>, plans: readonly StepPlan[]): void {
  const declared: ReturnType<typeof flow.step>[] = [];
  for (const [index, { call, after }] of plans.entries()) {
    const upstream = after.flatMap((each) => declared[each] ?? []);
    declared.push(flow.step(`s${index}`, upstream, () => callOf(flow, call)));
  }
}

function callOf(flow: Steps<unknown>, made: Plan): Call<unknown> | undefined {
  switch (made.kind) {
    case "work":
      return work(null, { compensate: () => work(null) });
    case "flaky":
      return flaky(null);
    case "caught":
      return flow.catch(broken(null), () => work(null));
    case "child":
      return child(null);
    case "sleep":
      return flow.sleep(1);
    case "value":
      return flow.value(3);
    case "skip":
      return undefined;
    case "forEach":
      return flow.forEach(Array.from({ length: made.count }), { maxConcurrency: 2 }, () => callOf(flow, made.of) ?? flow.value(4));
    case "group":
      return flow.group((inner) => {
        declare(inner, made.steps);
      });
  }
}

function applicationOf(plans: readonly StepPlan[]): Application {
  const random = workflow<null, null>(
    async (flow) => {
      declare(flow, plans);
      await flow.join();
      return null;
    },
    { name: "random" },
  );
  const inner = workflow<null, number>((flow) => flow.result([flow.step("inner", [], () => work(null))], (value) => value), { name: "child" });
  const workflows = { random: { workflow: random as never }, child: { workflow: inner as never } };
  return { name: "random", version: "1.0.0", telemetry: own.telemetry, tracer, workflows };
}

test("whatever a workflow is made of, its trace through an engine is the one that it has in one process", async () => {
  await assert(
    asyncProperty(steps, async (plans) => {
      const application = applicationOf(plans);
      const [here, there] = [nextCaller(), nextCaller()];
      const engine = embedded(application, tasks);
      const [client] = Object.values(application.workflows).map((definition) => engine.client<null, null>(definition as never));
      await client?.run(null, { parent: here.context });
      await new PaperEngine(application, tasks).start("random", `random-${there.traceId}`, null, { carried: { headers: there.headers } }).result;

      const [direct, journaled] = [await own.spansOf(here.traceId), await own.spansOf(there.traceId)];
      expect(direct.length).toBeGreaterThan(0);
      expect(wholeTopology(journaled)).toEqual(wholeTopology(direct));
      expect(shapes(journaled)).toEqual(shapes(direct));
    }),
    { numRuns: 40 },
  );
});
