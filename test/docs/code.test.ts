import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPaymentsProject } from "../boundaries/connect/payments-project.ts";
import type { GeneratedProject } from "../support/generated-project.ts";
import { runProcess } from "../support/process.ts";
import { REPOSITORY, TSC } from "../support/repository.ts";

/** Pages whose every block of TypeScript is a module. */
const PAGES = ["clients", "http", "instrumentations"];

let project: GeneratedProject;

beforeAll(() => {
  // It has the code of docs/connect.md.
  project = createPaymentsProject();
  for (const name of ["@kubernetes", "express"]) {
    symlinkSync(join(REPOSITORY, "node_modules", name), join(project.folder, "node_modules", name));
  }
});

afterAll(() => {
  project.remove();
});

test("the code of the pages compiles", async () => {
  for (const page of PAGES) {
    const blocks = blocksOf(page);
    expect(blocks.length, page).toBeGreaterThan(0);
    mkdirSync(join(project.folder, page));
    for (const [index, code] of blocks.entries()) {
      writeFileSync(join(project.folder, page, `${index}.ts`), code);
    }
  }
  const strictly = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--skipLibCheck", "--types", "node"];
  expect(await runProcess([TSC, "-p", ".", ...strictly], { cwd: project.folder })).toMatchObject({ code: 0, stdout: "" });
});

/** The modules that a page shows. */
function blocksOf(page: string): readonly string[] {
  const text = readFileSync(join(REPOSITORY, "docs", `${page}.md`), "utf8");
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code);
}
