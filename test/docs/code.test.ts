import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { linkRuntime } from "../support/example.ts";
import { runProcess } from "../support/process.ts";
import { REPOSITORY, TSC } from "../support/repository.ts";

/** Pages whose every block of TypeScript is a module. */
const PAGES = ["clients"];

const OPTIONS = {
  target: "es2024",
  lib: ["es2024"],
  types: ["node"],
  module: "nodenext",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
};

let folder: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "gen-flows-docs-")));
  linkRuntime(folder);
  for (const installed of ["@bufbuild", "@connectrpc", "@kubernetes", "@opentelemetry", "@types"]) {
    symlinkSync(join(REPOSITORY, "node_modules", installed), join(folder, "node_modules", installed));
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test("the code of the pages compiles", async () => {
  const written = PAGES.flatMap((page) => {
    mkdirSync(join(folder, page));
    return blocksOf(page).map((code, index) => {
      writeFileSync(join(folder, page, `${index}.ts`), code);
      return code;
    });
  });
  expect(written.length).toBeGreaterThan(3);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: OPTIONS, include: PAGES }));
  expect(await runProcess([TSC, "-p", "."], { cwd: folder })).toMatchObject({ code: 0, stdout: "" });
});

function blocksOf(page: string): readonly string[] {
  const text = readFileSync(join(REPOSITORY, "docs", `${page}.md`), "utf8");
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code);
}
