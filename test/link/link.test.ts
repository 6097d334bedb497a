import { expect, test } from "vitest";
import { link } from "../../generator/link/link.ts";
import { loadStandardInput } from "../../generator/load/load.ts";
import { lower } from "../../generator/lower/spec.ts";
import { orderSteps, waves } from "../../generator/link/order.ts";
import { analyse } from "../support/analyse.ts";
import { specOf } from "./spec.ts";

test("a step waits for every step that its expressions name, in whatever part of it", () => {
  const { linked, problems } = analyse(
    specOf(`last: { task: ping, when: "\${ steps.a !== undefined }", after: [d, a], input: { x: "\${ steps.b.id }" },
        compensate: { task: undo, input: { y: ["\${ steps.c.id }-\${ output.id }"] } } }
a: { task: ping }
b: { task: ping }
c: { task: ping }
d: { task: ping }`),
  );
  expect(problems).toEqual([]);
  const block = linked.workflows[0]?.block;
  expect(block?.steps.map(({ step }) => step.name)).toEqual(["a", "b", "c", "d", "last"]);
  expect(block?.steps.at(-1)).toMatchObject({ reads: ["a", "b", "c"], follows: ["d"], skippable: true });
  expect(block?.waves).toEqual([["a", "b", "c", "d"], ["last"]]);
});

test("an array of steps is a sequence", () => {
  const { linked } = analyse(
    specOf("- { name: one, task: ping }\n- { name: two, task: ping }\n- { name: three, task: ping }"),
  );
  const block = linked.workflows[0]?.block;
  expect(block?.waves).toEqual([["one"], ["two"], ["three"]]);
  expect(block?.steps.map(({ follows }) => follows)).toEqual([[], ["one"], ["two"]]);
});

test("the steps that the result names are in the order of the spec; a workflow without result reads none", () => {
  const steps = "a: { task: ping }\nb: { task: ping }";
  const { linked } = analyse(
    specOf(steps, '    result: { x: "${ steps.b.id }", y: "${ steps.a.id }", z: "${ steps.b.id }" }\n'),
  );
  expect(linked.workflows[0]?.block?.resultReads).toEqual(["a", "b"]);
  expect(analyse(specOf(steps)).linked.workflows[0]?.block?.resultReads).toEqual([]);
});

test("names get their meaning: of a task, a child workflow, a signal, and what compensates", () => {
  const { spec, linked, problems } = analyse(
    specOf(
      `a: { task: ping, compensate: { task: undo } }
b: { workflow: other, compensate: { task: undo } }
c: { waitForSignal: review }
d: { sleep: 1s }`,
      "  other: { steps: { only: { task: pay } } }\n",
    ),
  );
  expect(problems).toEqual([]);
  const [run] = linked.workflows;
  const [a, b, c, d] = run?.block?.steps ?? [];
  expect(a?.task).toBe(spec.tasks.get("ping"));
  expect(a?.compensateTask).toBe(spec.tasks.get("undo"));
  expect(b?.child).toBe(spec.workflows.get("other"));
  expect(b?.compensateTask).toBe(spec.tasks.get("undo"));
  expect(c?.signal).toBe(spec.signals.get("review"));
  expect(d).toMatchObject({ task: undefined, child: undefined, signal: undefined, compensateTask: undefined });
});

test("a run knows the signals that a step of it may wait for, at any depth", () => {
  const { linked } = analyse(`specVersion: 1
name: shop
version: 1.0.0
signals: { late: { type: string }, early: { type: string }, other: { type: string } }
workflows:
  nested:
    steps:
      a: { switch: [{ steps: { b: { waitForSignal: early } } }] }
      c: { sleep: 1s, catch: [{ errors: ["*"], steps: { d: { waitForSignal: late } } }] }
  none: { steps: { a: { sleep: 1s } } }
  written: {}
`);
  expect(linked.workflows.map(({ signals }) => signals.map(({ name }) => name))).toEqual([
    ["late", "early"],
    [],
    ["late", "early", "other"],
  ]);
  expect(linked.workflows[2]?.block).toBeUndefined();
});

