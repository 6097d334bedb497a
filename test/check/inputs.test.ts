import { describe, expect, it } from "vitest";
import { checkSteps, lines } from "./fixtures.ts";

describe("inputs of tasks", () => {
  it("takes what fits", () => {
    const { diagnostics } = checkSteps(`
      one: { task: save, input: { id: "x-\${ input.count }", mode: fast, count: 3, owner: { name: "\${ input.name }" }, tags: [a, "\${ input.name }"] } }
      two: { task: save, input: { id: a, mode: "\${ input.count > 1 ? 'fast' : 'slow' }", count: "\${ input.items.length }" } }
      three: { task: save, input: "\${ { id: input.name, mode: 'slow' } }" }
      four: { task: ping }
      five: { task: anything, input: [1, { a: null }] }
    `);
    expect(diagnostics).toEqual([]);
  });

  it.each([
    ['{ id: "${ input.count }" }', "GF4005 [input.count] `id` must be `string`"],
    ['{ id: a, count: "${ input.name }" }', "GF4005 [input.name] `count` must be `number`"],
    ["{ id: 3 }", "GF4005 [3] `id` must be `string`"],
    ["{ id: null }", "GF4005 [null] `id` must be `string`"],
    ["{ id: a, mode: fats }", "GF4025 [fats] `mode` cannot be `fats`"],
    [`{ id: a, mode: "\${ input.flag ? 'fast' : 'slwo' }" }`, "GF4025 ['slwo'] `mode` cannot be `slwo`"],
    ['{ id: a, mode: "${ input.name }" }', "GF4005 [input.name] `mode` must be `\"fast\" | \"slow\"`"],
    ["{ mode: fast }", "GF4006 [input] the input of `save` lacks `id`"],
    ["{ id: a, owner: { name: a, nick: b } }", "GF4007 [nick] `owner` has no property `nick`"],
    ["{ id: a, moed: fast }", "GF4007 [moed] the input of `save` has no property `moed`"],
    ['"${ { id: input.name, moed: 1 } }"', "GF4007 [moed: 1] the input of `save` has no property `moed`"],
    ['{ id: a, tags: [a, "${ input.count }"] }', "GF4005 [input.count] an item of `tags` must be `string`"],
    ['{ id: a, tags: "${ input.items }" }', "GF4005 [input.items] `tags` must be `readonly string[]`"],
    ['{ id: "${ input.kind }" }', "GF4003 [input.kind] `input.kind` may be undefined here"],
    ['{ id: "${ input.name }-${ input.count } ${ input.items }" }', "GF4011 [input.items] `input.items` cannot stand in a text"],
    ['{ id: "${ input.name }-${ input.kind }" }', "GF4003 [input.kind] `input.kind` may be undefined here"],
    ['{ id: "${ null } ${ input.name }" }', "GF4011 [null] `null` cannot stand in a text"],
    ['"${ input }"', "GF4006 [input] the input of `save` lacks `id`"],
    ["text", "GF4005 [text] the input of `save` must be `SaveInput`"],
  ])("reports %s", (input, line) => {
    expect(lines(checkSteps(`one: { task: save, input: ${input} }`))).toEqual([line]);
  });

  it("reports everything that is wrong with an object", () => {
    expect(lines(checkSteps("one: { task: save, input: { mode: 3, tgas: [], owner: { nmae: a } } }"))).toEqual([
      "GF4006 [input] the input of `save` lacks `id`",
      'GF4005 [3] `mode` must be `"fast" | "slow"`',
      "GF4007 [tgas] the input of `save` has no property `tgas`",
      "GF4007 [nmae] `owner` has no property `nmae`",
    ]);
  });

  it("reports an input that is missing, or not taken", () => {
    expect(lines(checkSteps("one: { task: save }\ntwo: { task: ping, input: { a: 1 } }"))).toEqual([
      "GF4016 [save] `save` needs an input",
      "GF4015 [input] `ping` takes no input",
    ]);
  });

  it("reports the value of a task that returns nothing", () => {
    const checked = checkSteps(`
      one: { task: ping }
      two: { task: save, input: { id: "\${ steps.one.id }" } }
      three: { task: ping, forEach: { items: "\${ input.items }", as: item } }
      four: { value: "\${ steps.three.length }" }
    `);
    expect(lines(checked)).toEqual(["GF4014 [one] `steps.one` has no value: `ping` returns nothing"]);
  });

  it("checks the input of a compensation, which knows the output", () => {
    const checked = checkSteps(`
      one: { task: find, input: { id: a }, compensate: { task: save, input: { id: "\${ output.price }" } } }
      two: { task: find, input: { id: a }, compensate: { task: save, input: { id: "\${ output.id }", cuont: 1 } } }
      three: { task: ping, compensate: { task: save, input: { id: "\${ output.id }" } } }
    `);
    expect(lines(checked)).toEqual([
      "GF4005 [output.price] `id` must be `string`",
      "GF4007 [cuont] the input of `save` has no property `cuont`",
      "GF4022 [output] `output` is not known here",
    ]);
  });

  it("keeps the literals of value steps", () => {
    const { diagnostics } = checkSteps(`
      mode: { value: "\${ input.flag === true ? 'fast' : 'slow' }" }
      one: { task: save, input: { id: a, mode: "\${ steps.mode }" } }
    `);
    expect(diagnostics).toEqual([]);
  });
});
