import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { compile } from "../../generator/pipeline.ts";
import { positionAt } from "../../generator/source/position.ts";
import { typeCheck } from "../emit/support/compile.ts";
import { randomSpecs } from "./random-spec.ts";
import type { RandomSpec } from "./random-spec.ts";

const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));
const RUNNER = fileURLToPath(new URL("run-specs.ts", import.meta.url));

/** What was wrong with one of the specs. */
export interface Problem {
  readonly spec: RandomSpec;
  readonly problem: string;
}

/**
 * Generates the code of random specs, type-checks it all as one strict program, runs it, and compares what it did with
 * what the oracle says.
 */
export function checkPrograms(seed: number, count: number): readonly Problem[] {
  const specs = fc.sample(randomSpecs, { seed, numRuns: count });
  const cache = join(REPOSITORY, ".cache");
  mkdirSync(cache, { recursive: true });
  const directory = mkdtempSync(join(cache, "programs-"));
  try {
    const refused = specs.flatMap((spec, index) => generate(spec, join(directory, `spec${index}`)));
    const types = typeCheck(directory, "nodenext");
    if (refused.length > 0 || types !== "") {
      return [...refused, ...typeProblems(types, specs)];
    }
    const output = execFileSync(process.execPath, [RUNNER, directory], { encoding: "utf8", maxBuffer: 2 ** 28 });
    const found = JSON.parse(output) as readonly { readonly name: string; readonly problem: string }[];
    return found.map(({ name, problem }) => ({ spec: specs[Number(name.slice("spec".length))] as RandomSpec, problem }));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function generate(spec: RandomSpec, folder: string): readonly Problem[] {
  write(join(folder, "flows.json"), JSON.stringify(spec.document, null, 2));
  write(join(folder, "random.json"), JSON.stringify(spec));
  write(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: { module: "nodenext", allowImportingTsExtensions: true, noEmit: true } }));
  const { value, diagnostics } = compile({ specs: ["flows.json"], cwd: folder, out: "flows" });
  for (const { path, text } of value.flatMap(({ files }) => files)) {
    write(join(folder, "flows", path), text);
  }
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return errors.map(({ code, at, message }) => {
    const line = at && positionAt(at.file, at.start).line;
    return { spec, problem: `${code} ${line}: ${message}` };
  });
}

function typeProblems(types: string, specs: readonly RandomSpec[]): readonly Problem[] {
  return types.split("\n").flatMap((line) => {
    const spec = specs[Number(/spec(\d+)\//.exec(line)?.[1])];
    return spec === undefined ? [] : [{ spec, problem: line }];
  });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
