/** What is to happen to one file. */
export type PlannedWrite =
  | { readonly action: "create"; readonly path: string; readonly text: string }
  | { readonly action: "update"; readonly path: string; readonly text: string; readonly previous: string }
  /** An update of a file that somebody edited: what it held is kept elsewhere. */
  | { readonly action: "replace"; readonly path: string; readonly text: string; readonly previous: string }
  | { readonly action: "delete"; readonly path: string; readonly previous: string }
  | { readonly action: "unchanged"; readonly path: string }
  /** A handler: the user's since it was created. */
  | { readonly action: "keep"; readonly path: string };

/** What would change on disk, as data: `check`, `diff` and `--dry-run` show it, `applyPlan` does it. */
export interface WritePlan {
  /** Absolute. */
  readonly directory: string;
  /** Absolute: what paths in diagnostics start from. */
  readonly cwd: string;
  /** Sorted by path, which is relative to `directory` and has `/`. */
  readonly writes: readonly PlannedWrite[];
}

/** True if the files on disk are not those that the spec asks for. */
export function hasDrift(plan: WritePlan): boolean {
  return plan.writes.some(({ action }) => action !== "unchanged" && action !== "keep");
}
