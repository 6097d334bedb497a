import { describe, expect, it } from "vitest";
import { compilerApiProblems, lint, typeCheck, withFiles } from "./support/compile.ts";
import { filesOfSpec, SPEC_NAMES } from "./support/specs.ts";

const files = SPEC_NAMES.flatMap((name) =>
  [...filesOfSpec(name).values()].map(({ path, text }) => ({ path: `${name}/${path}`, text })),
);

describe("generated code compiles under the strictest settings", () => {
  it.each(["nodenext", "bundler"] as const)("as %s, with TypeScript 7", (mode) => {
    expect(withFiles(files, (directory) => typeCheck(directory, mode))).toBe("");
  });

  it("with TypeScript 6", () => {
    // The compiler API does not look for the package.json that makes these files modules, which `import.meta` needs.
    expect(withFiles(files, (directory) => compilerApiProblems(directory, "bundler"))).toEqual([]);
  });

  it("and a mistake in it would be found", () => {
    const broken = files.map(({ path, text }) => ({ path, text: text.replace("input.totalCents", "input.totalCent") }));
    expect(withFiles(broken, (directory) => typeCheck(directory, "nodenext"))).toContain("TS2551");
    expect(withFiles(broken, (directory) => compilerApiProblems(directory, "nodenext"))).not.toEqual([]);
  });

  it("and oxlint has nothing to say, except of what ajv wrote", () => {
    expect(lint(files.filter(({ path }) => !path.endsWith("/validators.ts")))).toBe("");
  });
});
