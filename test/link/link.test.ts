import { expect, test } from "vitest";
import { orderSteps, waves } from "../../generator/link/order.ts";
import { analyse } from "../support/analyse.ts";

function spec(steps: string, rest = ""): string {
  return `specVersion: 1
name: shop
version: 1.0.0
tasks: { ping: { output: { type: object, properties: { id: { type: string } } } }, undo: {} }
workflows:
  run:
    steps:
${steps.replace(/^/gm, "      ")}
${rest}`;
}

test("a step waits for every step that its expressions name, in whatever part of it", () => {
  const { linked, problems } = analyse(
    spec(`last: { task: ping, when: "\${ steps.a !== undefined }", after: [d, a], input: { x: "\${ steps.b.id }" },
        compensate: { task: undo, input: { y: ["\${ steps.c.id }-\${ output.id }"] } } }
a: { task: ping }
b: { task: ping }
c: { task: ping }
d: { task: ping }`),
  );
  expect(problems).toEqual([]);
  const [run] = linked.workflows;
  expect(run?.steps.map(({ step }) => step.name)).toEqual(["a", "b", "c", "d", "last"]);
  expect(run?.steps.at(-1)).toMatchObject({ reads: ["a", "b", "c"], follows: ["d"], skippable: true });
  expect(run?.waves).toEqual([["a", "b", "c", "d"], ["last"]]);
});

test("an array of steps is a sequence", () => {
  const { linked } = analyse(spec("- { name: one, task: ping }\n- { name: two, task: ping }\n- { name: three, task: ping }"));
  const [run] = linked.workflows;
  expect(run?.waves).toEqual([["one"], ["two"], ["three"]]);
  expect(run?.steps.map(({ follows }) => follows)).toEqual([[], ["one"], ["two"]]);
});

test("the steps that the result names are in the order of the spec", () => {
  const { linked } = analyse(
    spec("a: { task: ping }\nb: { task: ping }", '    result: { x: "${ steps.b.id }", y: "${ steps.a.id }", z: "${ steps.b.id }" }\n'),
  );
  expect(linked.workflows[0]?.resultReads).toEqual(["a", "b"]);
});

test.each([
  ["a step that waits for itself", 'a: { task: ping, when: "${ steps.a !== undefined }" }', ["GF3007 8:40 step `a` waits for itself"]],
  [
    "a longer circle, once",
    "a: { task: ping, after: [c] }\nb: { task: ping, after: [a] }\nc: { task: ping, after: [b] }",
    ["GF3007 8:32 these steps wait for each other: a -> c -> b -> a"],
  ],
  ["an unknown task", "a: { task: pin }", ["GF3001 8:18 there is no task `pin`"]],
  [
    "an unknown task that compensates",
    "a: { task: ping, compensate: { task: undoo } }",
    ["GF3001 8:44 there is no task `undoo`"],
  ],
  [
    "unknown steps, in `after` and in an expression",
    'a: { task: ping, after: [zero], input: { x: "${ steps.b.id }" } }',
    ["GF3002 8:61 workflow `run` has no step `b`", "GF3002 8:32 workflow `run` has no step `zero`"],
  ],
  [
    "a step given twice",
    "- { name: a, task: ping }\n- { name: a, task: ping }",
    ["GF3005 9:17 there is a step `a` already"],
  ],
  [
    "an item that hides a step or a root",
    'a: { task: ping, forEach: { items: "${ [1] }", as: b } }\nb: { task: ping, forEach: { items: "${ [1] }", as: input } }',
    ["GF3006 8:58 `b` is already the name of a step", "GF3006 9:58 `input` already means something in expressions"],
  ],
  ["a step that never runs", 'a: { task: ping, when: "${ false }" }', ["GF3008 8:30 step `a` never runs"]],
])("%s is reported at its place", (_name, steps, expected) => {
  const { problems } = analyse(spec(steps));
  expect(problems.filter((problem) => !problem.startsWith("GF3009"))).toEqual(expected);
});

test("names that would share a file or an export are reported with the other one", () => {
  const { problems } = analyse(`specVersion: 1
name: shop
version: 1.0.0
tasks: { chargeCard: {}, charge_card: {}, run: {}, spare: {} }
workflows:
  run: { steps: { a: { task: chargeCard }, b: { task: charge_card }, c: { task: run } } }
`);
  expect(problems).toEqual([
    "GF3004 4:26 `charge_card` and `chargeCard` would share the file charge-card.ts",
    "GF3003 6:3 `run` is the name of a task and of a workflow",
    "GF3009 4:52 no workflow uses the task `spare`",
  ]);
});

test("steps of a circle stay in an order, so that they can be checked all the same", () => {
  const circle = [
    { name: "a", upstream: ["b"] },
    { name: "b", upstream: ["a"] },
    { name: "c", upstream: [] },
  ];
  expect(orderSteps(circle)).toEqual({ order: ["b", "a", "c"], cycle: ["a", "b", "a"] });
  expect(waves(circle).flat().toSorted()).toEqual(["a", "b", "c"]);
});
