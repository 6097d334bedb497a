import { tmpdir } from "node:os";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { OutputFile } from "../../generator/ir/program.ts";
import { compile } from "../../generator/pipeline.ts";
import { hostileTexts, HOSTILE } from "../types/hostile.ts";
import { load } from "../validators/load.ts";
import { skeletonOf } from "./skeleton.ts";
import type { Skeleton } from "./skeleton.ts";
import { specWith } from "./text-spec.ts";
import { SEED } from "../seed.ts";

/** Beside those that schemas are tested with. */
const TEXTS: readonly string[] = [
  ...HOSTILE,
  "**\\/ */ globalThis.hacked = 1; /* /",
  "*\u0000/ globalThis.hacked = 1; /*",
  "${globalThis.hacked = 1}",
  "$${globalThis.hacked = 1}",
  "$$${`${globalThis.hacked = 1}`}",
  "\\${globalThis.hacked = 1}",
  "\\`;globalThis.hacked = 1;`",
  "}`;globalThis.hacked = 1;`${",
  "'};globalThis.hacked = 1;//",
  "a\nglobalThis.hacked = 1;\rglobalThis.hacked = 1;\u2028globalThis.hacked = 1;\u2029globalThis.hacked = 1;",
  "a\u0000\u0007\u0085\ud800",
  "\udc00\u202e\ufeff\u200b",
  "#!/usr/bin/env node",
  "<!-- hacked",
  "--> hacked",
  "/// <reference types=\"hacked\" />",
  "@ts-nocheck @ts-expect-error @jsx hacked */",
  "%00%0a{{hacked}}{{{hacked}}}{{> hacked}}",
  "undefined",
  "toString",
  "x".repeat(2000),
];

const harmless = new Map(filesWith("some text").map((file) => [file.path, skeletonOf(file)]));

test.each(TEXTS)("%j changes nothing outside of literals and comments", async (text) => {
  await checkText(text);
});

test(`random texts change nothing outside of literals and comments (seed ${SEED})`, async () => {
  const texts = fc.oneof(hostileTexts, fc.string({ unit: "binary", maxLength: 40 }), fc.string({ unit: "grapheme" }), fc.string({ unit: fc.constantFrom(..."*/`$\\{}\"'\n\r\u2028<>@#;-!") }));
  await fc.assert(fc.asyncProperty(texts, checkText), { numRuns: 25 });
});

async function checkText(text: string): Promise<void> {
  const files = filesWith(text);
  expect(files.map(({ path }) => path)).toEqual([...harmless.keys()]);
  for (const file of files) {
    const { kinds, identifiers, problems } = skeletonOf(file);
    expect(problems, file.path).toEqual([]);
    expect(kinds, file.path).toEqual((harmless.get(file.path) as Skeleton).kinds);
    expect(identifiers, file.path).not.toContain("hacked");
    expect(file.text, file.path).not.toMatch(/^\s*(?:\/\/\/?|\/?\*+)[^\n]*(?<!\\)@ts-(?!nocheck\n\/\/ ajv wrote)/m);
    expect(file.text, file.path).not.toMatch(/[\u2028\u2029\0\r]/);
  }
  const before = globals();
  await load(files.find(({ path }) => path === "generated/validators.ts")?.text ?? "");
  expect(globals()).toEqual(before);
}

/** What a module that does more than it should is likely to change. */
function globals(): readonly (readonly PropertyKey[])[] {
  return [globalThis, Object.prototype, Array.prototype, String.prototype, Function.prototype].map((holder) => Reflect.ownKeys(holder));
}

function filesWith(text: string): readonly OutputFile[] {
  const { value, diagnostics } = compile({ specs: ["-"], stdin: JSON.stringify(specWith(text)), cwd: tmpdir() });
  expect(diagnostics.filter(({ severity }) => severity === "error").map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  return value[0]?.files ?? [];
}
