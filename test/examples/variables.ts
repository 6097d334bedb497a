import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What stands in quotes in the code of a folder, and looks as a variable of the environment does. */
export function variablesIn(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => /\.[jt]s$/.test(path));
  return files.flatMap((path) => {
    const code = readFileSync(join(folder, path), "utf8");
    return [...code.matchAll(/["'`]([A-Z][A-Z0-9_]*)["'`]|\$\{env:([A-Z_]+)/g)].map(([, quoted, used]) => quoted ?? used ?? "");
  });
}
