import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ts } from "ts-morph";
import { generateProject } from "../../support/generated-project.ts";
import type { GeneratedProject } from "../../support/generated-project.ts";

/** A project as `generateProject` makes it, with all its modules compiled to CommonJS beside their sources. */
export function generateCommonJs(...[spec, files, packages]: Parameters<typeof generateProject>): GeneratedProject {
  const project = generateProject(spec, { ...files, "package.json": JSON.stringify({ type: "commonjs" }) }, packages);
  for (const path of globSync(["*.ts", "src/**/*.ts"], { cwd: project.folder })) {
    const file = join(project.folder, path);
    writeFileSync(file.replace(/\.ts$/, ".js"), toCommonJs(readFileSync(file, "utf8")));
  }
  return project;
}

/** A module as a compiler makes CommonJS of it. */
function toCommonJs(text: string): string {
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
    rewriteRelativeImportExtensions: true,
  };
  return ts.transpileModule(text, { compilerOptions }).outputText;
}
