import { describe, expect, it } from "vitest";
import { parseTemplate } from "../../generator/expressions/parse-template.ts";
import { problems, scalar } from "./fixtures.ts";

describe("refusals", () => {
  it.each([
    ["Date.now()", "GF4201", "Date"],
    ["performance.now()", "GF4201", "performance"],
    ["Math.random()", "GF4202", "Math.random"],
    ["crypto.randomUUID()", "GF4202", "crypto"],
    ["/a}/.test(input.id)", "GF4203", "/a}/"],
    ["await input.id", "GF4204", "await input.id"],
    ["xs.map(async x => x)", "GF4204", "async x => x"],
    ["yield input.id", "GF4204", "yield input.id"],
    ["new Map()", "GF4205", "new Map()"],
    ["input.id as string", "GF4206", "as string"],
    ["input.id satisfies string", "GF4206", "satisfies string"],
    ["<string>input.id", "GF4206", "<string>input.id"],
    ["xs.map<string>(x => x)", "GF4206", "string"],
    ["input.id!", "GF4207", "!"],
    ["input.id!.length", "GF4207", "!"],
    ["a == 1", "GF4208", "=="],
    ["a != 1", "GF4208", "!="],
    ["a = 1", "GF4209", "="],
    ["a += 1", "GF4209", "+="],
    ["a ??= 1", "GF4209", "??="],
    ["a++", "GF4209", "a++"],
    ["--a", "GF4209", "--a"],
    ["a & b", "GF4210", "&"],
    ["~a", "GF4210", "~"],
    ["a >>> 1", "GF4210", ">>>"],
    ["a, b", "GF4211", ","],
    ["delete a.b", "GF4212", "delete a.b"],
    ["void 0", "GF4212", "void 0"],
    ["'a' in b", "GF4212", "in"],
    ["a instanceof b", "GF4212", "instanceof"],
    ["String.raw`a`", "GF4213", "String.raw`a`"],
    ["steps.a.constructor", "GF4214", "constructor"],
    ["steps.__proto__", "GF4214", "__proto__"],
    ["input['constructor']", "GF4214", "'constructor'"],
    ["input.\\u0063onstructor", "GF4214", "\\u0063onstructor"],
    ["{ __proto__: input }", "GF4214", "__proto__"],
    ["xs.map(prototype => 1)", "GF4214", "prototype"],
    ["constructor", "GF4214", "constructor"],
    ["input[index]", "GF4215", "index"],
    ["input[`a${ 1 }`]", "GF4215", "`a${ 1 }`"],
    ["{ [input.id]: 1 }", "GF4215", "[input.id]"],
    ["xs.map(function (x) { return x })", "GF4216", "function (x) { return x }"],
    ["xs.map(x => { return x })", "GF4216", "{ return x }"],
    ["{ a() { return 1 } }", "GF4216", "a() { return 1 }"],
    ["class {}", "GF4216", "class {}"],
    ["x => x", "GF4217", "x => x"],
    ["{ a: x => x }", "GF4217", "x => x"],
    ["(x => x)(1)", "GF4217", "x => x"],
    ["xs.map(({ a }) => a)", "GF4218", "{ a }"],
    ["xs.map((...x) => x)", "GF4218", "...x"],
    ["xs.map((x = 1) => x)", "GF4218", "x = 1"],
    ["xs.map((x: string) => x)", "GF4218", "x: string"],
    ["xs.map((x): string => x)", "GF4218", "string"],
    ["xs.map(input => input.id)", "GF4219", "input"],
    ["xs.map(steps => steps.id)", "GF4219", "steps"],
    ["xs.map(Math => 1)", "GF4219", "Math"],
    ["xs.map(undefined => 1)", "GF4219", "undefined"],
    ["xs.map((a, a) => 1)", "GF4219", "a"],
    ["this.id", "GF4220", "this"],
    ["import('fs')", "GF4220", "import('fs')"],
    ["import.meta.url", "GF4220", "import.meta"],
    ["process.env.HOME", "GF4221", "process"],
    ["globalThis.x", "GF4221", "globalThis"],
    ["eval('1')", "GF4221", "eval"],
    ["Function('return 1')()", "GF4221", "Function"],
    ["Math.max(...xs)", "GF4222", "...xs"],
    ["steps", "GF4223", "steps"],
    ["steps?.charge", "GF4223", "steps"],
    ["Object.keys(steps)", "GF4223", "steps"],
    ["1n", "GF4224", "1n"],
    ["1e999", "GF4224", "1e999"],
    ["[1, , 2]", "GF4225", ","],
    ["input.#id", "GF4226", "#id"],
  ])("refuses %s", (code, diagnostic, marked) => {
    expect(problems(code)).toEqual([[diagnostic, marked]]);
  });

  it("says why, and the way out", () => {
    const [diagnostic] = parseTemplate(scalar("${ Date.now() }")).diagnostics;
    expect(diagnostic).toMatchObject({
      message: "`Date` reads a clock, which gives another value at every replay",
      help: ["use `workflow.startedAt`, pass the time in the workflow's input, or let a task return it"],
      at: { start: 3, end: 7 },
    });
  });

  it("reports everything that is wrong with an expression", () => {
    expect(problems("Date.now() == Math.random() ? process.pid : a & b")).toEqual([
      ["GF4208", "=="],
      ["GF4201", "Date"],
      ["GF4202", "Math.random"],
      ["GF4221", "process"],
      ["GF4210", "&"],
    ]);
  });

  it("lets the item of a forEach be called like a thing of browsers", () => {
    expect(problems("document.id + module.id")).toEqual([]);
  });

  it.each([
    ["brackets", "(".repeat(5000) + "a" + ")".repeat(5000), "GF4106"],
    ["signs", "- ".repeat(1000) + "a", "GF4106"],
    ["conditions", "a ? ".repeat(500) + "b" + " : c".repeat(500), "GF4106"],
    ["properties", `a${".b".repeat(1500)}`, "GF4106"],
    ["arrows", `xs.map(${"x => ".repeat(600)}1)`, "GF4217"],
    ["type arguments", "a<".repeat(2000), "GF4106"],
    ["templates", "`${".repeat(500) + "a" + "}`".repeat(500), "GF4106"],
    ["words", `a${" + a".repeat(2000)}`, "GF4105"],
  ])("survives a flood of %s", (_, code, diagnostic) => {
    expect(problems(code).map(([name]) => name)).toEqual([diagnostic]);
  });
});
