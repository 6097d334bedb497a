import { describe, expect, it } from "vitest";
import { ALLOWED_DECLARATIONS } from "../../generator/expressions/allowed.ts";

/** The members that an interface or object of the allow-list declares. */
function membersOf(declaration: string): readonly string[] {
  const start = ALLOWED_DECLARATIONS.indexOf(declaration);
  const body = ALLOWED_DECLARATIONS.slice(start, ALLOWED_DECLARATIONS.indexOf("\n}", start));
  return [...body.matchAll(/^ {2}(?:readonly )?([a-zA-Z]\w*)[(<:]/gm)].map((match) => match[1] ?? "");
}

describe("the allow-list", () => {
  it.each<[string, object]>([
    ["interface String {", String.prototype],
    ["interface Number {", Number.prototype],
    ["interface ReadonlyArray<T> {", Array.prototype],
    ["declare const Math: {", Math],
    ["declare const Object: {", Object],
    ["declare const JSON: {", JSON],
    ["declare const Number: {", Number],
  ])("declares with %s only what JavaScript has", (declaration, real) => {
    const members = membersOf(declaration);
    expect(members.length).toBeGreaterThan(0);
    expect(members.filter((member) => !(member in real))).toEqual([]);
  });

  it("documents every member", () => {
    const undocumented = ALLOWED_DECLARATIONS.split("\n").filter(
      (line, index, lines) =>
        /^ {2}(?:readonly )?[a-zA-Z]\w*[(<:]/.test(line) &&
        lines[index - 1]?.endsWith("*/") !== true &&
        !/^ {2}(filter|find)[(<]/.test(line) &&
        !/iterator|length: number/.test(line),
    );
    expect(undocumented).toEqual([]);
  });
});
