import { lstatSync, mkdirSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { digestOf } from "../print/header.ts";
import { displayPath } from "../source/display-path.ts";
import type { StageResult } from "../stage.ts";
import type { PlannedWrite, WritePlan } from "./plan.ts";
import { reportSystemError } from "./system-error.ts";

/** Where copies of edited files go, from the project's directory. */
const REPLACED = join("node_modules", ".cache", "gen-flows", "replaced");

/**
 * Does what a plan says. A file appears whole or not at all: a crash leaves every old file as it was.
 *
 * @param projectDirectory Under its `node_modules/.cache` the edited files are kept that were generated anew.
 * @returns The paths that were written or deleted.
 */
export function applyPlan(plan: WritePlan, projectDirectory: string): StageResult<readonly string[]> {
  const changed: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const prepare = directoryMaker(plan.cwd);
  for (const write of plan.writes) {
    const target = join(plan.directory, write.path);
    const shown = displayPath(target, plan.cwd);
    try {
      const problem = applyWrite(write, target, shown, projectDirectory, prepare);
      if (problem !== undefined) {
        diagnostics.push(problem);
      } else if (write.action !== "unchanged" && write.action !== "keep") {
        changed.push(write.path);
      }
    } catch (error) {
      diagnostics.push(reportSystemError(error, write.action === "delete" ? "delete" : "write", shown));
    }
  }
  return { value: changed, diagnostics };
}

function applyWrite(
  write: PlannedWrite,
  target: string,
  shown: string,
  projectDirectory: string,
  prepare: (directory: string) => Diagnostic | undefined,
): Diagnostic | undefined {
  const writeWhole = (path: string, text: string): Diagnostic | undefined =>
    prepare(dirname(path)) ?? putInPlace(path, text);
  switch (write.action) {
    case "unchanged":
    case "keep":
      return undefined;
    case "delete":
      unlinkSync(target);
      return undefined;
    case "replace": {
      const copy = join(projectDirectory, REPLACED, copyName(write.path, write.previous));
      return writeWhole(copy, write.previous) ?? writeWhole(target, write.text);
    }
    case "create":
      return lstatSync(target, { throwIfNoEntry: false }) === undefined
        ? writeWhole(target, write.text)
        : report("GF7003", undefined, { path: shown });
    case "update":
      return writeWhole(target, write.text);
  }
}

/** Makes a directory once, and refuses one that has become a link since the plan was made. */
function directoryMaker(cwd: string): (directory: string) => Diagnostic | undefined {
  const ready = new Set<string>();
  return (directory) => {
    if (!ready.has(directory)) {
      mkdirSync(directory, { recursive: true });
      if (lstatSync(directory).isSymbolicLink()) {
        return report("GF7001", undefined, { path: displayPath(directory, cwd) });
      }
      ready.add(directory);
    }
    return undefined;
  };
}

/** Writes beside the target, then renames: that takes the place of a link, and does not follow it. */
function putInPlace(target: string, text: string): undefined {
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, text, { flag: "wx" });
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** With the digest of what it holds, so that no copy takes the place of an earlier one. */
function copyName(path: string, text: string): string {
  return path.replace(/(?=\.[^.]*$)/, `.${digestOf(text).slice(0, 8)}`);
}
