import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPaymentsProject } from "../boundaries/connect/payments-project.ts";
import type { GeneratedProject } from "../support/generated-project.ts";
import { runProcess } from "../support/process.ts";
import { REPOSITORY, TSC } from "../support/repository.ts";

let project: GeneratedProject;

beforeAll(() => {
  // It has the code of docs/connect.md.
  project = createPaymentsProject();
  symlinkSync(join(REPOSITORY, "node_modules/@kubernetes"), join(project.folder, "node_modules/@kubernetes"));
});

afterAll(() => {
  project.remove();
});

test("the code of docs/clients.md and docs/connect.md compiles", async () => {
  const blocks = blocksOf("clients");
  expect(blocks.length).toBeGreaterThan(3);
  mkdirSync(join(project.folder, "clients"));
  for (const [index, code] of blocks.entries()) {
    writeFileSync(join(project.folder, "clients", `${index}.ts`), code);
  }
  const strictly = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--skipLibCheck", "--types", "node"];
  expect(await runProcess([TSC, "-p", ".", ...strictly], { cwd: project.folder })).toMatchObject({ code: 0, stdout: "" });
});

/** The modules that a page shows. */
function blocksOf(page: string): readonly string[] {
  const text = readFileSync(join(REPOSITORY, "docs", `${page}.md`), "utf8");
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code);
}
