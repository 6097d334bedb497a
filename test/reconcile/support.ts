import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { OutputFile } from "../../generator/ir/program.ts";
import { withHeader } from "../../generator/print/header.ts";

/** Runs `work` with an empty directory, then removes it. */
export function inTemporaryDirectory<Result>(work: (directory: string) => Result): Result {
  const directory = mkdtempSync(join(tmpdir(), "gen-flows-"));
  try {
    return work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

export function put(directory: string, path: string, text: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

/** Every file below `directory`, with what it holds. Links are not followed. */
export function contentsOf(directory: string): Readonly<Record<string, string>> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  return Object.fromEntries(paths.map((path) => [path.slice(directory.length + 1), readFileSync(path, "utf8")]));
}

export function generated(path: string, body: string): OutputFile {
  return { path, ownership: "generated", text: withHeader(body, "flows.json") };
}

export function handler(name: string): OutputFile {
  const text = `import type { Handler } from "../generated/tasks/${name}.js";\n\nexport const handler: Handler = async () => {};\n`;
  return { path: `tasks/${name}.ts`, ownership: "handler", text };
}
