import { posix } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import type { EntryKind, OutputDirectory } from "./output-directory.ts";

/**
 * What keeps `path` from being written: a link, or something else where a file or a directory is needed.
 *
 * @param shown What a path is called in diagnostics.
 */
export function findObstacle(
  view: OutputDirectory,
  path: string,
  needed: "file" | "directory",
  shown: (path: string) => string,
): Diagnostic | undefined {
  const above = path === "." ? undefined : findObstacle(view, posix.dirname(path), "directory", shown);
  return above ?? obstacleAt(view.kindOf(path), needed, shown(path));
}

function obstacleAt(kind: EntryKind, needed: "file" | "directory", path: string): Diagnostic | undefined {
  if (kind === "link") {
    return report("GF7001", undefined, { path });
  }
  return kind === "absent" || kind === needed ? undefined : report("GF7008", undefined, { path, needed });
}
