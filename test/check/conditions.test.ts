import { describe, expect, it } from "vitest";
import { checkSteps, lines, relatedOf } from "./fixtures.ts";

describe("when", () => {
  it.each([
    ["${ input.flag }", "GF4009 [input.flag] `when` must be true or false, and this is `boolean | undefined`", "compare it: `input.flag === true`"],
    ["${ input.kind }", 'GF4009 [input.kind] `when` must be true or false, and this is `"pos" | "web" | undefined`', "compare it: `input.kind !== undefined`"],
    ["${ input.count }", "GF4009 [input.count] `when` must be true or false, and this is `number`", "compare it with something, as in `input.count > 0`"],
    [" ${ input.count > 1 }", "GF4009 [' ${ input.count > 1 }'] `when` must be true or false, and this is `string`", "write one `${ … }` without text around it"],
  ])("refuses %s", (when, line, help) => {
    const checked = checkSteps(`one: { task: ping, when: '${when}' }`);
    expect(lines(checked)).toEqual([line]);
    expect(checked.diagnostics[0]?.help).toEqual([help]);
  });

  it("takes a boolean", () => {
    expect(checkSteps("one: { task: ping, when: '${ input.count > 1 && input.kind === undefined }' }").diagnostics).toEqual([]);
    expect(checkSteps("one: { task: ping, when: true }").diagnostics).toEqual([]);
  });
});

describe("forEach", () => {
  it("takes arrays", () => {
    const { diagnostics } = checkSteps(`
      one: { task: find, forEach: { items: "\${ input.items }", as: item }, input: { id: "\${ item.id + index }" } }
      two: { forEach: { items: [1, 2], as: number }, value: "\${ number * 2 }" }
      three: { value: "\${ steps.one.map(found => found.price) }" }
      four: { value: "\${ steps.two.reduce((sum, n) => sum + n, 0) }" }
    `);
    expect(diagnostics).toEqual([]);
  });

  it("refuses what is no array", () => {
    expect(lines(checkSteps("one: { task: find, forEach: { items: '${ input.name }', as: item }, input: { id: '${ item.x }' } }"))).toEqual([
      "GF4010 ['${ input.name }'] `items` must be an array, and this is `string`",
    ]);
  });

  it("gives results that tell success from failure with `collect`", () => {
    const checked = checkSteps(`
      one: { task: find, forEach: { items: "\${ input.items }", as: item, onError: collect }, input: { id: "\${ item.id }" } }
      two: { value: "\${ steps.one.map(r => r.ok ? r.value.id : r.error.message) }" }
      three: { value: "\${ steps.one.map(r => r.value) }" }
    `);
    expect(lines(checked)).toEqual(["GF4001 [value] `r` has no property `value`"]);
    expect(relatedOf(checked)).toEqual(["[onError] `one` gives the error of an item that failed"]);
    expect(checked.diagnostics[0]?.help).toEqual(["it is there only if the item succeeded: compare `r.ok` first"]);
  });
});

describe("result", () => {
  const OUTPUT = "    output: { type: object, required: [total], properties: { total: { type: number }, kind: { enum: [a, b] } } }\n";

  it("must fit the output", () => {
    const rest = `${OUTPUT}    result: { total: '\${ input.name }', knid: a }\n`;
    expect(lines(checkSteps("one: { task: ping }", rest))).toEqual([
      "GF4005 [input.name] `total` must be `number`",
      "GF4007 [knid] the result of `main` has no property `knid`",
    ]);
    expect(lines(checkSteps("one: { task: ping }", `${OUTPUT}    result: { kind: a }\n`))).toEqual([
      "GF4006 [result] the result of `main` lacks `total`",
    ]);
  });

  it("must be there if an output is promised", () => {
    expect(lines(checkSteps("one: { task: ping }", OUTPUT))).toEqual([
      "GF4024 [output] `main` promises an output and has no `result`",
    ]);
  });
});
