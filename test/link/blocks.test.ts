import { expect, test } from "vitest";
import { hasValue } from "../../generator/ir/linked.ts";
import type { LinkedBlock, LinkedStep } from "../../generator/ir/linked.ts";
import { positionAt } from "../../generator/source/position.ts";
import { analyse } from "../support/analyse.ts";
import { specOf } from "./spec.ts";

/** The block of the workflow `run`, which has nothing to report. */
function linkedBlock(steps: string, rest = ""): LinkedBlock {
  const { linked, problems } = analyse(specOf(steps, rest));
  expect(problems).toEqual([]);
  const block = linked.workflows[0]?.block;
  if (block === undefined) {
    throw new Error("no block");
  }
  return block;
}

function stepOf(block: LinkedBlock | undefined, name: string): LinkedStep {
  const found = block?.steps.find(({ step }) => step.name === name);
  if (found === undefined) {
    throw new Error(`no step ${name}`);
  }
  return found;
}

test("a group waits for what its steps, their own blocks and its result read of the steps around it", () => {
  const block = linkedBlock(`group:
  after: [e]
  steps:
    x: { task: ping, input: { id: "\${ steps.a.id }" } }
    y: { steps: { z: { task: ping, input: { id: "\${ steps.b.id }-\${ steps.x.id }" } } } }
  result: "\${ [steps.y, steps.c] }"
a: { task: ping }
b: { task: ping }
c: { task: ping }
e: { task: ping }`);
  expect(block.waves).toEqual([["a", "b", "c", "e"], ["group"]]);
  const group = stepOf(block, "group");
  expect(group).toMatchObject({ reads: ["a", "b", "c"], follows: ["e"], skippable: false });
  expect(group.group).toMatchObject({ resultReads: ["y"], waves: [["x"], ["y"]] });
  expect(stepOf(group.group, "x").reads).toEqual([]);
  const inner = stepOf(group.group, "y");
  expect(inner.reads).toEqual(["x"]);
  expect(stepOf(inner.group, "z").reads).toEqual([]);
});

test("without a result, a group and a branch come to the steps in it that have a value", () => {
  const block = linkedBlock(`group:
  steps:
    b: { task: ping, after: [a] }
    a: { value: 1 }
    nothing: { task: undo }
    pause: { sleep: 1s }
    inner: { steps: { only: { task: undo } } }
    answer: { waitForSignal: review }
    list: { forEach: { items: [1], as: item }, task: undo }
empty: { steps: { only: { task: undo } } }
route: { switch: [{ steps: { b: { task: undo }, a: { value: 1 } } }] }
caught: { task: undo, catch: [{ errors: ["*"], steps: { a: { value: 1 } } }] }`);
  expect(stepOf(block, "group").group?.resultReads).toEqual(["b", "a", "answer", "list"]);
  expect(stepOf(block, "route").branches[0]?.block.resultReads).toEqual(["a"]);
  expect(stepOf(block, "caught").catches[0]?.block.resultReads).toEqual([]);
  expect(block.steps.filter(hasValue).map(({ step }) => step.name)).toEqual(["group", "route"]);
});

test("a switch waits for what its conditions and branches read; it is skipped where no branch need be taken", () => {
  const block = linkedBlock(`a: { value: 1 }
b: { value: 2 }
open: { switch: [{ when: "\${ steps.a > 1 }", result: "\${ steps.b }" }] }
closed: { switch: [{ when: "\${ steps.a > 1 }", result: 1 }, { steps: { c: { value: "\${ steps.a }" } } }] }
each: { forEach: { items: "\${ [1] }", as: item }, switch: [{ when: "\${ item > steps.b }", result: 1 }] }`);
  expect(stepOf(block, "open")).toMatchObject({ reads: ["a", "b"], skippable: true });
  expect(stepOf(block, "closed")).toMatchObject({ reads: ["a"], skippable: false });
  expect(stepOf(block, "each")).toMatchObject({ reads: ["b"], skippable: false });
  expect(stepOf(block, "closed").branches.map(({ block }) => block.steps.length)).toEqual([0, 1]);
});

test("a step waits for what its catch reads, whatever kind of step it is", () => {
  const block = linkedBlock(`pause:
  sleep: 1s
  catch:
    - errors: ["*"]
      steps: { note: { task: ping, input: { id: "\${ steps.a.id }" } } }
      result: "\${ steps.note.id ?? steps.b }"
a: { task: ping }
b: { value: none }`);
  const pause = stepOf(block, "pause");
  expect(pause.reads).toEqual(["a", "b"]);
  expect(pause.catches[0]?.block).toMatchObject({ resultReads: ["note"], waves: [["note"]] });
  expect(hasValue(pause)).toBe(true);
});

test("a list of steps in a group is a sequence, too; blocks beside each other may use the same names", () => {
  const block = linkedBlock(`left: { steps: [{ name: a, task: ping }, { name: b, task: ping }] }
right: { forEach: { items: [1], as: item }, steps: { a: { task: ping }, b: { forEach: { items: [1], as: x }, task: ping } } }
last: { forEach: { items: [1], as: item }, task: ping, catch: [{ errors: ["*"], as: item }] }`);
  expect(stepOf(block, "left").group?.waves).toEqual([["a"], ["b"]]);
  expect(stepOf(block, "right").group?.waves).toEqual([["a", "b"]]);
});

