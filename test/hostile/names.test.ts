import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../../generator/pipeline.ts";
import { positionAt } from "../../generator/source/position.ts";
import { typeCheck, withFiles } from "../emit/support/compile.ts";
import { drawn } from "../properties/draw.ts";
import { drawNames, everyName } from "./names.ts";
import { namedSpec } from "./named-spec.ts";
import type { NamedSpec } from "./named-spec.ts";
import { SEED } from "../seed.ts";

const RUNNER = fileURLToPath(new URL("run-named.ts", import.meta.url));
const TSCONFIG = JSON.stringify({ compilerOptions: { module: "nodenext", allowImportingTsExtensions: true, noEmit: true } });

test(`names that mean something elsewhere are names like any other (seed ${SEED})`, () => {
  const random = fc.sample(drawn(drawNames), { seed: SEED, numRuns: 12 });
  const generated = [...everyName(), ...random].map(namedSpec).map(generate);
  // Names may differ, and the types that are made of them not: that is refused.
  const [specs, refused] = [generated.filter(({ problems }) => problems.length === 0), generated.filter(({ problems }) => problems.length > 0)];
  expect(refused.flatMap(({ problems }) => problems).filter((problem) => !problem.startsWith("GF5008"))).toEqual([]);
  expect(specs.length).toBeGreaterThan(12);
  const files = specs.flatMap((spec, index) => spec.files.map(({ path, text }) => ({ path: `spec${index}/${path}`, text })));
  withFiles(files, (directory) => {
    expect(typeCheck(directory, "nodenext")).toBe("");
    const ends = JSON.parse(execFileSync(process.execPath, [RUNNER, directory], { encoding: "utf8", maxBuffer: 2 ** 28 })) as Readonly<Record<string, unknown>>;
    for (const [index, { output }] of specs.entries()) {
      expect(ends[`spec${index}`], `spec${index}`).toEqual({ output, sent: expect.any(Number) });
    }
  });
});

interface Generated extends NamedSpec {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly problems: readonly string[];
}

function generate(spec: NamedSpec): Generated {
  const text = JSON.stringify(spec.document, undefined, 2);
  return withFiles([{ path: "flows.json", text }, { path: "tsconfig.json", text: TSCONFIG }], (cwd) => {
    const { value, diagnostics } = compile({ specs: ["flows.json"], cwd, out: "flows" });
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    return {
      ...spec,
      files: [
        { path: "named.json", text: JSON.stringify(spec) },
        ...value.flatMap(({ files }) => files).map((file) => ({ path: `flows/${file.path}`, text: file.text })),
      ],
      problems: errors.map(({ code, message, at }) => `${code} ${at && positionAt(at.file, at.start).line}: ${message}`),
    };
  });
}
