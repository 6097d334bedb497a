import path from "node:path";

/** A path as people would write it: relative to the working directory where that is shorter, always with `/`. */
export function displayPath(absolutePath: string, cwd: string): string {
  const relative = path.relative(cwd, absolutePath) || ".";
  const shorter = relative.length < absolutePath.length ? relative : absolutePath;
  return shorter.replaceAll(path.sep, "/");
}
