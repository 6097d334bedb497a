import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { REPOSITORY } from "./repository.ts";

/** A copy of one of `examples/`, as its author wrote it: without generated code. */
export interface ExampleCopy {
  readonly folder: string;
  remove(): void;
}

/**
 * Copies an example into a folder of its own. The runtime is there as its sources, so that no test depends on a build.
 *
 * @param packages What the example depends on, beside the runtime and OpenTelemetry.
 */
export function copyExample(name: string, packages: readonly string[] = []): ExampleCopy {
  return copyProject(join(REPOSITORY, "examples", name), packages);
}

/** As `copyExample`, for a project that stands elsewhere. */
export function copyProject(source: string, packages: readonly string[] = []): ExampleCopy {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `gen-flows-${basename(source)}-`)));
  cpSync(source, folder, {
    recursive: true,
    filter: (path) => !/\/(?:generated|node_modules|dist|data)$/.test(path),
  });
  linkRuntime(folder);
  for (const installed of ["@opentelemetry", "@types", ...packages]) {
    symlinkSync(join(REPOSITORY, "node_modules", installed), join(folder, "node_modules", installed));
  }
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

/** Installs the sources of the runtime: its manifest, with each export leading to TypeScript. */
export function linkRuntime(folder: string): void {
  const manifest = JSON.parse(readFileSync(join(REPOSITORY, "runtime/package.json"), "utf8")) as {
    exports: Readonly<Record<string, string>>;
  };
  const sources = Object.entries(manifest.exports).map(([subpath, built]) => [
    subpath,
    built.replace("./dist/", "./src/").replace(/\.js$/, ".ts"),
  ]);
  const file = join(folder, "node_modules/@gen-flows/runtime/package.json");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...manifest, exports: Object.fromEntries(sources) }));
  symlinkSync(join(REPOSITORY, "runtime/src"), join(dirname(file), "src"));
}
