import { isAbsolute, join, posix } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import type { OutputFile } from "../ir/program.ts";
import { authorshipOf, normaliseLineEnds } from "../print/header.ts";
import { displayPath } from "../source/display-path.ts";
import type { StageResult } from "../stage.ts";
import { findObstacle } from "./obstacles.ts";
import { viewDirectory } from "./output-directory.ts";
import type { OutputDirectory } from "./output-directory.ts";
import type { PlannedWrite, WritePlan } from "./plan.ts";
import { findLeftovers } from "./leftovers.ts";
import { reportSystemError } from "./system-error.ts";

/**
 * Compares what was generated with what is on disk, and touches nothing.
 *
 * @param directory The output directory, absolute; it need not exist.
 * @param cwd What paths in diagnostics start from, absolute.
 * @throws Error for the path of a file that leads out of the directory: no spec can make the generator ask for that.
 */
export function reconcile(files: readonly OutputFile[], directory: string, cwd: string): StageResult<WritePlan> {
  const view = viewDirectory(directory);
  const shown = (path: string): string => displayPath(join(directory, path), cwd);
  const writes: PlannedWrite[] = [];
  const diagnostics: Diagnostic[] = [];
  const attempt = (path: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      diagnostics.push(reportSystemError(error, "read", shown(path)));
    }
  };
  attempt(".", () => {
    const obstacle = findObstacle(view, ".", "directory", shown);
    if (obstacle !== undefined) {
      diagnostics.push(obstacle);
      return;
    }
    for (const file of files) {
      attempt(file.path, () => planFile(file, view, shown, writes, diagnostics));
    }
    const leftovers = findLeftovers(files, view, shown);
    writes.push(...leftovers.writes);
    diagnostics.push(...leftovers.diagnostics);
  });
  const edited = writes.filter(({ action }) => action === "replace").map(({ path }) => path);
  if (edited.length > 0) {
    diagnostics.push(report("GF7004", undefined, { paths: edited.map(shown) }));
  }
  const sorted = writes.toSorted((left, right) => (left.path < right.path ? -1 : 1));
  return { value: { directory, cwd, writes: sorted }, diagnostics };
}

function planFile(
  file: OutputFile,
  view: OutputDirectory,
  shown: (path: string) => string,
  writes: PlannedWrite[],
  diagnostics: Diagnostic[],
): void {
  const { path, text } = file;
  if (!isInside(path)) {
    throw new Error(`${path} is not a path inside the output directory`);
  }
  if (file.ownership === "handler" && view.kindOf(path) !== "absent") {
    writes.push({ action: "keep", path });
    return;
  }
  const obstacle = findObstacle(view, path, "file", shown);
  if (obstacle !== undefined) {
    diagnostics.push(obstacle);
  } else if (view.kindOf(path) === "absent") {
    writes.push({ action: "create", path, text });
  } else {
    const write = compare(path, text, view.read(path));
    if (write === undefined) {
      diagnostics.push(report("GF7003", undefined, { path: shown(path) }));
    } else {
      writes.push(write);
    }
  }
}

/** Undefined where the file on disk is not ours to change. */
function compare(path: string, text: string, previous: string): PlannedWrite | undefined {
  if (normaliseLineEnds(previous) === text) {
    return { action: "unchanged", path };
  }
  const authorship = authorshipOf(previous);
  if (authorship === "foreign") {
    return undefined;
  }
  return { action: authorship === "intact" ? "update" : "replace", path, text, previous };
}

function isInside(path: string): boolean {
  const isPlain = posix.normalize(path) === path && !path.includes("\\") && !path.includes("\0");
  return isPlain && !isAbsolute(path) && path !== "." && path !== ".." && !path.startsWith("../");
}
