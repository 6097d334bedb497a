import { posix } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import type { OutputFile } from "../ir/program.ts";
import { authorshipOf } from "../print/header.ts";
import type { OutputDirectory } from "./output-directory.ts";
import type { PlannedWrite } from "./plan.ts";

const GENERATED = "generated";
const HANDLERS = "tasks";

/**
 * What is on disk from an earlier spec: generated files to delete, and handlers to say something about.
 *
 * @param shown What a path is called in diagnostics.
 */
export function findLeftovers(
  files: readonly OutputFile[],
  view: OutputDirectory,
  shown: (path: string) => string,
): { readonly writes: readonly PlannedWrite[]; readonly diagnostics: readonly Diagnostic[] } {
  const expected = new Set(files.map(({ path }) => path));
  const writes: PlannedWrite[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of filesBelow(view, GENERATED).filter((found) => !expected.has(found))) {
    const previous = view.read(path);
    const authorship = authorshipOf(previous);
    if (authorship === "intact") {
      writes.push({ action: "delete", path, previous });
    } else if (authorship === "edited") {
      diagnostics.push(report("GF7005", undefined, { path: shown(path) }));
    }
  }
  for (const path of filesBelow(view, HANDLERS).filter((found) => !expected.has(found))) {
    if (implementsTask(path, view)) {
      diagnostics.push(report("GF7006", undefined, { path: shown(path) }));
    }
  }
  return { writes, diagnostics };
}

function filesBelow(view: OutputDirectory, path: string): readonly string[] {
  switch (view.kindOf(path)) {
    case "file":
      return path.endsWith(".ts") ? [path] : [];
    case "directory":
      return view.entriesOf(path).flatMap((entry) => filesBelow(view, entry));
    default:
      return [];
  }
}

/** A handler imports its type from the traced task of the same name; other files under `tasks/` are none of our business. */
function implementsTask(path: string, view: OutputDirectory): boolean {
  const name = posix.basename(path, ".ts");
  return /["']\.\.\/generated\/tasks\/([^"']+?)(?:\.[jt]s)?["']/.exec(view.read(path))?.[1] === name;
}
