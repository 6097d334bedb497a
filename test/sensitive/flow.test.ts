import { describe, expect, test } from "vitest";
import { find } from "./finding.ts";

const ORDER = `
schemas:
  Secret: { type: string, x-sensitive: mask }
  Address:
    type: object
    required: [street, city]
    properties: { street: { type: string, x-sensitive: hash }, city: { type: string } }
  Node:
    type: object
    required: [label, next, deep]
    properties: { label: { type: string }, deep: { type: string, x-sensitive: hash }, next: { anyOf: [{ $ref: "#/schemas/Node" }, { type: "null" }] } }
  Order:
    type: object
    required: [id, count, card, home, lines, tags, pair, map, either, node, json, all, names, flag]
    properties:
      id: { type: string }
      flag: { type: boolean }
      count: { type: integer }
      pin: { type: string, x-sensitive: drop }
      card: { $ref: "#/schemas/Secret" }
      home: { $ref: "#/schemas/Address" }
      lines: { type: array, items: { type: object, required: [sku, note], properties: { sku: { type: string }, note: { type: string, x-sensitive: mask } } } }
      tags: { type: array, x-sensitive: hash, items: { type: string } }
      pair: { type: array, prefixItems: [{ type: string }, { type: string, x-sensitive: mask }], minItems: 2, items: false }
      map: { type: object, additionalProperties: { type: string, x-sensitive: mask } }
      either: { anyOf: [{ type: string }, { type: string, x-sensitive: hash }] }
      node: { $ref: "#/schemas/Node" }
      json: { type: string, contentMediaType: application/json, contentSchema: { properties: { pin: { x-sensitive: mask } } } }
      all: { allOf: [{ type: object, required: [a], properties: { a: { type: string } } }, { properties: { a: { type: string, x-sensitive: mask } } }] }
      names: { type: object, propertyNames: { x-sensitive: mask }, additionalProperties: { type: integer } }
`;

/** The rule of one attribute of a task with an order as input. */
function ruleOf(expression: string): string | undefined {
  const { rules } = find(`${ORDER}
tasks: { look: { input: { $ref: "#/schemas/Order" }, span: { attributes: { it: ${JSON.stringify(expression)} } } } }
workflows: { run: { input: { $ref: "#/schemas/Order" }, steps: { look: { task: look, input: "\${ input }" } } } }
`);
  return rules["it"];
}

