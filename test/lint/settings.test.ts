import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lintDiagnostics } from "../../generator/diagnostics/catalogue/lints.ts";
import { LINTS } from "../../generator/lint/lints.ts";
import { compile } from "../../generator/pipeline.ts";
import { positionAt } from "../../generator/source/position.ts";
import { readReadme } from "../support/readme.ts";
import { REPOSITORY } from "../support/repository.ts";

interface Compiled {
  readonly isCompiled: boolean;
  /** `warning GF9006 5:10 message`. */
  readonly problems: readonly string[];
  readonly labels: readonly (string | undefined)[];
  readonly help: readonly (readonly string[])[];
}

/** A spec on standard input, through the whole pipeline; nothing is written. */
function run(stdin: string): Compiled {
  const { value, diagnostics } = compile({ specs: ["-"], cwd: REPOSITORY, stdin });
  return {
    isCompiled: value.length === 1,
    problems: diagnostics.map(({ severity, code, at, message }) => {
      const { line, column } = at === undefined ? { line: 0, column: 0 } : positionAt(at.file, at.start);
      return `${severity} ${code} ${line}:${column} ${message}`;
    }),
    labels: diagnostics.map(({ label }) => label),
    help: diagnostics.map(({ help }) => help),
  };
}

function withUnused(lint: string, call = "ping"): string {
  return `specVersion: 1
name: shop
version: 1.0.0
tasks: { ping: {}, spare: {}, other: {} }
workflows: { run: { steps: { a: { task: ${call} } } } }
lint: ${lint}
`;
}

test("a finding is a warning, and the spec compiles", () => {
  const { isCompiled, problems, help } = run(withUnused("{}"));
  expect(isCompiled).toBe(true);
  expect(problems).toEqual([
    "warning GF9006 4:20 no workflow uses the task `spare`",
    "warning GF9006 4:31 no workflow uses the task `other`",
  ]);
  // How to turn it off is said once.
  const off = 'to turn this lint off: "lint": { "unused-task": "off" }';
  expect(help.map((lines) => lines.includes(off))).toEqual([true, false]);
});

test("a lint is turned off by its name", () => {
  expect(run(withUnused("{ unused-task: off }"))).toMatchObject({ isCompiled: true, problems: [] });
  expect(run(withUnused("{ unused-schema: off }")).problems).toHaveLength(2);
});

test("a lint that is an error keeps the spec from compiling", () => {
  const { isCompiled, problems } = run(withUnused("{ unused-task: error }"));
  expect(isCompiled).toBe(false);
  expect(problems[0]).toBe("error GF9006 4:20 no workflow uses the task `spare`");
});

test("a lint that does not exist is reported at its name, with the one that is meant", () => {
  const { isCompiled, problems, labels } = run(withUnused("{ unusedtasks: off }", "spare"));
  expect(isCompiled).toBe(false);
  expect(problems).toEqual(["error GF2001 6:9 unknown key `unusedtasks`"]);
  expect(labels).toEqual(["did you mean `unused-task`?"]);
});

test("where a name is wrong, nothing is said to be unused, and what stands there is still looked at", () => {
  const spec = withUnused("{}", "pong").replace("spare: {}", "spare: { span: { name: order 104711 } }");
  const { problems } = run(spec);
  expect(problems).toEqual([
    "error GF3001 5:41 there is no task `pong`",
    "warning GF9001 4:49 the name of this span holds a number of many digits: `104711`",
  ]);
});

test("the schema of specs, the catalogue and the lints name the same ones", () => {
  const schema = JSON.parse(readFileSync(join(REPOSITORY, "schema/gen-flows.schema.json"), "utf8"));
  expect(Object.keys(schema.$defs.lint.properties)).toEqual(LINTS.map(({ name }) => name));
  expect(Object.keys(lintDiagnostics)).toEqual(LINTS.map(({ code }) => code));
});

const EXAMPLES = readdirSync(join(REPOSITORY, "examples"), { recursive: true, encoding: "utf8" })
  .filter((path) => /^[^/]+\/flows\.(?:jsonc?|ya?ml)$/.test(path))
  .map((path) => `examples/${path}`);

test.each(["bench/flows.json", ...EXAMPLES])("%s is free of findings", (path) => {
  const { value, diagnostics } = compile({ specs: [path], cwd: REPOSITORY });
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  expect(value).toHaveLength(1);
});

test("README's spec is free of findings", () => {
  expect(run(readReadme().spec)).toMatchObject({ isCompiled: true, problems: [] });
});
