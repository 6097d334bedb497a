import { describe, expect, it } from "vitest";
import { checkSteps, checkValue } from "./fixtures.ts";

describe("values", () => {
  it.each([
    "input.items.map(item => item.id).join(', ')",
    "input.items.filter(item => item.note !== null).length",
    "input.items.reduce((sum, item) => sum + item.price, 0).toFixed(2)",
    "input.items.toSorted((a, b) => a.price - b.price).map(item => ({ ...item, first: true }))",
    "[...input.items, input.items[0]]",
    "Object.entries({ a: 1 }).map(pair => pair[0] + pair[1])",
    "Math.max(1, input.count) ** 2 % 3",
    "JSON.stringify(input) + String(input.count) + Number('1')",
    "input.kind === undefined ? 'none' : input.kind.toUpperCase()",
    "`${ input.name }: ${ input.count } ${ input.flag === true }`",
    "typeof input.kind === 'string' && !input.flag",
    "input.prices?.total ?? 0",
    "workflow.id + workflow.startedAt",
  ])("accepts %s", (code) => {
    expect(checkValue(code)).toEqual([]);
  });

  it.each([
    ["input.nmae", "GF4001 [nmae] `input` has no property `nmae`"],
    ["input['nmae']", "GF4001 [input['nmae']] `input` has no property `nmae`"],
    ["input.name.size", "GF4001 [size] `input.name` has no property `size`"],
    ["input.items.id", "GF4001 [id] an array has no property `id`"],
    ["input.kind.length", "GF4003 [input.kind] `input.kind` may be undefined here"],
    ["input.items[0].id", "GF4003 [input.items[0]] `input.items[0]` may be undefined here"],
    ["input.prices?.a.toFixed()", "GF4003 [input.prices?.a] `input.prices?.a` may be undefined here"],
    ["input.items.find(i => i.id === 'a').id", "GF4003 [input.items.find(i => i.id === 'a')] `input.items.find(i => i.id === 'a')` may be undefined here"],
    ["input.items.map(i => i.note === undefined ? '' : i.note.length)", "GF4004 [i.note] `i.note` may be null here"],
    ["input.name === 3", "GF4008 [input.name === 3] this comparison always comes out the same: `string` and `3` have no value in common"],
    ["input.kind === 'wbe'", 'GF4008 [input.kind === \'wbe\'] this comparison always comes out the same: `"pos" | "web" | undefined` and `"wbe"` have no value in common'],
    ["`${ input.items }`", "GF4011 [input.items] `input.items` cannot stand in a text"],
    ["`${ input.kind }`", "GF4003 [input.kind] `input.kind` may be undefined here"],
    ["'a' + input.items", "GF4011 [input.items] `input.items` cannot stand in a text"],
    ["input.items.sort()", "GF4017 [sort] `sort` is not available in expressions"],
    ["input.items.mpa(i => i)", "GF4017 [mpa] an array has no method `mpa`"],
    ["Math.rnd(1)", "GF4017 [rnd] `Math` has no method `rnd`"],
    ["input.name()", "GF4018 [input.name] `input.name` is data and cannot be called"],
    ["input.name.slice(1, 2, 3)", "GF4019 [input.name.slice(1, 2, 3)] `slice` cannot take 3 arguments"],
    ["Math.max('a')", "GF4005 ['a'] the argument of `max` must be `number`"],
    ["input.items * 2", "GF4020 [input.items * 2] `*` cannot be applied to `readonly Item[]` and `number`"],
    ["input.items < 3", "GF4020 [input.items < 3] `<` cannot be applied to `readonly Item[]` and `number`"],
    ["itm.id", "GF4021 [itm] there is no `itm` here"],
    ["inputs.id", "GF4021 [inputs] there is no `inputs` here"],
    ["it", "GF4021 [it] there is no `it` here"],
    ["output.id", "GF4022 [output] `output` is not known here"],
    ["index + 1", "GF4022 [index] `index` is not known here"],
    ["context.tenant", "GF4001 [tenant] `context` has no property `tenant`"],
    ["[...input.name]", "GF4027 [input.name] `input.name` is not an array and cannot be spread"],
    ["{ a: 1, a: 2 }", "GF4099 [a: 2] an object literal cannot have multiple properties with the same name"],
  ])("reports %s", (code, line) => {
    expect(checkValue(code)).toEqual([line]);
  });

  it("suggests what was meant", () => {
    const [diagnostic] = checkSteps("a: { value: '${ input.nmae }' }").diagnostics;
    expect(diagnostic).toMatchObject({ code: "GF4001", label: "did you mean `name`?" });
    const [step] = checkSteps("one: { value: 1 }\ntwo: { value: '${ one }' }").diagnostics;
    expect(step).toMatchObject({ code: "GF4021", label: "did you mean `steps.one`?" });
    const [literal] = checkSteps("a: { value: \"${ input.kind === 'wbe' }\" }").diagnostics;
    expect(literal).toMatchObject({ code: "GF4008", label: "did you mean `web`?" });
  });

  it("says how to reach what is inside an array", () => {
    const [diagnostic] = checkSteps("a: { value: '${ input.items.id }' }").diagnostics;
    expect(diagnostic?.help).toEqual(["its items have it: `input.items.map(item => item.id)`"]);
  });

  it("says why a method is left out", () => {
    const [diagnostic] = checkSteps("a: { value: '${ input.items.sort() }' }").diagnostics;
    expect(diagnostic?.help).toEqual(["it changes the array in place; use `toSorted((a, b) => a - b)`"]);
  });

  it("keeps silent about what follows from another error", () => {
    expect(checkValue("inputs.items.map(i => i.x.y) === 3")).toEqual(["GF4021 [inputs] there is no `inputs` here"]);
    expect(checkValue("input.itmes.map(i => i.x.y)")).toEqual(["GF4001 [itmes] `input` has no property `itmes`"]);
    expect(checkValue("Date.now().foo === 'a'")).toEqual([]);
    expect(checkSteps("a: { value: '${ steps.unknown.x }' }").diagnostics).toEqual([]);
    expect(checkSteps("a: { value: '${ steps.b }' }\nb: { value: '${ steps.a }' }").diagnostics).toEqual([]);
  });
});
