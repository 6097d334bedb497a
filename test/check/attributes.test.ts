import { describe, expect, it } from "vitest";
import { checkSpec, lines } from "./fixtures.ts";
import type { Checked } from "./fixtures.ts";

function checkTask(attributes: string, metrics = "{}"): Checked {
  return checkSpec(`
specVersion: 1
name: shop
version: 1.0.0
tasks:
  find:
    input: { type: object, required: [id, ids], properties: { id: { type: string }, ids: { type: array, items: { type: string } }, mode: { enum: [a, b] }, any: {} } }
    output: { type: object, required: [price, item], properties: { price: { type: number }, note: { type: [string, "null"] }, item: { type: object } } }
    span: { attributes: ${attributes} }
    metrics: ${metrics}
workflows: { main: { input: { type: object, required: [id], properties: { id: { type: string } } }, span: { attributes: { w: "\${ input.id + workflow.id }", o: "\${ output.id }", s: "\${ steps.one.id }" } }, steps: { one: { task: find, input: { id: a, ids: [] } } } } }
`);
}

describe("attributes", () => {
  it("have the type of their expression", () => {
    const { attributeTypes } = checkTask(
      '{ id: "${ input.id }", ids: "${ input.ids }", mode: "${ input.mode }", price: "${ output.price }", flag: "${ output.price > 3 }", text: "a ${ input.id }", literal: 3, prices: "${ input.ids.map(id => output.price) }" }',
    );
    expect(Object.fromEntries([...attributeTypes].map(([{ name }, type]) => [name, type]))).toEqual({
      id: { type: "string", optional: false },
      ids: { type: "readonly string[]", optional: false },
      mode: { type: "string", optional: true },
      price: { type: "number", optional: false },
      flag: { type: "boolean", optional: false },
      text: { type: "string", optional: false },
      literal: { type: "number", optional: false },
      prices: { type: "readonly number[]", optional: false },
      w: { type: "string", optional: false },
    });
  });

  it.each([
    ["${ output.item }", "GF4012 [output.item] the attribute `x` must be a string, a number, a boolean, or an array of one of them"],
    ["${ [output.item] }", "GF4012 [[output.item]] the attribute `x` must be a string, a number, a boolean, or an array of one of them"],
    ["${ input.any }", "GF4012 [input.any] the attribute `x` must be a string, a number, a boolean, or an array of one of them"],
    ["${ input.id === 'a' ? 1 : 'b' }", "GF4012 [input.id === 'a' ? 1 : 'b'] the attribute `x` must be a string, a number, a boolean, or an array of one of them"],
    ["${ output.note }", "GF4004 [output.note] `output.note` may be null here"],
    ["a ${ input.mode }", "GF4003 [input.mode] `input.mode` may be undefined here"],
    ["${ input.idd }", "GF4001 [idd] `input` has no property `idd`"],
    ["${ workflow.id }", "GF4022 [workflow] `workflow` is not known here"],
    ["${ steps.one.id }", "GF4022 [one] `steps.one` is not known here"],
  ])("refuse %s", (value, line) => {
    expect(lines(checkTask(`{ x: "${value}" }`))[0]).toBe(line);
  });

  it("of a workflow know its input alone", () => {
    expect(lines(checkTask("{}"))).toEqual([
      "GF4022 [output] `output` is not known here",
      "GF4022 [one] `steps.one` is not known here",
    ]);
  });
});

describe("metrics", () => {
  it.each([
    ["${ output.price }", undefined],
    ["${ input.id }", "GF4013 [input.id] the value of `m` must be a number"],
    ["${ input.ids[0]?.length }", "GF4003 [input.ids[0]?.length] `input.ids[0]?.length` may be undefined here"],
  ])("take %s", (value, line) => {
    const found = lines(checkTask("{}", `{ m: { instrument: counter, value: "${value}", attributes: { a: "\${ input.id }" } } }`));
    expect(found.find((text) => !text.includes("GF4022"))).toBe(line);
  });
});