describe("what an expression may hold", () => {
  test.each([
    // Properties, through every way in which schemas are put together.
    ["${ input.id }", undefined],
    ["${ input.card }", "mask"],
    ["${ input.pin ?? 'none' }", "drop"],
    ["${ input.home.city }", undefined],
    ["${ input.home.street }", "hash"],
    ["${ input.lines[0]?.sku ?? '' }", undefined],
    ["${ input.lines[0]?.note ?? '' }", "mask"],
    ["${ input.pair[0] }", undefined],
    ["${ input.pair[1] }", "mask"],
    ["${ input.map['x'] ?? '' }", "mask"],
    ["${ input.either }", "hash"],
    ["${ input.node.next?.next?.label ?? '' }", undefined],
    ["${ input.node.next?.next?.deep ?? '' }", "hash"],
    ["${ input.all.a }", "mask"],
    ["${ input.json }", "mask"],
    ["${ Object.keys(input.names).join() }", "mask"],
    // A whole that holds something sensitive, and the strictest of what it holds.
    ["${ JSON.stringify(input.home) }", "hash"],
    ["${ JSON.stringify(input) }", "drop"],
    ["${ JSON.stringify({ ...input.home, more: 1 }) }", "hash"],
    ["${ JSON.stringify([input.id, input.card]) }", "mask"],
    ["${ JSON.stringify({ id: input.id }) }", undefined],
    ["${ ({ card: input.card, id: input.id }).id }", undefined],
    ["${ ({ card: input.card, id: input.id }).card }", "mask"],
    ["${ [...input.tags] }", "hash"],
    ["${ [...input.lines][0]?.note ?? '' }", "mask"],
    // Texts and calculations.
    ["Card ${ input.card } of ${ input.id }", "mask"],
    ["Order ${ input.id }", undefined],
    ["${ `${ input.home.street } ${ input.card }` }", "mask"],
    ["${ input.card.length }", "mask"],
    ["${ input.card.slice(-4) }", "mask"],
    ["${ input.card + input.id }", "mask"],
    ["${ Number(input.card) * 2 }", "mask"],
    ["${ -Number(input.either) }", "hash"],
    ["${ input.card === 'x' }", "mask"],
    ["${ input.id.replace('a', input.card) }", "mask"],
    // Alternatives; a condition is not part of the value.
    ["${ input.flag ? input.id : input.card }", "mask"],
    ["${ input.card === 'x' ? 'one' : 'other' }", undefined],
    ["${ input.pin ?? input.home.street }", "drop"],
    ["${ input.flag && input.card }", "mask"],
    // Whether something is there, of which type, and how many.
    ["${ input.pin !== undefined }", undefined],
    ["${ typeof input.pin }", undefined],
    ["${ input.lines.length }", undefined],
    ["${ input.tags.length }", "hash"],
    // Methods and their functions.
    ["${ input.lines.map(line => line.sku) }", undefined],
    ["${ input.lines.map(line => line.note) }", "mask"],
    ["${ input.lines.map(line => input.card) }", "mask"],
    ["${ input.lines.map((line, at) => at) }", undefined],
    ["${ input.lines.map(line => ({ note: line.note, sku: line.sku })).map(line => line.sku) }", undefined],
    ["${ input.lines.map(line => ({ note: line.note, sku: line.sku })).map(line => line.note) }", "mask"],
    ["${ input.lines.flatMap(line => [line.sku]) }", undefined],
    ["${ input.lines.flatMap(line => [line.note]) }", "mask"],
    ["${ input.lines.filter(line => line.note === 'x').map(line => line.sku) }", undefined],
    ["${ input.lines.find(line => line.sku === 'x')?.note ?? '' }", "mask"],
    ["${ input.lines.reduce((sum, line) => sum + line.note, '') }", "mask"],
    ["${ input.lines.reduce((sum, line) => sum + line.sku, '') }", undefined],
    ["${ input.lines.reduce((sum, line) => sum + line.sku, input.card) }", "mask"],
    ["${ input.lines.map(line => line.sku).concat([input.card]) }", "mask"],
    ["${ input.lines.map(line => line.sku).includes(input.card) }", "mask"],
    ["${ input.lines.some(line => line.note === 'x') }", "mask"],
    ["${ input.lines.toSorted((a, b) => a.note.length - b.note.length).map(line => line.sku) }", undefined],
    ["${ Object.values(input.map).join() }", "mask"],
    ["${ Object.entries(input.map).map(entry => entry[1]).join() }", "mask"],
    ["${ Math.max(input.count, Number(input.card)) }", "mask"],
  ])("%s: %s", (expression, rule) => {
    expect(ruleOf(expression)).toBe(rule);
  });
});

const TASKS = `
tasks:
  make: { output: { type: object, required: [token, id], properties: { token: { type: string, x-sensitive: mask }, id: { type: string } } } }
  fail: { input: { type: object, properties: { pin: { type: string, x-sensitive: hash } } }, errors: { Bad: { data: { type: object, required: [why, code], properties: { why: { type: string, x-sensitive: drop }, code: { type: string } } } } } }
  show: { input: { type: object, required: [a], properties: { a: { type: string }, b: { type: string } } }, span: { attributes: { a: "\${ input.a }", b: "\${ input.b }" } } }
  plain: {}
signals: { review: { type: object, required: [by], properties: { by: { type: string, x-sensitive: mask } } } }
workflows:
  run:
    input: { type: object, required: [secret, list], properties: { secret: { type: string, x-sensitive: hash }, list: { type: array, items: { type: object, required: [pin, id], properties: { id: { type: string }, pin: { type: string, x-sensitive: mask } } } } } }
`;

/** The rules of `a` and `b`, of which `show` makes attributes. */
function rulesOf(steps: string, more = ""): Readonly<Record<string, string>> {
  return find(`${TASKS}    steps: { ${steps} }\n${more}`).rules;
}