test.each([
  [
    "a step that waits for itself",
    'a: { task: ping, when: "${ steps.a !== undefined }" }',
    ["GF3007 13:40 step `a` waits for itself"],
  ],
  [
    "a longer circle, once",
    "a: { task: ping, after: [c] }\nb: { task: ping, after: [a] }\nc: { task: ping, after: [b] }",
    ["GF3007 13:32 these steps wait for each other: a -> c -> b -> a"],
  ],
  [
    "two circles apart from each other",
    "a: { task: ping, after: [b] }\nb: { task: ping, after: [a] }\nc: { task: ping, after: [d] }\nd: { task: ping, after: [c] }",
    [
      "GF3007 13:32 these steps wait for each other: a -> b -> a",
      "GF3007 15:32 these steps wait for each other: c -> d -> c",
    ],
  ],
  ["an unknown task", "a: { task: pin }", ["GF3001 13:18 there is no task `pin`"]],
  ["a workflow in place of a task", "a: { task: run }", ["GF3001 13:18 there is no task `run`"]],
  [
    "an unknown task that compensates",
    "a: { task: ping, compensate: { task: undoo } }",
    ["GF3001 13:44 there is no task `undoo`"],
  ],
  [
    "unknown steps, in `after` and in an expression",
    'a: { task: ping, after: [zero], input: { x: "${ steps.b.id }" } }',
    ["GF3002 13:61 workflow `run` has no step `b`", "GF3002 13:32 workflow `run` has no step `zero`"],
  ],
  [
    "a step given twice",
    "- { name: a, task: ping }\n- { name: a, task: ping }",
    ["GF3005 14:17 there is a step `a` already"],
  ],
  ["an unknown workflow", "a: { workflow: rum }", ["GF3013 13:22 there is no workflow `rum`"]],
  ["a task in place of a workflow", "a: { workflow: ping }", ["GF3013 13:22 there is no workflow `ping`"]],
  ["an unknown signal", "a: { waitForSignal: reviw }", ["GF3014 13:27 there is no signal `reviw`"]],
])("%s is reported at its place", (_name, steps, expected) => {
  expect(analyse(specOf(steps)).problems).toEqual(expected);
});

test.each([
  ["a: { task: pnig }", "did you mean `ping`?", []],
  ["a: { task: elsewhere }", undefined, ["declare it under `tasks`"]],
  ["a: { task: run }", "this is a workflow", ["to run it as a child, write `workflow: run` in place of `task`"]],
  ["a: { workflow: rnu }", "did you mean `run`?", []],
  ["a: { workflow: elsewhere }", undefined, ["declare it under `workflows`"]],
  ["a: { workflow: ping }", "this is a task", ["to call it, write `task: ping` in place of `workflow`"]],
  ["a: { waitForSignal: reveiw }", "did you mean `review`?", []],
  ["a: { waitForSignal: other }", undefined, ["declare it, and what it brings, under `signals`"]],
])("%s gets a way out", (steps, label, help) => {
  const [first] = analyse(specOf(steps)).diagnostics;
  expect(first).toMatchObject({ label, help });
});

test("a step that could not be read has been reported, and is not unknown", () => {
  const loaded = loadStandardInput(
    specOf(`a: { tusk: ping }
b: { task: ping, after: [a], input: "\${ steps.a }" }
c: { steps: [{ name: d, tusk: ping }, { name: e, steps: { f: { value: "\${ [steps.d, steps.a] }" } } }] }`),
  );
  const lowered = loaded.value && lower(loaded.value).value;
  if (lowered === undefined) {
    throw new Error("the spec does not load");
  }
  expect(link(lowered).diagnostics).toEqual([]);
});

test("names that would share a file or an export are reported with the other one", () => {
  const { problems } = analyse(`specVersion: 1
name: shop
version: 1.0.0
tasks: { chargeCard: {}, charge_card: {}, run: {}, spare: {} }
workflows:
  run: { steps: { a: { task: chargeCard }, b: { task: charge_card }, c: { task: run } } }
  sendMail: { steps: {} }
  send_mail: {}
`);
  expect(problems).toEqual([
    "GF3004 4:26 `charge_card` and `chargeCard` would share the file charge-card.ts",
    "GF3004 8:3 `send_mail` and `sendMail` would share the file send-mail.ts",
    "GF3003 6:3 `run` is the name of a task and of a workflow",
  ]);
});

test("a body that is written by hand may call every task", () => {
  const { problems } = analyse(`specVersion: 1
name: shop
version: 1.0.0
tasks: { spare: {} }
workflows: { run: { steps: {} }, written: {} }
`);
  expect(problems).toEqual([]);
});

test("a result has no use where the body is written by hand", () => {
  const { problems } = analyse(`specVersion: 1
name: shop
version: 1.0.0
workflows: { run: { output: { type: number }, result: 1 } }
`);
  expect(problems).toEqual([
    "GF3023 4:47 `run` has a `result` and no `steps`: its body is written in TypeScript and returns the output itself",
  ]);
});

test("steps of a circle stay in an order, so that they can be checked all the same", () => {
  const circle = [
    { name: "a", upstream: ["b"] },
    { name: "b", upstream: ["a"] },
    { name: "c", upstream: [] },
  ];
  expect(orderSteps(circle)).toEqual({ order: ["b", "a", "c"], cycles: [["a", "b", "a"]] });
  expect(waves(circle).flat().toSorted()).toEqual(["a", "b", "c"]);
});

test("of circles that share a step the first is reported", () => {
  const circles = [
    { name: "a", upstream: ["b", "c"] },
    { name: "b", upstream: ["a"] },
    { name: "c", upstream: ["a"] },
  ];
  expect(orderSteps(circles).cycles).toEqual([["a", "b", "a"]]);
});
