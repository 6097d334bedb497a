import { expect, test } from "vitest";
import { lint } from "./fixtures.ts";

const TASKS = `
tasks:
  charge: { input: {}, output: { type: object, required: [id], properties: { id: { type: string }, tags: { type: array, items: { type: string } } } } }
  refund: { input: {} }
  mail: { input: {} }
`;

function withSteps(steps: string, rest = "", input = "input: { type: boolean }"): string {
  return `${TASKS}workflows:
  all: { steps: { a: { task: charge, input: {} }, b: { task: refund, input: {} }, c: { task: mail, input: {} } } }
  run:
    ${input}
    steps:
${steps.trim().replace(/^\s*/gm, "      ")}
${rest}`;
}

test("a charge that is skipped, and nobody notices", () => {
  expect(
    lint(
      withSteps(
        `pay: { task: charge, when: ‹"\${ input }"›, input: {} }
         note: { task: mail, input: { payment: "\${ «steps.pay?.id» }", all: ["\${ { tags: ‹steps.pay?.tags› } }"] } }`,
      ),
    ),
  ).toEqual(["GF9004 nobody notices when `pay` was skipped"]);
});

test("a group with a task in it that is skipped, and nobody notices", () => {
  expect(
    lint(
      withSteps(
        `pay: { when: ‹"\${ input }"›, steps: { in: { task: charge, input: {} }, note: { task: mail, input: {} } } }`,
        `    result: { id: "\${ «steps.pay?.in».id }" }\n`,
      ),
    ),
  ).toEqual(["GF9004 nobody notices when `pay` was skipped"]);
});

test("a switch without a default, read from a block within", () => {
  expect(
    lint(
      withSteps(
        `‹pay›: { switch: [{ when: "\${ input }", steps: { a: { task: charge, input: {} } }, result: { id: "\${ steps.a.id }" } }] }
         rest: { steps: { note: { task: mail, input: { id: "\${ «steps.pay?.id» }" } } } }`,
      ),
    ),
  ).toEqual(["GF9004 nobody notices when `pay` was skipped"]);
});

test.each([
  ["a fallback", `id: "\${ steps.pay?.id ?? 'none' }"`],
  ["a condition", `id: "\${ steps.pay !== undefined ? steps.pay.id : 'none' }"`],
  ["one place that asks", `id: "\${ steps.pay?.id }", paid: "\${ steps.pay !== undefined }"`],
  ["a comparison", `paid: "\${ steps.pay?.id === 'x' }"`],
  ["the whole value", `payment: "\${ steps.pay }"`],
])("a step that may be skipped, and %s: nothing", (_name, members) => {
  expect(
    lint(
      withSteps(`pay: { task: charge, when: "\${ input }", input: {} }
                 note: { task: mail, input: { ${members} } }`),
    ),
  ).toEqual([]);
});

test.each([
  ["no effect", `pay: { when: "\${ input }", value: { id: one } }\nnote: { task: mail, input: { id: "\${ steps.pay?.id }" } }`],
  ["no reader", `pay: { task: charge, when: "\${ input }", input: {} }`],
  ["a reader that only runs with it", `pay: { task: charge, when: "\${ input }", input: {} }\nnote: { task: mail, when: "\${ steps.pay?.id !== undefined }", input: {} }`],
  ["no condition", `pay: { task: charge, input: {} }\nnote: { task: mail, input: { tags: "\${ steps.pay.tags?.length }" } }`],
])("a step with %s: nothing", (_name, steps) => {
  expect(lint(withSteps(steps))).toEqual([]);
});

test("two equal calls at the same time", () => {
  expect(
    lint(
      withSteps(`‹one›: { task: charge, input: { id: "\${ workflow.id }", cents: 5 } }
                 «two»: { task: charge, input: { cents: 5, id: "\${workflow.id}" } }`),
    ),
  ).toEqual(["GF9009 `one` and `two` call `charge` with equal input, in no order"]);
});

test("many equal calls are one finding each", () => {
  const call = 'task: charge, input: { cents: 5 }';
  expect(lint(withSteps(`‹one›: { ${call} }\n«two»: { ${call} }\n«three»: { ${call}, after: [two] }`))).toEqual([
    "GF9009 `one` and `two` call `charge` with equal input, in no order",
    "GF9009 `one` and `three` call `charge` with equal input, in no order",
  ]);
});

test("two equal calls in a group, for equal items", () => {
  const each = 'forEach: { items: ["a", "b"], as: it }, task: charge, input: { id: "${ it }" }';
  expect(lint(withSteps(`all: { steps: { ‹one›: { ${each} }, «two»: { ${each} } } }`))).toEqual([
    "GF9009 `one` and `two` call `charge` with equal input, in no order",
  ]);
});

test("what undoes a step, beside it", () => {
  expect(
    lint(
      withSteps(`‹make›: { task: charge, input: {}, compensate: { task: refund, input: { id: "\${ workflow.id }" } } }
                 «tidy»: { task: refund, input: { id: "\${ workflow.id }" } }`),
    ),
  ).toEqual(["GF9009 `tidy` does what undoes `make`, in no order"]);
});

