import { describe, expect, it } from "vitest";
import { checkSteps, checkValue, lines } from "./fixtures.ts";

describe("names outside their place", () => {
  it.each([
    ["the item in `when`", 'one: { task: find, input: { id: a }, when: "${ item.id === input.name }", forEach: { items: "${ input.items }", as: item } }', "item", "`when` decides about the whole step, before its items"],
    ["the item in `items`", 'one: { task: ping, forEach: { items: "${ item.tags }", as: item } }', "item", "`items` is read before there is an item"],
    ["the index in `items`", 'one: { task: ping, forEach: { items: "${ [index] }", as: item } }', "index", "`items` is read before there is an item"],
    ["the item in `catch`", 'one: { task: ping, forEach: { items: "${ input.items }", as: item }, catch: [{ errors: ["*"], result: "${ item.id }" }] }', "item", "`catch` is about the whole step, not about one item"],
    ["the item in another step", 'one: { task: ping, forEach: { items: "${ input.items }", as: item } }\ntwo: { value: "${ item.id }" }', "item", "it is an item of the `forEach` of `one`, and known only there"],
    ["the index in another step", 'one: { value: "${ index }" }', "index", "only a step with `forEach` has an index"],
    ["the error in another entry", 'one: { task: ping, catch: [{ errors: [A], as: failure }, { errors: [B], result: "${ failure.message }" }] }', "failure", "it is the error of an entry of `catch` of `one`, and known only in that entry"],
    ["the error in another step", 'one: { steps: { two: { task: ping, catch: [{ errors: [A], as: failure }] } } }\nthree: { value: "${ failure.message }" }', "failure", "it is the error of an entry of `catch` of `two`, and known only in that entry"],
    ["the output in an input", 'one: { task: find, input: { id: "${ output.id }" } }', "output", "only `compensate`, and the attributes and metrics of a task, know an output"],
    ["the output of nothing", 'one: { steps: { two: { task: ping } }, compensate: { task: save, input: { id: "${ output }" } } }', "output", "`one` has no value: none of its steps has one"],
  ])("%s", (_, steps, name, reason) => {
    const checked = checkSteps(steps);
    expect(lines(checked)).toEqual([`GF4022 [${name}] \`${name}\` is not known here`]);
    expect(checked.diagnostics[0]?.label).toBe(reason);
    expect(checked.diagnostics[0]?.help).toEqual([expect.stringMatching(/^\S.*[^.]$/)]);
  });

  it("are seen where they are given, at any depth", () => {
    const { diagnostics } = checkSteps(`
      one: { forEach: { items: "\${ input.items }", as: item }, steps: { two: { task: find, input: { id: "\${ item.id + index }" }, catch: [{ errors: ["*"], as: failure, steps: { three: { value: "\${ item.id + index + failure.message }" } }, result: "\${ failure.name + item.id }" }], compensate: { task: save, input: { id: "\${ output.id + item.id + index }" } } } }, result: "\${ item.id + index }" }
    `);
    expect(diagnostics).toEqual([]);
  });
});

describe("`workflow`", () => {
  it.each(["JSON.stringify(workflow)", "{ ...workflow }", "workflow", "[workflow].length", "workflow === undefined"])("is no value by itself: %s", (code) => {
    expect(checkValue(code)[0]).toBe("GF4028 [workflow] `workflow` is no value by itself");
  });

  it("has an id and a start", () => {
    expect(checkValue("workflow.id + workflow['startedAt'] + workflow?.id.length")).toEqual([]);
    expect(checkValue("workflow.name")).toEqual(["GF4001 [name] `workflow` has no property `name`"]);
  });
});

describe("a step that is named without `steps`", () => {
  it.each(["one: { value: 1 }\ntwo: { value: '${ one }' }", "two: { value: '${ one }' }\none: { value: 1 }"])("is suggested: %s", (steps) => {
    const [diagnostic] = checkSteps(steps).diagnostics;
    expect(diagnostic).toMatchObject({ code: "GF4021", label: "did you mean `steps.one`?" });
  });
});

describe("steps that wait in a circle", () => {
  it.each([
    'a: { value: "${ steps.b.x }" }\nb: { value: "${ steps.a.y.z() }" }',
    'a: { task: find, input: { id: "${ steps.b.id }" } }\nb: { task: find, input: { id: "${ steps.a.id }" } }',
    'a: { steps: { i: { value: "${ steps.b }" } } }\nb: { switch: [{ when: "${ steps.a.i === 3 }", result: "${ steps.a.i }" }, { result: 3 }] }',
    'a: { forEach: { items: "${ steps.b }", as: x }, value: "${ x.q }" }\nb: { forEach: { items: "${ steps.a }", as: y }, value: "${ y.q }" }',
    'a: { value: "${ steps.a.x + 1 }" }',
    'a: { steps: { i: { value: "${ steps.a.i.x }" } } }',
    'a: { task: find, input: { id: a }, catch: [{ errors: ["*"], result: "${ steps.a.id.x }" }] }',
    'a: { steps: { i: { value: "${ steps.j.x }" }, j: { value: "${ steps.i.y }" } }, result: "${ steps.i }" }',
  ])("get no further report: %s", (steps) => {
    expect(lines(checkSteps(steps))).toEqual([]);
  });

  it("hide no mistake beside", () => {
    expect(lines(checkSteps('a: { value: "${ steps.b }" }\nb: { value: "${ steps.a + input.nmae }" }\nc: { task: save, input: { id: 3 } }'))).toEqual([
      "GF4001 [nmae] `input` has no property `nmae`",
      "GF4005 [3] `id` must be `string`",
    ]);
  });
});
