import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { catalogue } from "../../generator/diagnostics/catalogue/index.ts";
import type { Diagnostic, Severity } from "../../generator/diagnostics/diagnostic.ts";
import type { DiagnosticExample, SpecExample } from "../../generator/diagnostics/example.ts";
import { compile } from "../../generator/pipeline.ts";
import type { SourceRange } from "../../generator/source/source-file.ts";
import { positionAt } from "../../generator/source/position.ts";
import { complete, SHOP } from "./surroundings.ts";
import type { WholeExample } from "./surroundings.ts";

/** Every example that is a piece of a spec. Those that are commands are tested in `shell-examples.test.ts`. */
const EXAMPLES = Object.entries(catalogue)
  .map(([code, { severity, example }]) => ({ code, severity, example: example as DiagnosticExample }))
  .filter((row): row is Row => row.example.in !== "shell");

interface Row {
  readonly code: string;
  readonly severity: Severity;
  readonly example: SpecExample;
}

/** What the pipeline says about an example, which stands in real files. */
function compileExample({ path, text, spec }: WholeExample): readonly Diagnostic[] {
  const cwd = mkdtempSync(join(tmpdir(), "gen-flows-example-"));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, path), text);
  if (spec !== undefined) {
    writeFileSync(join(cwd, spec.path), spec.text);
  }
  return compile({ specs: [spec?.path ?? path], cwd }).diagnostics;
}

/** `flows.json 12:5-12:9 message`, in lines and columns as editors count them. */
function show(message: string, places: readonly SourceRange[]): string {
  const shown = places.map(({ file, start, end }) => {
    const [first, last] = [positionAt(file, start), positionAt(file, end)];
    return `${file.path} ${first.line}:${first.column}-${last.line}:${last.column}`;
  });
  return [message, ...shown.toSorted()].join("\n  ");
}

function errorsIn(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.filter(({ severity }) => severity === "error").map(({ code, message }) => `${code} ${message}`);
}

describe.each(EXAMPLES)("$code", ({ code, severity, example }) => {
  test("is reported with the message that the example shows, at the place that it marks, and nothing else is wrong", () => {
    const whole = complete(example, example.before);
    const [place, ...others] = whole.primary;
    const file = { path: whole.path, absolutePath: undefined, format: "json" as const, text: whole.text };
    const diagnostics = compileExample(whole);
    const reported = diagnostics.filter((diagnostic) => diagnostic.code === code);
    expect(reported.map(({ message, at }) => show(message, at === undefined ? [] : [at]))).toEqual([
      show(example.says, place === undefined ? [] : [{ file, ...place }]),
    ]);
    expect(show("related", reported.flatMap(({ related }) => related.map(({ at }) => at)))).toBe(
      show("related", whole.related.map((related) => ({ file, ...related }))),
    );
    expect(others).toEqual([]);
    expect(errorsIn(diagnostics)).toEqual(severity === "error" ? [`${code} ${example.says}`] : []);
  });

  test("is not reported once the example is mended, and then nothing is wrong", () => {
    const diagnostics = compileExample(complete(example, example.after));
    expect(diagnostics.filter((diagnostic) => diagnostic.code === code)).toEqual([]);
    expect(errorsIn(diagnostics)).toEqual([]);
  });
});

test("the spec in which examples stand is right", () => {
  expect(compileExample({ path: "flows.json", text: SHOP, spec: undefined, primary: [], related: [] })).toEqual([]);
});
