import { join, relative } from "node:path";
import type { PlannedWrite, WritePlan } from "../reconcile/plan.ts";

export type FileStatus = "created" | "updated" | "deleted" | "unchanged";

/** What becomes of a file. A handler that is there is the user's, and stays unchanged. */
export const FILE_STATUS: Readonly<Record<PlannedWrite["action"], FileStatus>> = {
  create: "created",
  update: "updated",
  replace: "updated",
  delete: "deleted",
  unchanged: "unchanged",
  keep: "unchanged",
};

/** How a file differs from what the spec says. Undefined where it does not. */
export const DRIFT: Readonly<Record<PlannedWrite["action"], string | undefined>> = {
  create: "missing",
  update: "out of date",
  replace: "edited by hand",
  delete: "no longer generated",
  unchanged: undefined,
  keep: undefined,
};

/** The path of a planned file from the working directory. */
export function displayPath(plan: Pick<WritePlan, "directory">, path: string, cwd: string): string {
  return relative(cwd, join(plan.directory, path)).replaceAll("\\", "/") || ".";
}

/**
 * What was done in one line: `3 written, 12 unchanged, handler src/flows/tasks/charge-card.ts created`.
 *
 * @param handlers Paths of the files that are the user's once they are there.
 */
export function summariseWrites(plan: WritePlan, handlers: ReadonlySet<string>, cwd: string): string {
  const generated = plan.writes.filter(({ path }) => !handlers.has(path));
  const statuses = generated.map(({ action }) => FILE_STATUS[action]);
  const count = (...wanted: readonly FileStatus[]): number =>
    statuses.filter((status) => wanted.includes(status)).length;
  const counts = [
    [count("created", "updated"), "written"],
    [count("deleted"), "deleted"],
    [count("unchanged"), "unchanged"],
  ] as const;
  const parts = counts.filter(([number]) => number > 0).map(([number, done]) => `${number} ${done}`);
  const created = plan.writes.filter(({ action, path }) => action === "create" && handlers.has(path));
  const named = [
    ["handler", "handlers", "tasks"],
    ["workflow", "workflows", "workflows"],
    ["schedule", "schedules", "schedules"],
  ] as const;
  for (const [one, several, folder] of named) {
    const paths = created.map(({ path }) => path).filter((path) => path.startsWith(`${folder}/`));
    parts.push(
      ...(paths.length > 3
        ? [`${paths.length} ${several} created in ${displayPath(plan, folder, cwd)}`]
        : paths.map((path) => `${one} ${displayPath(plan, path, cwd)} created`)),
    );
  }
  return parts.join(", ");
}
