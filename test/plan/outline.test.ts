import { expect, test } from "vitest";
import { fingerprintOf, outlineOf } from "../../generator/plan/fingerprint.ts";
import type { LinkedWorkflow } from "../../generator/ir/linked.ts";
import { PlanChangedError } from "../../runtime/src/engines/durable/plan-changed.ts";
import { describeChange, planChanges } from "../../runtime/src/engines/durable/plan-changes.ts";
import { emitWorkflow } from "../../generator/emit/workflow.ts";
import { programOf } from "../emit/support/program.ts";
import { analyse } from "../support/analyse.ts";

const TASKS = `
specVersion: 1
name: shop
version: 1.0.0
tasks:
  score: { output: { type: object, required: [value], properties: { value: { type: number } } } }
  charge: {}
  refund: {}
  ship: { input: { type: object } }
`;

const STEPS = `
workflows:
  order:
    steps:
      score: { task: score }
      charge: { task: charge, when: "\${ steps.score.value < 1 }", compensate: { task: refund } }
      parcels:
        forEach: { items: ["a", "b"], as: parcel, maxConcurrency: 2 }
        after: [charge]
        steps:
          label: { task: ship, input: { id: "\${ parcel }" } }
      mail: { sleep: 1m, after: [parcels] }
`;

function workflowOf(steps: string): LinkedWorkflow {
  const { linked, problems } = analyse(TASKS + steps);
  expect(problems).toEqual([]);
  return linked.workflows[0] as LinkedWorkflow;
}

/** What is said of a change of the text. */
function changes(before: string, after: string): readonly string[] {
  expect(STEPS).toContain(before);
  return planChanges(outlineOf(workflowOf(STEPS)), outlineOf(workflowOf(STEPS.replace(before, after)))).map(describeChange);
}

test("an outline names every step, in the order of the code", () => {
  expect(Object.keys(outlineOf(workflowOf(STEPS)))).toEqual(["score", "charge", "parcels", "parcels/label", "mail"]);
});

test.each([
  ["charge: { task: charge,", "charge: { task: refund,", "step `charge` does something else"],
  ["sleep: 1m, after: [parcels]", "sleep: 1m, after: [charge]", "step `mail` waits for other steps"],
  ["value < 1", "value < 2", "step `charge` has another condition"],
  ["maxConcurrency: 2", "maxConcurrency: 3", "step `parcels` has another `forEach`"],
  ["compensate: { task: refund }", "compensate: { task: ship, input: {} }", "step `charge` is undone in another way"],
  ["score: { task: score }", "score: { task: score, catch: [{ errors: ['*'], rethrow: true }] }", "step `score` handles errors in another way"],
  ["          label:", "          print:", "step `parcels/label` is gone,step `parcels/print` is new"],
])("%s -> %s: %s", (before, after, said) => {
  expect(changes(before, after).join()).toBe(said);
});

test("a step that stands elsewhere begins at another time, and is named", () => {
  const roots = "\nworkflows: { order: { steps: { a: { task: charge }, b: { task: refund } } } }";
  const turned = "\nworkflows: { order: { steps: { b: { task: refund }, a: { task: charge } } } }";
  expect(planChanges(outlineOf(workflowOf(roots)), outlineOf(workflowOf(turned))).map(describeChange)).toEqual([
    "step `b` stands at another place",
  ]);
});

test("what a body that is written by hand does is not known", () => {
  const { linked } = analyse(`${TASKS}\nworkflows: { order: {} }`);
  expect(fingerprintOf(linked.workflows[0] as LinkedWorkflow)).toBeUndefined();
});

test("the error says which step changed, and what to do", () => {
  const before = workflowOf(STEPS);
  const after = workflowOf(STEPS.replace("value < 1", "value < 2").replace("after: [parcels]", "after: [charge]"));
  const workflow = { name: "order", version: "1.0.0", fingerprint: "2222", outline: outlineOf(after) };
  const recorded = { version: "1.0.0", fingerprint: "1111", outline: outlineOf(before) };
  expect(new PlanChangedError("order-1", workflow, recorded).message).toBe(
    "Run `order-1` of workflow `order` began with another plan (1111, version 1.0.0) than this worker has (2222, " +
      "version 1.0.0): step `charge` has another condition, step `mail` waits for other steps. To replay it here would " +
      "do its work wrong, so it waits for a worker that has its plan. Give the spec a new `version`, and let a worker of " +
      "the old code finish the runs that it began.",
  );
  expect(new PlanChangedError("order-1", { ...workflow, version: "2.0.0" }, { version: "1.0.0", fingerprint: "1111" }).message).toBe(
    "Run `order-1` of workflow `order` began with another plan (1111, version 1.0.0) than this worker has (2222, " +
      "version 2.0.0). To replay it here would do its work wrong, so it waits for a worker that has its plan. Let a " +
      "worker of the old version run until its runs have ended.",
  );
});

test("a workflow module has an outline where the spec chooses an engine, for others replay nothing", () => {
  const spec = { specVersion: 1, name: "shop", version: "1.0.0", tasks: { charge: {} }, workflows: { order: { steps: { pay: { task: "charge" } } } } };
  const module = (engines: object | undefined): string => {
    const program = programOf(JSON.stringify({ ...spec, engines }));
    return emitWorkflow(program, program.linked.workflows[0] as LinkedWorkflow).text;
  };
  expect(module({ temporal: {} })).toMatch(/\n {2}outline: \{\n {4}pay: "[0-9a-f]{3}",\n {2}\},\n/);
  expect(module(undefined)).not.toContain("outline");
});
