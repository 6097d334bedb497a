import { describe, expect, it } from "vitest";
import { referencesOf, templateReferences } from "../../generator/expressions/references.ts";
import { expression, parsed } from "./fixtures.ts";

describe("references", () => {
  it("finds steps and free names, with their places", () => {
    expect(referencesOf(expression("steps.charge.id + parcel.id + xs.map(x => x + input.y + Math.PI)"))).toEqual({
      steps: [{ name: "charge", start: 9, end: 15 }],
      names: [
        { name: "parcel", start: 21, end: 27 },
        { name: "xs", start: 33, end: 35 },
        { name: "input", start: 49, end: 54 },
      ],
    });
  });

  it("knows where a parameter ends", () => {
    const { names } = referencesOf(expression("xs.map(x => x.map(y => x + y)).concat(x)"));
    expect(names.map(({ name }) => name)).toEqual(["xs", "x"]);
  });

  it("gives ranges in the file for a template", () => {
    const { steps, names } = templateReferences(parsed("a ${ steps.one } b ${ input.id }"));
    expect(steps).toMatchObject([{ name: "one", range: { start: 11, end: 14 } }]);
    expect(names).toMatchObject([{ name: "input", range: { start: 22, end: 27 } }]);
    expect(templateReferences(undefined)).toEqual({ steps: [], names: [] });
  });
});
