import { expect, test } from "vitest";
import { lint } from "./fixtures.ts";

test("a task that nothing names is found, and one that only compensates or stands deep inside is not", () => {
  expect(
    lint(`
tasks: { ping: {}, undo: {}, alarm: {}, deep: {}, «spare»: {} }
workflows:
  run:
    steps:
      a: { task: ping, compensate: { task: undo }, catch: [{ errors: ["*"], steps: { b: { task: alarm } }, rethrow: true }] }
      c: { steps: { d: { switch: [{ steps: { e: { task: deep } } }] } } }
`),
  ).toEqual(["GF9006 no workflow uses the task `spare`"]);
});

test("a body written by hand may use every task and every signal", () => {
  expect(
    lint(`
tasks: { spare: {} }
signals: { review: { type: string } }
workflows: { nightly: {} }
`),
  ).toEqual([]);
});

test("a signal that no step waits for is found, and one in a group is not", () => {
  expect(
    lint(`
signals: { review: { type: string }, «stop»: { type: string } }
workflows: { run: { steps: { a: { steps: { b: { waitForSignal: review } } } } } }
`),
  ).toEqual(["GF9007 no step waits for the signal `stop`"]);
});

const CONTEXT = `
context:
  read: { schema: { type: string } }
  marked: { schema: { type: string }, attribute: tenant.id }
  logged: { schema: { type: string }, log: true }
  sent: { schema: { type: string }, propagate: baggage }
`;

test("a context entry that reaches nobody is found", () => {
  expect(
    lint(`${CONTEXT}  «idle»: { schema: { type: string } }
workflows: { run: { steps: { a: { value: "\${ context.read + '!' }" } } } }
`),
  ).toEqual(["GF9008 the context entry `idle` reaches nobody"]);
});

test("what handlers may read in TypeScript is not said to be unused", () => {
  expect(
    lint(`
context: { idle: { schema: { type: string } } }
tasks: { ping: {} }
workflows: { run: { steps: { a: { task: ping } } } }
`),
  ).toEqual([]);
});

test("schemas that nothing leads to are found, also where they lead to each other", () => {
  expect(
    lint(`
schemas:
  Line: { type: object, properties: { note: { $ref: "#/schemas/Note" } } }
  Note: { type: string }
  «Left»: { type: object, properties: { right: { $ref: "#/schemas/Right" } } }
  «Right»: { type: object, properties: { left: { $ref: "#/schemas/Left" } } }
workflows: { run: { input: { $ref: "#/schemas/Line" }, steps: { a: { value: 1 } } } }
`),
  ).toEqual(["GF9005 nothing uses the schema `Left`", "GF9005 nothing uses the schema `Right`"]);
});

test("a schema is used by a part of it, a signal, the context, an error, or an attribute that a handler sets", () => {
  expect(
    lint(`
schemas:
  Order: { type: object, properties: { id: { type: string } } }
  Decision: { type: string }
  Tenant: { type: string }
  Declined: { type: object, properties: { code: { type: string } } }
  Amount: { type: integer }
signals: { review: { $ref: "#/schemas/Decision" } }
context: { tenant: { schema: { $ref: "#/schemas/Tenant" } } }
tasks:
  pay:
    input: { type: object, properties: { id: { $ref: "#/schemas/Order/properties/id" } } }
    errors: { Declined: { data: { $ref: "#/schemas/Declined" } } }
    events: { "pay.done": { attributes: { amount: { $ref: "#/schemas/Amount" } } } }
workflows: { run: { steps: { a: { waitForSignal: review }, b: { task: pay, input: { id: "1" } } } } }
`),
  ).toEqual([]);
});
