import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Makes a project of a user in a folder of its own, for the duration of a test. The runtime is there as its sources,
 * so that no test depends on a build.
 *
 * @param files Contents by path.
 */
export function createProject(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "gen-flows-cli-")));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFile(folder, "package.json", JSON.stringify({ name: "project", type: "module" }));
  linkPackages(folder);
  for (const [path, text] of Object.entries(files)) {
    writeFile(folder, path, text);
  }
  return folder;
}

export function writeFile(folder: string, path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

export function readFile(folder: string, path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

/** The paths of all files below a folder that are not of installed packages, sorted. */
export function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !/^node_modules\/@?[a-z]/.test(path))
    .toSorted();
}

function linkPackages(folder: string): void {
  const manifest = JSON.parse(readFile(REPOSITORY, "runtime/package.json")) as { exports: Record<string, string> };
  const sources = Object.entries(manifest.exports).map(([subpath, built]) => [
    subpath,
    built.replace("./dist/", "./src/").replace(/\.js$/, ".ts"),
  ]);
  const runtime = "node_modules/@gen-flows/runtime";
  writeFile(folder, `${runtime}/package.json`, JSON.stringify({ ...manifest, exports: Object.fromEntries(sources) }));
  symlinkSync(join(REPOSITORY, "runtime/src"), join(folder, runtime, "src"));
  symlinkSync(join(REPOSITORY, "node_modules/@opentelemetry"), join(folder, "node_modules/@opentelemetry"));
}
