import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Extensions that compilers give to what was TypeScript. */
const COMPILED = [".js", ".mjs", ".cjs"];

/**
 * Finds a generated file that is not imported, but loaded by its path: compilers leave its name as the generator wrote it.
 *
 * @param file The TypeScript file, as a URL or, as CommonJS has it, an absolute path.
 * @returns the path of that file, or of what was compiled from it, whichever is there.
 */
export function findGeneratedFile(file: URL | string): string | undefined {
  const path = pathOf(file);
  const compiled = COMPILED.map((extension) => path.replace(/\.[cm]?ts$/, extension));
  return [path, ...compiled].find((candidate) => existsSync(candidate));
}

/** The path of a file, for messages. */
export function pathOf(file: URL | string): string {
  return typeof file === "string" ? file : fileURLToPath(file);
}
