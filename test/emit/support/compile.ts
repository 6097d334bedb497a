import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Project } from "ts-morph";
import type { OutputFile } from "../../../generator/ir/program.ts";

const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));
const RUNTIME = join(REPOSITORY, "runtime/src");

/** The strictest settings that a user of generated code may have. */
const STRICT_OPTIONS = {
  noEmit: true,
  target: "es2024",
  lib: ["es2024"],
  types: ["node"],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitReturns: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  allowUnreachableCode: false,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  isolatedModules: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  paths: {
    "@gen-flows/runtime": [join(RUNTIME, "index.ts")],
    "@gen-flows/runtime/workflow": [join(RUNTIME, "workflow/index.ts")],
    "@gen-flows/runtime/schedule": [join(RUNTIME, "engines/schedule/index.ts")],
    "@gen-flows/runtime/threads": [join(RUNTIME, "boundaries/threads/index.ts")],
    "@gen-flows/runtime/threads/worker": [join(RUNTIME, "boundaries/threads/worker/index.ts")],
    "@gen-flows/runtime/restate/*": [join(RUNTIME, "engines/restate/*/index.ts")],
    "@gen-flows/runtime/temporal/*": [join(RUNTIME, "engines/temporal/*/index.ts")],
    "@gen-flows/runtime/telemetry": [join(RUNTIME, "telemetry/index.ts")],
    "@gen-flows/runtime/telemetry/adopt": [join(RUNTIME, "telemetry/adopt.ts")],
    "@gen-flows/runtime/telemetry/none": [join(RUNTIME, "telemetry/none.ts")],
    "@gen-flows/runtime/telemetry/logs": [join(RUNTIME, "telemetry/logs/define-logs.ts")],
    "@gen-flows/runtime/logs/*": [join(RUNTIME, "logs/*.ts")],
    "@gen-flows/runtime/telemetry/*": [join(RUNTIME, "telemetry/exporters/*.ts")],
  },
};

const MODULE_MODES = {
  nodenext: { module: "nodenext" },
  bundler: { module: "preserve", moduleResolution: "bundler" },
};

export type ModuleMode = keyof typeof MODULE_MODES;

/** Writes files into a directory of their own, inside the repository so that packages resolve. Give it to `work`, then remove it. */
export function withFiles<Result>(
  files: readonly Pick<OutputFile, "path" | "text">[],
  work: (directory: string) => Result,
  parent = join(REPOSITORY, ".cache"),
): Result {
  mkdirSync(parent, { recursive: true });
  const directory = mkdtempSync(join(parent, "emit-test-"));
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    return work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What `tsc` says of the files: nothing if all is well. */
export function typeCheck(directory: string, mode: ModuleMode): string {
  const config = writeConfig(directory, mode);
  return ownProblems(outputOf(join(REPOSITORY, "node_modules/typescript/bin/tsc"), ["-p", config]), directory);
}

/** What TypeScript 6 says, which ts-morph brings with it. */
export function compilerApiProblems(directory: string, mode: ModuleMode): readonly string[] {
  const project = new Project({ tsConfigFilePath: writeConfig(directory, mode) });
  return project
    .getPreEmitDiagnostics()
    .filter((diagnostic) => diagnostic.getSourceFile()?.getFilePath().startsWith(directory) ?? true)
    .map((diagnostic) => `${diagnostic.getSourceFile()?.getBaseName()}: ${JSON.stringify(diagnostic.getMessageText())}`);
}

function writeConfig(directory: string, mode: ModuleMode): string {
  const path = join(directory, `tsconfig.${mode}.json`);
  const compilerOptions = { ...STRICT_OPTIONS, ...MODULE_MODES[mode] };
  writeFileSync(path, JSON.stringify({ compilerOptions, include: ["**/*.ts"] }));
  return path;
}

/** The runtime is compiled along with the files; it has a check of its own. */
function ownProblems(output: string, directory: string): string {
  return output
    .split(/\n(?=\S)/)
    .filter((problem) => problem.includes(basename(directory)))
    .join("\n");
}

/**
 * What oxlint says of the files, with its suspicions: nothing if all is well. A step's value has the name of the
 * step, on purpose. It skips hidden directories, so the files go elsewhere.
 */
export function lint(files: readonly Pick<OutputFile, "path" | "text">[]): string {
  const program = join(REPOSITORY, "node_modules/oxlint/bin/oxlint");
  return withFiles(files, (directory) => outputOf(program, ["--deny-warnings", "-D", "suspicious", "-A", "no-shadow", directory]), tmpdir());
}

function outputOf(program: string, parameters: readonly string[]): string {
  try {
    execFileSync(process.execPath, [program, ...parameters], { encoding: "utf8", stdio: "pipe" });
    return "";
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    return stdout + stderr;
  }
}
