import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { catalogue } from "../../generator/diagnostics/catalogue/index.ts";
import type { Severity } from "../../generator/diagnostics/diagnostic.ts";
import type { DiagnosticExample, ShellExample } from "../../generator/diagnostics/example.ts";
import { GEN_FLOWS } from "../support/repository.ts";
import { runCommands } from "./run-commands.ts";
import type { Reported } from "./run-commands.ts";
import { SHOP } from "./surroundings.ts";

/**
 * Every example that is made of commands. Those that are pieces of a spec are tested in `examples.test.ts`, those that
 * need an engine in `test/versions`.
 */
const EXAMPLES = Object.entries(catalogue)
  .map(([code, { severity, example }]) => ({ code, severity, example: example as DiagnosticExample }))
  .filter((row): row is Row => row.example.in === "shell" && row.example.engine === undefined);

interface Row {
  readonly code: string;
  readonly severity: Severity;
  readonly example: ShellExample;
}

let generated: string;

beforeAll(() => {
  generated = mkdtempSync(join(tmpdir(), "gen-flows-shop-"));
  writeFileSync(join(generated, "flows.json"), SHOP);
  execFileSync(process.execPath, [GEN_FLOWS, "flows.json"], { cwd: generated, stdio: "pipe" });
});

afterAll(() => rmSync(generated, { recursive: true }));

function project(): string {
  const folder = mkdtempSync(join(tmpdir(), "gen-flows-example-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(generated, folder, { recursive: true });
  return folder;
}

function errorsIn(reported: readonly Reported[]): readonly string[] {
  return reported.filter(({ severity }) => severity === "error").map(({ code }) => code);
}

describe.each(EXAMPLES)("$code", ({ code, severity, example }) => {
  test("is reported by the commands that lead to it, with message and place, and is gone after those that mend it", () => {
    const folder = project();
    const before = runCommands(example.before, folder);
    expect(before.filter((one) => one.code === code)).toEqual([{ severity, code, message: example.says, at: example.at }]);
    expect(errorsIn(before)).toEqual(severity === "error" ? [code] : []);

    const after = runCommands(example.after, folder);
    expect(after.filter((one) => one.code === code)).toEqual([]);
    expect(errorsIn(after)).toEqual([]);
  });
});

test("without commands nothing is reported", () => {
  expect(runCommands("gen-flows flows.json", project())).toEqual([]);
});
