import { expect, test } from "vitest";
import { stepsWithin } from "../../generator/ir/blocks.ts";
import type { Block, Step } from "../../generator/ir/step.ts";
import { analyse } from "../support/analyse.ts";

/** The block of the only workflow; its steps begin in line 8. */
function blockOf(steps: string): Block {
  const { spec } = analyse(`specVersion: 1
name: shop
version: 1.0.0
signals: { review: { type: string } }
tasks: { ping: { output: { type: string } }, undo: {} }
workflows:
  run:
    steps:
${steps.replace(/^/gm, "      ")}
  other: {}
`);
  const block = spec.workflows.get("run")?.block;
  if (block === undefined) {
    throw new Error("no block");
  }
  return block;
}

function stepOf(step: string): Step {
  const [first] = blockOf(step).steps;
  if (first === undefined) {
    throw new Error("no step");
  }
  return first;
}

test("a task step", () => {
  expect(
    stepOf(`a:
  task: ping
  description: Says hello.
  input: { x: 1 }
  startToCloseTimeout: 1s
  scheduleToCloseTimeout: 1m
  heartbeatTimeout: 500ms
  retry: { maximumAttempts: 2, maximumInterval: 3s }`),
  ).toMatchObject({
    kind: "task",
    name: "a",
    description: "Says hello.",
    task: { name: "ping" },
    input: { kind: "object" },
    policy: {
      startToCloseTimeout: 1_000,
      scheduleToCloseTimeout: 60_000,
      heartbeatTimeout: 500,
      retry: { maximumAttempts: 2, maximumInterval: 3_000 },
    },
    when: undefined,
    after: [],
    forEach: undefined,
    catches: [],
    compensate: undefined,
  });
});

test("a child workflow, with and without retries", () => {
  expect(stepOf("a: { workflow: other, input: { x: 1 }, retry: { maximumAttempts: 3, initialInterval: 1m } }")).toMatchObject({
    kind: "workflow",
    workflow: { name: "other" },
    input: { kind: "object" },
    retry: { maximumAttempts: 3, initialInterval: 60_000 },
  });
  expect(stepOf("a: { workflow: other }")).toMatchObject({ input: undefined, retry: undefined });
});

test("a value", () => {
  expect(stepOf('a: { value: ["${ input }", 1] }')).toMatchObject({
    kind: "value",
    value: { kind: "array", items: [{ kind: "expression" }, { kind: "literal", value: 1 }] },
  });
});

test("a timer, in milliseconds", () => {
  expect(stepOf("a: { sleep: 1h30m }")).toMatchObject({ kind: "sleep", duration: 5_400_000 });
});

test("a wait for a signal, with and without end", () => {
  expect(stepOf("a: { waitForSignal: review, timeout: 72h }")).toMatchObject({
    kind: "waitForSignal",
    signal: { name: "review" },
    timeout: 259_200_000,
  });
  expect(stepOf("a: { waitForSignal: review }")).toMatchObject({ timeout: undefined });
});

test("a group, of a map and of a list, with and without result", () => {
  expect(stepOf("a: { steps: { b: { task: ping }, c: { sleep: 1s } }, result: 1 }")).toMatchObject({
    kind: "group",
    block: {
      origin: { kind: "object" },
      steps: [{ name: "b", kind: "task" }, { name: "c", kind: "sleep" }],
      sequential: false,
      result: { kind: "literal", value: 1 },
    },
  });
  expect(stepOf("a: { steps: [{ name: b, task: ping }, { name: c, sleep: 1s }] }")).toMatchObject({
    kind: "group",
    block: { origin: { kind: "array" }, steps: [{ name: "b" }, { name: "c" }], sequential: true, result: undefined },
  });
});

test("a switch: branches with steps, with a result, with both, with neither", () => {
  const step = stepOf(`a:
  switch:
    - { when: "\${ input }", steps: { b: { task: ping } } }
    - { when: "\${ input }", result: 1 }
    - { when: "\${ input }", steps: [{ name: b, task: ping }], result: 2 }
    - {}`);
  expect(step).toMatchObject({
    kind: "switch",
    branches: [
      { when: { kind: "expression" }, block: { steps: [{ name: "b" }], result: undefined } },
      { when: { kind: "expression" }, block: { origin: undefined, steps: [], result: { value: 1 } } },
      { when: { kind: "expression" }, block: { steps: [{ name: "b" }], sequential: true, result: { value: 2 } } },
      { when: undefined, block: { origin: undefined, steps: [], sequential: false, result: undefined } },
    ],
  });
});

const KINDS = [
  "task: ping",
  "workflow: other",
  "value: 1",
  "switch: [{ result: 1 }]",
  "steps: { b: { task: ping } }",
  "sleep: 1s",
  "waitForSignal: review",
];

test.each(KINDS)("a step with `%s` may have `when`, `after`, `forEach` and `catch`", (kind) => {
  const step = blockOf(`first: { task: ping }
a:
  ${kind}
  when: "\${ input }"
  after: [first]
  forEach: { items: [1, 2], as: item, maxConcurrency: 2, onError: collect }
  catch:
    - { errors: [Busy, TypeError], as: failure, steps: { note: { task: undo } }, rethrow: true }
    - { errors: ["*"], result: 0 }`).steps[1];
  expect(step).toMatchObject({
    name: "a",
    when: { kind: "expression" },
    after: [{ name: "first" }],
    forEach: { items: { kind: "array" }, as: { name: "item" }, maxConcurrency: 2, onError: "collect" },
    catches: [
      {
        errors: [{ name: "Busy" }, { name: "TypeError" }],
        as: { name: "failure" },
        block: { steps: [{ name: "note" }], result: undefined },
        rethrow: true,
      },
      { errors: [{ name: "*" }], as: undefined, block: { origin: undefined, steps: [], result: { value: 0 } }, rethrow: false },
    ],
  });
});

test.each(KINDS.filter((kind) => !/value|sleep|waitForSignal/.test(kind)))(
  "a step with `%s` may have a compensation",
  (kind) => {
    const step = stepOf(`a:
  ${kind}
  compensate: { task: undo, input: "\${ output }", startToCloseTimeout: 2s, heartbeatTimeout: 1s, retry: { maximumAttempts: 9 } }`);
    expect(step.compensate).toMatchObject({
      task: { name: "undo" },
      input: { kind: "expression" },
      policy: { startToCloseTimeout: 2_000, heartbeatTimeout: 1_000, retry: { maximumAttempts: 9 } },
    });
  },
);

test("a fan-out has a bound, and fails with its first item, unless it says otherwise", () => {
  expect(stepOf("a: { task: ping, forEach: { items: [1], as: x } }").forEach).toMatchObject({
    maxConcurrency: 16,
    onError: "failFast",
  });
});

test("blocks hold each other to any depth", () => {
  const block = blockOf(`a:
  steps:
    b:
      switch:
        - steps:
            c:
              sleep: 1s
              catch: [{ errors: ["*"], steps: { d: { forEach: { items: [1], as: x }, steps: { e: { task: ping } } } } }]
f: { task: ping }`);
  expect(stepsWithin(block).map(({ name }) => name)).toEqual(["a", "b", "c", "d", "e", "f"]);
});

test("without `steps`, the body is written by hand", () => {
  const { spec } = analyse("specVersion: 1\nname: shop\nversion: 1.0.0\nworkflows: { run: {}, empty: { steps: {} } }\n");
  expect(spec.workflows.get("run")?.block).toBeUndefined();
  expect(spec.workflows.get("empty")?.block).toMatchObject({ steps: [], sequential: false });
});
