import { describe, expect, test } from "vitest";
import { readMarks } from "../../generator/diagnostics/example.ts";
import { compile } from "../../generator/pipeline.ts";

const HEAD = `specVersion: 1
name: shop
version: 1.0.0
tasks:
  charge:
    input: { type: object, required: [orderId], properties: { orderId: { type: string } } }
    output: { type: object, required: [paymentId], properties: { paymentId: { type: string } } }
    errors:
      CardDeclined: { data: { type: object, required: [reason], properties: { reason: { type: string } } } }
      NoFunds: {}
  refund: { input: { type: object, required: [paymentId], properties: { paymentId: { type: string } } } }
workflows:
  deliver:
    input: { type: object, required: [sku], properties: { sku: { type: string } } }
    steps: {}
  order:
    input: { type: object, required: [id, skus], properties: { id: { type: string }, skus: { type: array, items: { type: string } } } }
    steps:
`;

/** What is said about the steps of a workflow; each diagnostic has to stand where «» mark the steps. */
function diagnose(steps: string) {
  const indented = steps.trim().split("\n").map((line) => `      ${line.trim()}\n`);
  const { text, primary } = readMarks(HEAD + indented.join(""));
  const { diagnostics } = compile({ specs: ["-"], cwd: import.meta.dirname, stdin: text });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.map(({ at }) => ({ start: at?.start, end: at?.end }))).toEqual(primary);
  return errors;
}

describe("one mistake is one error", () => {
  test.each([
    [
      "a task that is not known, though much is read of it",
      `pay: { task: «chrge», input: { orderId: "\${ input.id }" }, compensate: { task: refund, input: { paymentId: "\${ output.paymentId }" } }, catch: [{ errors: [CardDeclined], as: e, result: { paymentId: "\${ e.data.reason }" } }] }
      use: { task: refund, input: { paymentId: "\${ steps.pay.paymentId }" } }`,
      "GF3001 there is no task `chrge`",
    ],
    [
      "a task that is not known, in a group that has a catch",
      `all: { steps: { pay: { task: «chrge» } }, catch: [{ errors: [CardDeclined], as: e, result: "\${ e.data.reason }" }] }`,
      "GF3001 there is no task `chrge`",
    ],
    [
      "a key that is misspelt",
      `sent: { workflow: deliver, input: { «skuu»: "\${ input.id }" } }`,
      "GF4007 the input of `deliver` has no property `skuu`",
    ],
    [
      "a step whose name is none",
      `«check-fraud»: { task: charge, input: { orderId: "\${ input.id }" } }
      one: { value: "\${ steps.checkFraud.paymentId }" }
      two: { task: refund, after: [fraud], input: { paymentId: x } }`,
      "GF2006 `check-fraud` is not a name",
    ],
    [
      "a forEach that does not name its items",
      `each: { «forEach»: { items: "\${ input.skus }" }, workflow: deliver, input: { sku: "\${ item }" } }`,
      "GF2002 `as` is missing",
    ],
    [
      "a forEach that is only a list",
      `each: { forEach: «"\${ input.skus }"», as: sku, steps: { a: { workflow: deliver, input: { sku: "\${ sku }-\${ index }" } } } }`,
      "GF2003 `forEach` must be an object, not a string",
    ],
    [
      "a condition that closes a circle",
      `one: { when: "\${ steps.«three».paymentId === 'x' }", task: charge, input: { orderId: "\${ input.id }" } }
      two: { value: "\${ steps.one.paymentId }" }
      three: { task: charge, when: "\${ steps.two === 'y' }", input: { orderId: a } }`,
      "GF3007 these steps wait for each other: one -> three -> two -> one",
    ],
    [
      "a catch that comes too late",
      `pay: { task: charge, input: { orderId: a }, catch: [{ errors: ["*"], result: { paymentId: a } }, { «errors»: [CardDeclined], as: e, result: { paymentId: "\${ e.data.reason }" } }] }`,
      "GF3016 this `catch` of `pay` can never be taken",
    ],
  ])("%s", (_, steps, message) => {
    expect(diagnose(steps).map((error) => `${error.code} ${error.message}`)).toEqual([message]);
  });
});

test("a key that means another is not lacking as well; one that means none is", () => {
  const errors = diagnose(
    "pay: { task: charge, «input»: { «colour»: red } }\nundo: { task: refund, input: { «paymentid»: x } }",
  );
  expect(errors.map(({ code, message }) => `${code} ${message}`)).toEqual([
    "GF4006 the input of `charge` lacks `orderId`",
    "GF4007 the input of `charge` has no property `colour`",
    "GF4007 the input of `refund` has no property `paymentid`",
  ]);
});

describe("what an error brings", () => {
  test("is not known of a name that no task declares", () => {
    const [error] = diagnose(
      'pay: { task: charge, input: { orderId: a }, catch: [{ errors: [CardDeclind], as: e, result: { paymentId: "${ «e.data».reason }" } }] }',
    );
    expect(error).toMatchObject({
      code: "GF4023",
      label: "no task says what `CardDeclind` brings",
      help: ["declare the error with its `data` under `errors` of every task that fails with it"],
    });
  });

  test("may be nothing: the error is named", () => {
    const [error] = diagnose(
      'pay: { task: charge, input: { orderId: a }, catch: [{ errors: [CardDeclined, NoFunds], as: e, result: { paymentId: "${ «e.data».reason }" } }] }',
    );
    expect(error).toMatchObject({ code: "GF4003", label: "`NoFunds` brings no data" });
  });
});

test("a value that a catch replaces by another kind of value: its result is shown", () => {
  const [error] = diagnose(
    'pay: { task: charge, input: { orderId: a }, catch: [{ errors: ["*"], result: none }] }\nuse: { value: "${ steps.pay.«paymentId» }" }',
  );
  expect(error?.code).toBe("GF4001");
  expect(error?.related.map(({ at, text }) => `${at.file.text.slice(at.start, at.end)}: ${text}`)).toEqual([
    "result: the value of `pay` after such an error",
  ]);
});

test("a workflow that always runs itself needs one condition", () => {
  const [error] = diagnose('again: { workflow: «order», input: "${ input }" }');
  expect(error).toMatchObject({ code: "GF3020", help: ["give this step a `when`, or take it out"] });
});
