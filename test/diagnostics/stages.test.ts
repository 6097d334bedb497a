import { expect, test } from "vitest";
import { readMarks } from "../../generator/diagnostics/example.ts";
import { arrange } from "../../generator/diagnostics/order.ts";
import { compile } from "../../generator/pipeline.ts";

/** Mistakes of every stage, each marked with `«` and `»`, most of them in one workflow. */
const SPEC = `specVersion: 1
name: shop
version: 1.0.0
schemas:
  Line: { type: object, required: [sku], properties: { sku: { type: «strin» } } }
  Order: { type: object, required: [id], properties: { id: { type: string }, lines: { type: array, items: { $ref: «"#/schemas/Lines"» } } } }
tasks:
  pack: { input: { type: object, required: [count], properties: { count: { type: number } } } }
workflows:
  ship:
    input: { $ref: "#/schemas/Order" }
    steps:
      first: { task: «pakc», input: { count: 1 } }
      second: { task: pack, input: { count: "\${ «input.id» }" }, retry: { maximumAttempts: «0» } }
      third: { task: pack, after: [«fourth»], input: { count: 1 } }
      fourth: { task: pack, after: [third], input: { count: 2 } }
      fifth: { task: pack, when: "\${ input.id «==» 'a' }", input: { count: 3 } }
`;

test("every stage reports in one run, whatever the others have found", () => {
  const { text, primary } = readMarks(SPEC);
  const { value, diagnostics } = compile({ specs: ["-"], cwd: import.meta.dirname, stdin: text });
  const inOrder = arrange(diagnostics);
  expect(inOrder.map(({ at }) => ({ start: at?.start, end: at?.end }))).toEqual(primary);
  expect(inOrder.map(({ code, message }) => `${code} ${message}`)).toEqual([
    "GF2004 the type of a JSON Schema cannot be `strin`",
    "GF5001 `$ref` leads nowhere: `#/schemas/Lines`",
    "GF3001 there is no task `pakc`",
    "GF4005 `count` must be `number`",
    "GF2008 `maximumAttempts` must be at least 1, not 0",
    "GF3007 these steps wait for each other: third -> fourth -> third",
    "GF4208 `==` converts what it compares",
  ]);
  expect(value).toEqual([]);
});