describe("from step to step", () => {
  test.each([
    ["an output", 'make: { task: make }, show: { task: show, input: { a: "${ steps.make.token }", b: "${ steps.make.id }" } }', { a: "mask" }],
    ["a value", 'kept: { value: { x: { y: "${ input.secret }" }, z: "z" } }, show: { task: show, input: { a: "${ steps.kept.x.y }", b: "${ steps.kept.z }" } }', { a: "hash" }],
    ["a group", 'make: { steps: { inner: { task: make } }, result: { t: "${ steps.inner.token }", i: "${ steps.inner.id }" } }, show: { task: show, input: { a: "${ steps.make.t }", b: "${ steps.make.i }" } }', { a: "mask" }],
    ["a group without a result", 'make: { steps: { inner: { task: make } } }, show: { task: show, input: { a: "${ steps.make.inner.token }", b: "${ steps.make.inner.id }" } }', { a: "mask" }],
    ["a switch", 'pick: { switch: [{ when: "${ input.secret === \'x\' }", steps: {}, result: "${ input.secret }" }, { steps: {}, result: "none" }] }, show: { task: show, input: { a: "${ steps.pick }" } }', { a: "hash" }],
    ["items", 'show: { forEach: { items: "${ input.list }", as: item }, task: show, input: { a: "${ item.id }", b: "${ item.pin }" } }', { b: "mask" }],
    ["results of items", 'all: { forEach: { items: "${ input.list }", as: item }, value: "${ item.pin }" }, show: { task: show, input: { a: "${ steps.all.join() }" } }', { a: "mask" }],
    ["a signal", 'by: { waitForSignal: review }, show: { task: show, input: { a: "${ steps.by.by }" } }', { a: "mask" }],
    ["the message of an error", 'fail: { task: fail, input: {}, catch: [{ errors: [Bad], as: bad, steps: { show: { task: show, input: { a: "${ bad.message }", b: "${ bad.name }" } } } }] }', { a: "drop" }],
    ["the data of an error", 'fail: { task: fail, input: {}, catch: [{ errors: [Bad], as: bad, steps: { show: { task: show, input: { a: "${ bad.data.why }", b: "${ bad.data.code }" } } } }] }', { a: "drop" }],
    ["the message of a task that knows nothing", 'plain: { task: plain, catch: [{ errors: ["*"], as: bad, steps: { show: { task: show, input: { a: "${ bad.message }" } } } }] }', {}],
    ["what a catch leaves", 'fail: { task: plain, catch: [{ errors: ["*"], result: "${ input.secret }" }] }, show: { task: show, input: { a: "${ steps.fail ?? \'\' }" } }', { a: "hash" }],
    ["errors of items", 'all: { forEach: { items: "${ input.list }", as: item, onError: collect }, task: fail, input: {} }, show: { task: show, input: { a: "${ steps.all.map(one => one.ok ? \'\' : one.error.message).join() }" } }', { a: "drop" }],
    ["a compensation", 'make: { task: make, compensate: { task: show, input: { a: "${ output.token }", b: "${ output.id }" } } }', { a: "mask" }],
  ])("%s", (_name, steps, rules) => {
    expect(rulesOf(steps)).toEqual(rules);
  });

  test("a child workflow, there and back", () => {
    const child = `
  child:
    input: { type: object, required: [given], properties: { given: { type: string } } }
    output: { type: object, required: [back, id], properties: { back: { type: string }, id: { type: string } } }
    span: { attributes: { "of.child": "\${ input.given }" } }
    steps: { make: { task: make } }
    result: { back: "\${ input.given }", id: "\${ steps.make.id }" }
`;
    const steps = 'child: { workflow: child, input: { given: "${ input.secret }" } }, show: { task: show, input: { a: "${ steps.child.back }", b: "${ steps.child.id }" } }';
    expect(rulesOf(steps, child)).toEqual({ "of.child": "hash", a: "hash" });
  });

  test("workflows that call each other come to an end", () => {
    const child = `
  child:
    input: { type: object, properties: { inner: {}, pin: { type: string } } }
    steps: { again: { workflow: child, when: "\${ input.pin === undefined }", input: { inner: "\${ input }", pin: "\${ input.pin ?? '' }" } }, show: { task: show, input: { a: "\${ JSON.stringify(input) }" } } }
`;
    const steps = 'child: { workflow: child, input: { inner: { deep: { deeper: { deepest: "${ input.secret }" } } } } }';
    expect(rulesOf(steps, child)).toEqual({ a: "hash" });
  });
});