test("a compensation of a group reads steps around it", () => {
  const block = linkedBlock(`group:
  steps: { a: { value: 1 } }
  compensate: { task: undo, input: "\${ [output, steps.b] }" }
b: { value: 2 }`);
  expect(stepOf(block, "group").reads).toEqual(["b"]);
});

const GROUP = `parcel: { steps: { label: { task: ping } } }
`;

test.each([
  [
    "a circle through the inside of a group",
    'group: { steps: { x: { task: ping, input: "${ steps.b }" } } }\nb: { task: ping, after: [group] }',
    ["GF3007 13:59 these steps wait for each other: group -> b -> group"],
  ],
  [
    "a circle inside of a group",
    "group: { steps: { x: { sleep: 1s, after: [y] }, y: { sleep: 1s, after: [x] } } }",
    ["GF3007 13:49 these steps wait for each other: x -> y -> x"],
  ],
  [
    "a circle through a `catch`",
    'a: { task: ping, catch: [{ errors: ["*"], result: "${ steps.b }" }] }\nb: { task: ping, after: [a] }',
    ["GF3007 13:67 these steps wait for each other: a -> b -> a"],
  ],
  [
    "an unknown step inside of a group",
    'stock: { task: ping }\ngroup: { steps: { x: { task: ping, input: "${ steps.stok }" } } }',
    ["GF3002 14:59 workflow `run` has no step `stok`"],
  ],
  [
    "steps given twice in a branch",
    "route: { switch: [{ steps: [{ name: x, sleep: 1s }, { name: x, sleep: 1s }] }] }",
    ["GF3005 13:67 there is a step `x` already"],
  ],
  [
    "a step inside of a group, read and named in `after`",
    `${GROUP}b: { task: ping, after: [label], input: "\${ steps.label.id }" }`,
    ["GF3010 14:57 `label` is inside the group `parcel`", "GF3010 14:32 `label` is inside the group `parcel`"],
  ],
  [
    "a step inside of a branch",
    'route: { switch: [{ steps: { x: { task: ping } } }] }\nb: { value: "${ steps.x }" }',
    ["GF3010 14:29 `x` is inside a branch of `route`"],
  ],
  [
    "a step inside of a `catch`, deep within",
    'group: { steps: { pause: { sleep: 1s, catch: [{ errors: ["*"], steps: { x: { value: 1 } } }] }, y: { value: "${ steps.x }" } } }\nb: { value: "${ steps.x }" }',
    ["GF3010 13:125 `x` is inside a `catch` of `pause`", "GF3010 14:29 `x` is inside the group `group`"],
  ],
  [
    "a step of another branch",
    'route: { switch: [{ when: "${ input }", steps: { x: { task: ping } } }, { result: "${ steps.x }" }] }',
    ["GF3010 13:99 `x` is inside a branch of `route`"],
  ],
  [
    "`after` of a step around the group",
    "stock: { task: ping }\nparcel: { steps: { group: { steps: { label: { task: ping, after: [stock] } } } } }",
    ["GF3011 14:73 `after` only orders steps that stand side by side, and `stock` is outside of `parcel`"],
  ],
  [
    "a group that its own steps read",
    'parcel: { steps: { a: { steps: { b: { value: "${ steps.parcel }" } } } } }',
    ["GF3012 13:62 `parcel` is not done before the steps inside of it"],
  ],
  [
    "a switch that its own branch reads",
    'route: { switch: [{ result: "${ steps.route }" }] }',
    ["GF3012 13:45 `route` is not done before the steps inside of it"],
  ],
  [
    "the failed step in its own `catch`, and in `after` there",
    'a: { task: ping, catch: [{ errors: ["*"], steps: { b: { sleep: 1s, after: [a] } }, result: "${ steps.a.id }" }] }',
    ["GF3012 13:82 `a` has failed here and left no value", "GF3012 13:108 `a` has failed here and left no value"],
  ],
  [
    "the step itself in its compensation",
    'a: { task: ping, compensate: { task: undo, input: "${ steps.a.id }" } }',
    ["GF3012 13:67 a compensation does not know its own step as `steps.a`"],
  ],
])("%s is reported at its place", (_name, steps, expected) => {
  expect(analyse(specOf(steps)).problems).toEqual(expected);
});

