import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Where a program is.
 *
 * @param folders Where to look after the PATH.
 */
export function findProgram(name: string, folders: readonly string[] = []): string | undefined {
  const searched = [...(process.env["PATH"] ?? "").split(delimiter), ...folders];
  return searched.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