test("a task that has to do with something sensitive names the fields, and so do the workflows that call it", () => {
  const { fields, workflows } = find(`
tasks:
  whole: { input: { type: string, x-sensitive: mask } }
  many: { input: { type: object, properties: { tags: { type: array, items: { x-sensitive: hash } }, map: { additionalProperties: { x-sensitive: mask } }, in: { type: object, properties: { pin: { x-sensitive: drop }, id: {} } } } }, errors: { Bad: { data: { properties: { reason: { x-sensitive: mask } } } } } }
  attribute: { span: { attributes: { it: { type: string, x-sensitive: mask } } } }
  plain: { input: { type: object, properties: { id: { type: string } } } }
workflows:
  one: { steps: { whole: { task: whole, input: x } } }
  two: { steps: { inner: { workflow: one } } }
  three: { steps: { plain: { task: plain, input: {} } } }
`);
  expect(fields).toEqual({
    whole: { "*": "mask" },
    many: { tags: "hash", map: "mask", pin: "drop", reason: "mask" },
    attribute: {},
  });
  expect(workflows).toEqual(["one", "two"]);
});

test("marks are found behind references that depend on the way to them", () => {
  const { rules } = find(`
schemas:
  Tree: { $id: "https://example.com/tree", $dynamicAnchor: node, type: object, required: [doc, children], properties: { children: { type: array, items: { $dynamicRef: "#node" } }, doc: { type: string, contentSchema: { properties: { pin: { x-sensitive: mask } } } }, free: { type: string } } }
  Named: { $id: "https://example.com/named", $dynamicAnchor: node, $ref: tree, properties: { name: { type: string, x-sensitive: hash } } }
tasks: { look: { input: { $ref: "https://example.com/named" }, span: { attributes: { a: "\${ input.children[0]?.name }", b: "\${ input.children[0]?.doc }", c: "\${ input.children[0]?.free }", d: "\${ input.doc }" } } } }
workflows: { run: { input: { $ref: "https://example.com/named" }, steps: { look: { task: look, input: "\${ input }" } } } }
`);
  expect(rules).toEqual({ a: "hash", b: "mask", d: "mask" });
});

test("a spec without marks is left alone", () => {
  const { redaction, unmarked } = find("tasks: { plain: {} }\nworkflows: { run: { steps: { plain: { task: plain } } } }\n");
  expect([redaction.attributes.size, redaction.tasks.size, redaction.workflows.size, redaction.context.size]).toEqual([0, 0, 0, 0]);
  expect(unmarked).toEqual([]);
});

test("metrics and baggage of sensitive values are refused", () => {
  const { problems } = find(`
context: { email: { schema: { type: string, x-sensitive: hash }, propagate: baggage }, tenant: { schema: { type: string }, propagate: baggage } }
tasks:
  pay:
    input: { type: object, required: [salary, city], properties: { salary: { type: number, x-sensitive: mask }, city: { type: string } } }
    metrics:
      paid: { instrument: counter, value: "\${ input.salary }", attributes: { city: "\${ input.city }", email: "\${ context.email }" } }
workflows: { run: { steps: { pay: { task: pay, input: { salary: 1, city: x } } } } }
metrics: { owed: { instrument: gauge, attributes: { iban: { type: string, x-sensitive: mask } } } }
`);
  expect(problems).toEqual([
    "GF4301 `iban` of the metric `owed` would give `owed.iban` away, which is sensitive",
    "GF4301 the metric `paid` would give `pay.input.salary` away, which is sensitive",
    "GF4301 `email` of the metric `paid` would give `email` away, which is sensitive",
    "GF4302 `email` of the context is sensitive, and baggage sends it to every service that tasks call",
  ]);
});
