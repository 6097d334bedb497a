import { describe, expect, it } from "vitest";
import { checkSteps, lines, marked } from "./fixtures.ts";

describe("a value behind an alias of YAML", () => {
  it("is reported where it stands, with the alias beside it", () => {
    const checked = checkSteps(`
      one: { task: find, input: &finding { id: "\${ input.nmae }" } }
      two: { task: find, input: *finding }
    `);
    expect(lines(checked)).toEqual(["GF4001 [nmae] `input` has no property `nmae`"]);
    const alone = checkSteps(`
      one: { value: &text "\${ input.name }" }
      two: { task: find, when: *text, input: { id: a } }
    `);
    expect(lines(alone)).toEqual(["GF4009 [input.name] `when` must be true or false, and this is `string`"]);
    expect(alone.diagnostics[0]?.related.map(({ at, text }) => [marked(at), text])).toEqual([["*text", "used through this alias"]]);
  });
});

describe("names that are none", () => {
  it("break nothing", () => {
    const checked = checkSteps(`
      check-fraud: { task: find, input: { id: a } }
      "x; y": { task: find, forEach: { items: [1], as: "a b" }, input: { id: "\${ input.nmae }" } }
    `);
    expect(lines(checked)).toEqual(["GF4001 [nmae] `input` has no property `nmae`"]);
  });
});