test.each([
  [`${GROUP}b: { value: "\${ steps.label }" }`, "read `steps.parcel.label`"],
  [
    'parcel: { steps: { label: { task: ping } }, result: 1 }\nb: { value: "${ steps.label }" }',
    "read `steps.parcel`: the value of a group is its `result`, else the values of its steps",
  ],
  [
    'parcel: { forEach: { items: [1], as: x }, steps: { label: { task: ping } } }\nb: { value: "${ steps.label }" }',
    "read `steps.parcel`: the value of a group is its `result`, else the values of its steps",
  ],
  [
    'route: { switch: [{ steps: { label: { task: ping } } }] }\nb: { value: "${ steps.label }" }',
    "read `steps.route`: the value of a switch is that of the branch that is taken",
  ],
  [
    'a: { sleep: 1s, catch: [{ errors: ["*"], steps: { label: { task: ping } } }] }\nb: { value: "${ steps.label }" }',
    "read `steps.a`: its value is the `result` of the `catch` that was taken",
  ],
  [`${GROUP}b: { sleep: 1s, after: [label] }`, "write `after: [parcel]`"],
  [
    'route: { switch: [{ when: "${ input }", steps: { x: { task: ping } } }, { result: "${ steps.x }" }] }',
    "each block of a step knows its own steps, and those around the step",
  ],
  [
    "stock: { task: ping }\nparcel: { steps: { label: { sleep: 1s, after: [stock] } } }",
    "write `after: [stock]` on `parcel`",
  ],
  ['parcel: { steps: { a: { value: "${ steps.parcel }" } } }', "name a step that stands beside this one"],
  [
    'a: { task: ping, catch: [{ errors: ["*"], result: "${ steps.a }" }] }',
    "the error is known by the name that `as` gives it",
  ],
  ['a: { task: ping, compensate: { task: undo, input: "${ steps.a }" } }', "write `output`"],
])("%s gets a way out", (steps, help) => {
  const [first] = analyse(specOf(steps)).diagnostics;
  expect(first?.help).toEqual([help]);
});

test.each([
  ['group: { steps: { x: { value: "${ steps.stok }" } } }\nstock: { value: 1 }', "stock"],
  ['group: { steps: { x: { value: "${ steps.grop }" } } }\nstock: { value: 1 }', undefined],
  ["group: { steps: { x: { sleep: 1s, after: [stok] } } }\nstock: { value: 1 }", undefined],
])("of %s, a suggestion is a step that could be named there", (steps, meant) => {
  const [first] = analyse(specOf(steps)).diagnostics;
  expect(first).toMatchObject({ code: "GF3002", label: meant && `did you mean \`${meant}\`?` });
});

test.each([
  [
    "an item like a step beside it",
    'a: { task: ping, forEach: { items: "${ [1] }", as: b } }\nb: { task: ping }',
    "GF3006 13:58 `b` is already the name of a step",
    14,
  ],
  [
    "an item like a root",
    'b: { task: ping, forEach: { items: "${ [1] }", as: input } }',
    "GF3006 13:58 `input` already means something in expressions",
    undefined,
  ],
  [
    "an item like a value",
    'b: { task: ping, forEach: { items: "${ [1] }", as: undefined } }',
    "GF3006 13:58 `undefined` already means something in expressions",
    undefined,
  ],
  [
    "an error like a global",
    'b: { task: ping, catch: [{ errors: ["*"], as: Math }] }',
    "GF3006 13:53 `Math` already means something in expressions",
    undefined,
  ],
  [
    "an item like a step around its group",
    'group: { steps: { a: { task: ping, forEach: { items: "${ [1] }", as: b } } } }\nb: { task: ping }',
    "GF3006 13:76 `b` is already the name of a step",
    14,
  ],
  [
    "an item like the item around it",
    "group:\n  forEach: { items: [1], as: x }\n  steps: { a: { task: ping, forEach: { items: [1], as: x } } }",
    "GF3006 15:62 `x` is already the name of a `forEach` item around it",
    14,
  ],
  [
    "a step like the item around it",
    "group:\n  forEach: { items: [1], as: x }\n  switch: [{ steps: { x: { task: ping } } }]",
    "GF3006 15:29 `x` is already the name of a `forEach` item around it",
    14,
  ],
  [
    "a step like a step around its group",
    "group: { steps: { b: { task: ping } } }\nb: { task: ping }",
    "GF3006 13:25 `b` is already the name of a step",
    14,
  ],
  ["a step like its group", "group: { steps: { group: { task: ping } } }", "GF3006 13:25 `group` is already the name of a step", 13],
  [
    "an error like a step beside the one that fails",
    'a: { task: ping, catch: [{ errors: ["*"], as: b }] }\nb: { task: ping }',
    "GF3006 13:53 `b` is already the name of a step",
    14,
  ],
  [
    "a step like the error of its `catch`",
    'a:\n  task: ping\n  catch: [{ errors: ["*"], as: e,\n    steps: { e: { task: ping } } }]',
    "GF3006 16:20 `e` is already the name of the error of a `catch` around it",
    15,
  ],
  [
    "an error like the error around it",
    'a:\n  task: ping\n  catch: [{ errors: ["*"], as: e,\n    steps: { b: { task: ping, catch: [{ errors: ["*"], as: e }] } } }]',
    "GF3006 16:66 `e` is already the name of the error of a `catch` around it",
    15,
  ],
])("%s hides it", (_name, steps, problem, line) => {
  const { diagnostics, problems } = analyse(specOf(steps));
  expect(problems).toEqual([problem]);
  expect(diagnostics[0]?.related.map(({ at }) => positionAt(at.file, at.start).line)).toEqual(
    line === undefined ? [] : [line],
  );
});
