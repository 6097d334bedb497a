import { describe, expect, it } from "vitest";
import { checkSteps, lines, placeOf } from "./fixtures.ts";

describe("a child workflow", () => {
  it("takes what a caller may pass: defaults are filled in", () => {
    expect(
      lines(
        checkSteps(`
          one: { workflow: settle, input: { id: a } }
          two: { workflow: settle, input: { id: a, mode: slow } }
          three: { workflow: settle, input: { id: 3, mode: slwo } }
          four: { workflow: settle, input: { mode: fast, mood: 1 } }
        `),
      ),
    ).toEqual([
      "GF4005 [3] `id` must be `string`",
      "GF4025 [slwo] `mode` cannot be `slwo`",
      "GF4006 [input] the input of `settle` lacks `id`",
      "GF4007 [mood] the input of `settle` has no property `mood`",
    ]);
  });

  it("needs its input, or takes none", () => {
    const checked = checkSteps("one: { workflow: settle }\ntwo: { workflow: quiet, input: { id: a } }\nthree: { workflow: quiet }");
    expect(lines(checked)).toEqual(["GF4016 [settle] `settle` needs an input", "GF4015 [input] `quiet` takes no input"]);
    expect(checked.diagnostics[0]?.help).toEqual(["give an `input` with `id`"]);
    expect(checked.diagnostics.map(placeOf)).toEqual(["58:24", "59:31"]);
  });

  it("gives its output", () => {
    expect(
      lines(
        checkSteps(`
          one: { workflow: settle, input: { id: a } }
          good: { value: "\${ steps.one.price * 2 }" }
          bad: { value: "\${ steps.one.prize }" }
          two: { workflow: quiet }
          worse: { value: "\${ steps.two }" }
        `),
      ),
    ).toEqual(["GF4001 [prize] `steps.one` has no property `prize`", "GF4014 [two] `steps.two` has no value: `quiet` returns nothing"]);
  });

  it("is compensated with its output", () => {
    expect(
      lines(
        checkSteps(`
          one: { workflow: settle, input: { id: a }, compensate: { task: save, input: { id: "\${ output.price }" } } }
          two: { workflow: quiet, compensate: { task: save, input: { id: "\${ output.id }" } } }
        `),
      ),
    ).toEqual(["GF4005 [output.price] `id` must be `string`", "GF4022 [output] `output` is not known here"]);
  });
});
