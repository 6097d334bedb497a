import { beforeAll, describe, expect, it } from "vitest";
import { compilerApiProblems, withFiles } from "../emit/support/compile.ts";
import { checkAndEmit } from "./agreement/both.ts";
import { agreementCases } from "./agreement/cases.ts";

/** Every place of the language beside every way of making sure of a value: a workflow for each, all in one spec. */
const cases = agreementCases();

describe("the check and TypeScript", () => {
  let reported: ReadonlyMap<string, readonly string[]>;
  let problems: ReadonlyMap<string, readonly string[]>;

  beforeAll(() => {
    const both = checkAndEmit(cases);
    reported = both.reported;
    const said = withFiles(both.files, (directory) => compilerApiProblems(directory, "nodenext"));
    problems = Map.groupBy(said, (problem) => problem.slice(0, problem.indexOf(".ts:")));
  }, 120_000);

  it("are asked about many cases of both kinds", () => {
    expect(cases.length).toBeGreaterThan(800);
    const accepted = cases.filter(({ name }) => !reported.has(name)).length;
    expect(accepted).toBeGreaterThan(300);
    expect(cases.length - accepted).toBeGreaterThan(300);
  });

  it("say nothing of what is in no case", () => {
    const names = new Set(cases.map(({ name }) => name));
    expect([...reported, ...problems].filter(([name]) => !names.has(name))).toEqual([]);
  });

  it("agree which workflows are wrong", () => {
    const disagreed = cases.filter(({ name }) => reported.has(name) !== problems.has(name));
    expect(
      disagreed.map(({ title, name }) => ({ title, check: reported.get(name) ?? [], typescript: problems.get(name) ?? [] })),
    ).toEqual([]);
  });
});
