import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { compile } from "../../generator/pipeline.ts";
import { linkRuntime } from "./example.ts";
import { REPOSITORY } from "./repository.ts";

/** A project with generated code in `src/flows`, in a folder of its own. */
export interface GeneratedProject {
  readonly folder: string;
  remove(): void;
}

/**
 * Generates a project. The runtime is there as its sources, so that no test depends on a build.
 *
 * @param files Further files by path, such as a `main.ts`.
 * @param packages What it is installed with, beside the runtime and OpenTelemetry.
 * @throws Error with the diagnostics, if the spec has errors.
 */
export function generateProject(
  spec: object,
  files: Readonly<Record<string, string>>,
  packages: readonly string[] = [],
): GeneratedProject {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "gen-flows-project-")));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const compilerOptions = { module: "nodenext", allowImportingTsExtensions: true, noEmit: true };
  write("package.json", JSON.stringify({ name: "project", type: "module" }));
  write("tsconfig.json", JSON.stringify({ compilerOptions }));
  write("flows.json", JSON.stringify(spec));
  linkRuntime(folder);
  for (const installed of ["@opentelemetry", ...packages]) {
    symlinkSync(join(REPOSITORY, "node_modules", installed), join(folder, "node_modules", installed));
  }
  const { value, diagnostics } = compile({ specs: ["flows.json"], cwd: folder });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    throw new Error(errors.map(({ code, message }) => `${code} ${message}`).join("\n"));
  }
  for (const { path, text } of value[0]?.files ?? []) {
    write(join("src/flows", path), text);
  }
  for (const [path, text] of Object.entries(files)) {
    write(path, text);
  }
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