test.each([
  ["`after`", `one: { task: charge, input: { id: 1 } }\ntwo: { task: charge, after: [one], input: { id: 1 } }`],
  ["an order through a third", `one: { task: charge, input: { id: 1 } }\nthird: { task: mail, input: { id: "\${ steps.one.id }" } }\ntwo: { task: charge, after: [third], input: { id: 1 } }`],
  ["other input", `one: { task: charge, input: { id: 1 } }\ntwo: { task: charge, input: { id: 2 } }`],
  ["another task", `one: { task: charge, input: { id: 1 } }\ntwo: { task: mail, input: { id: 1 } }`],
  ["conditions that exclude each other", `one: { task: charge, when: "\${ input }", input: { id: 1 } }\ntwo: { task: charge, when: "\${ !input }", input: { id: 1 } }`],
  ["items of other lists", `one: { forEach: { items: [1], as: it }, task: charge, input: { id: "\${ it }" } }\ntwo: { forEach: { items: [2], as: it }, task: charge, input: { id: "\${ it }" } }`],
  ["branches of one switch", `both: { switch: [{ when: "\${ input }", steps: { one: { task: charge, input: { id: 1 } } } }, { steps: { one: { task: charge, input: { id: 1 } } } }] }`],
  ["what undoes it, after it", `make: { task: charge, input: {}, compensate: { task: refund, input: { id: "\${ output.id }" } } }\ntidy: { task: refund, input: { id: "\${ steps.make.id }" } }`],
])("two calls with %s: nothing", (_name, steps) => {
  expect(lint(withSteps(steps))).toEqual([]);
});

test("steps of a list are in order", () => {
  expect(lint(`tasks: { a: { input: {} } }\nworkflows: { run: { steps: [{ name: one, task: a, input: 1 }, { name: two, task: a, input: 1 }] } }`)).toEqual([]);
});

test("a step and a branch that never run", () => {
  expect(
    lint(
      withSteps(`a: { task: mail, when: «"\${ false }"», input: {} }
                 b: { switch: [{ when: «"\${ (false) }"», result: 1 }, { result: 2 }] }`),
    ),
  ).toEqual(["GF9015 step `a` never runs", "GF9015 this branch of `b` is never taken"]);
});

test("steps and branches that may run", () => {
  expect(
    lint(
      withSteps(`a: { task: mail, when: "\${ !false && input }", input: {} }
                 b: { switch: [{ when: "\${ input === false }", result: 1 }, { when: "\${ true }", result: 2 }] }`),
    ),
  ).toEqual([]);
});

function overList(schema: string, more = ""): string {
  return withSteps(`all: { forEach: { items: «"\${ input.order.lines }"», as: line }, task: mail, input: "\${ line }"${more} }`, "", `input: ${schema}`);
}

test("a list that may be as long as its schema says", () => {
  expect(lint(overList("{ properties: { order: { properties: { lines: { type: array, maxItems: ‹20000› } } } } }"))).toEqual([
    "GF9013 `all` makes a span or more for each of up to 20000 items",
  ]);
});

test("a list whose length stands in a schema that others refer to", () => {
  const schemas = "schemas: { Lines: { type: array, minItems: ‹10001› }, Order: { allOf: [{ properties: { lines: { $ref: '#/schemas/Lines' } } }] } }\n";
  expect(lint(schemas + overList("{ properties: { order: { $ref: '#/schemas/Order' } } }").trimStart())).toEqual([
    "GF9013 `all` makes a span or more for each of up to 10001 items",
  ]);
});

test("a list of a step, in a group", () => {
  expect(
    lint(`
tasks: { find: { output: { properties: { pages: { type: array, maxItems: ‹50000› } } } }, mail: { input: {} } }
workflows:
  run:
    steps:
      found: { task: find }
      sent: { steps: { all: { forEach: { items: «"\${ steps.found.pages ?? [] }"», as: page }, task: mail, input: "\${ page }" } } }
`),
  ).toEqual(["GF9013 `all` makes a span or more for each of up to 50000 items"]);
});

test("a list that is written out", () => {
  const items = `[${Array.from({ length: 10_001 }, (_, index) => index).join(", ")}]`;
  expect(lint(withSteps(`all: { forEach: { items: «${items}», as: it }, task: mail, input: "\${ it }" }`))).toEqual([
    "GF9013 `all` makes a span or more for each of 10001 items",
  ]);
});

test.each([
  ["of at most 10,000 items", overList("{ properties: { order: { properties: { lines: { type: array, maxItems: 10000 } } } } }")],
  ["of which nothing is known", overList("{ properties: { order: { properties: { lines: { type: array } } } } }")],
  [
    "of which a part is taken",
    withSteps(`all: { forEach: { items: "\${ input.slice(0, 100) }", as: it }, task: mail, input: "\${ it }" }`, "", "input: { type: array, maxItems: 20000 }"),
  ],
  [
    "of which values are computed, without spans",
    withSteps(`all: { forEach: { items: "\${ input }", as: it }, value: "\${ it }" }`, "", "input: { type: array, maxItems: 20000 }"),
  ],
])("a list %s: nothing", (_name, spec) => {
  expect(lint(spec.replaceAll(/[«»]/g, ""))).toEqual([]);
});
