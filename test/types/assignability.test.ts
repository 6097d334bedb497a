import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { KEYWORDS } from "../../generator/types/keywords.ts";
import { CASES, specOf } from "./cases.ts";
import { compile } from "./compile.ts";
import { emit } from "./emitting.ts";
import { assignment } from "./instances.ts";

const files = CASES.map((each, index) => {
  const types = emit(specOf(each)).code;
  const { name, valid, invalid, unseen = [] } = each;
  const accepted = [...valid, ...unseen].map((value, count) => assignment(`valid${count}`, value, "T"));
  const refused = invalid.map((value, count) => `// @ts-expect-error\n${assignment(`invalid${count}`, value, "T")}`);
  return [`case${index}.ts`, [`// ${name}`, types, ...accepted, ...refused].join("\n")] as const;
});

it("there is a case for every keyword", () => {
  const schemas = JSON.stringify(CASES);
  expect([...KEYWORDS.keys()].filter((keyword) => !schemas.includes(`"${keyword}":`))).toEqual([]);
});

it("types have the valid instances and lack the invalid ones, in TypeScript 6", () => {
  expect(compile(new Map(files))).toEqual([]);
});

it("and in TypeScript 7", () => {
  const folder = mkdtempSync(join(tmpdir(), "gen-flows-types-"));
  try {
    for (const [name, text] of files) {
      writeFileSync(join(folder, name), text);
    }
    const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
    const options = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--target", "es2022", "--types", ""];
    const { stdout, status } = spawnSync(process.execPath, [tsc, ...options, ...files.map(([name]) => name)], { cwd: folder, encoding: "utf8" });
    expect({ stdout, status }).toEqual({ stdout: "", status: 0 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
