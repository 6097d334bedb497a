import { expect, test } from "vitest";
import type { CaughtError } from "../../generator/ir/linked.ts";
import { analyse } from "../support/analyse.ts";
import { specOf } from "./spec.ts";

/** What the first clause of the first step of `run` takes, each error with the types of its data. */
function caughtBy(steps: string, rest = ""): readonly unknown[] | undefined {
  const { linked } = analyse(specOf(steps, rest));
  const errors = linked.workflows[0]?.block?.steps[0]?.catches[0]?.errors;
  return errors?.map(({ name, data, isDeclared }: CaughtError) => [name, isDeclared, data.map(({ typeName }) => typeName)]);
}

const CATCH = "catch: [{ errors: [CardDeclined, Late, Odd, TypeError] }]";

test.each([
  [
    "of a task its own errors, one without data",
    `a: { task: pay, ${CATCH} }`,
    [["CardDeclined", true, ["CardDeclined"]], ["Late", true, ["PayLate"]], ["Odd", true, []], ["TypeError", false, []]],
  ],
  [
    "of a group those of all its tasks, wherever they are called",
    `a: { steps: { b: { switch: [{ steps: { c: { task: pay } } }] }, d: { sleep: 1s, catch: [{ errors: ["*"], steps: { e: { task: ship } } }] } }, ${CATCH} }`,
    [["CardDeclined", true, ["CardDeclined"]], ["Late", true, ["PayLate", "ShipLate"]], ["Odd", false, []], ["TypeError", false, []]],
  ],
  [
    "of what its own `catch` calls none, and none of a compensation",
    `a: { task: undo, compensate: { task: pay }, catch: [{ errors: [Late], steps: { b: { task: ship } } }] }`,
    [["Late", false, []]],
  ],
  ["of a step without tasks none", `a: { sleep: 1s, ${CATCH.replace("CardDeclined, Late, ", "")} }`, [["Odd", false, []], ["TypeError", false, []]]],
  ["of `*` every error", `a: { task: pay, catch: [{ errors: ["*"] }] }`, undefined],
])("%s", (_name, steps, expected) => {
  expect(caughtBy(steps)).toEqual(expected);
});

test("of a child workflow the errors of its tasks, also of its own children", () => {
  const rest = `  middle: { steps: { x: { workflow: inner, when: "\${ input }" }, y: { workflow: middle, when: "\${ input }" } } }
  inner: { steps: { x: { task: ship } } }
`;
  expect(caughtBy("a: { workflow: middle, catch: [{ errors: [Late, CardDeclined] }] }", rest)).toEqual([
    ["Late", true, ["ShipLate"]],
    ["CardDeclined", false, []],
  ]);
});

test("of a child with a body written by hand the errors of all tasks", () => {
  expect(caughtBy("a: { workflow: written, catch: [{ errors: [Late] }] }", "  written: {}\n")).toEqual([
    ["Late", true, ["PayLate", "ShipLate"]],
  ]);
});

test.each([
  [
    "an entry behind `*`",
    'a: { task: pay, catch: [{ errors: ["*"] }, { errors: [Late] }] }',
    ["GF3016 13:52 this `catch` of `a` can never be taken"],
  ],
  [
    "an entry of which all errors are handled before",
    "a: { task: pay, catch: [{ errors: [Late, Odd] }, { errors: [CardDeclined] }, { errors: [CardDeclined, Late] }] }",
    ["GF3016 13:86 this `catch` of `a` can never be taken"],
  ],
  [
    "an error that is handled before",
    "a: { task: pay, catch: [{ errors: [Late] }, { errors: [Odd, Late] }] }",
    ["GF3017 13:67 `Late` has no effect here: it is handled already"],
  ],
  [
    "an error beside `*`",
    'a: { task: pay, catch: [{ errors: [Late, "*"] }] }',
    ["GF3017 13:42 `Late` has no effect here: it is handled already"],
  ],
  [
    "the result of an entry that fails nevertheless",
    'a: { task: pay, catch: [{ errors: ["*"], result: 1, rethrow: true }] }',
    ["GF3018 13:48 nobody gets this result: `a` fails nevertheless"],
  ],
  [
    "a misspelt error of a task",
    "a: { task: pay, catch: [{ errors: [CardDeclind] }] }",
    ["GF3019 13:42 no task concerned declares the error `CardDeclind`"],
  ],
  [
    "a misspelt error of the runtime, on a step without tasks",
    "a: { waitForSignal: review, catch: [{ errors: [CanceledError] }] }",
    ["GF3019 13:54 no task concerned declares the error `CanceledError`"],
  ],
  [
    "a misspelt error that ends the attempts of a step, of a child and of a compensation",
    `a: { task: pay, retry: { nonRetryableErrors: [Lat] }, compensate: { task: pay, retry: { nonRetryableErrors: [late] } } }
b: { workflow: run, when: "\${ input }", retry: { nonRetryableErrors: [CardDecline] } }`,
    [
      "GF3019 13:53 no task concerned declares the error `Lat`",
      "GF3019 13:116 no task concerned declares the error `late`",
      "GF3019 14:77 no task concerned declares the error `CardDecline`",
    ],
  ],
  [
    "errors of the runtime, of JavaScript and of others: nothing",
    'a: { task: pay, catch: [{ errors: [StartToCloseTimeoutError, HeartbeatTimeoutError, Error, TypeError] }, { errors: [SomethingElse] }, { errors: ["*"] }] }',
    [],
  ],
])("%s", (_name, steps, expected) => {
  expect(analyse(specOf(steps)).problems).toEqual(expected);
});

test("a misspelt error is one that a task concerned declares", () => {
  const [first] = analyse(specOf("a: { task: pay, catch: [{ errors: [CardDeclind] }] }")).diagnostics;
  expect(first).toMatchObject({
    severity: "warning",
    label: "did you mean `CardDeclined`?",
    help: ["`pay` declares `CardDeclined`"],
  });
  const elsewhere = analyse(specOf("a: { task: undo, catch: [{ errors: [CardDeclind] }] }"));
  expect(elsewhere.problems).toEqual([]);
});

test("misspelt errors in the retries of tasks and of their defaults", () => {
  const { problems } = analyse(`specVersion: 1
name: shop
version: 1.0.0
defaults: { task: { retry: { nonRetryableErrors: [Busi, Late, TypeError] } } }
tasks:
  pay: { errors: { Busy: {} }, retry: { nonRetryableErrors: [Bussy] } }
  ship: { errors: { Late: {} }, retry: { nonRetryableErrors: [Bussy] } }
workflows: { run: { steps: { a: { task: pay }, b: { task: ship } } } }
`);
  expect(problems).toEqual([
    "GF3019 4:51 no task concerned declares the error `Busi`",
    "GF3019 6:62 no task concerned declares the error `Bussy`",
  ]);
});
