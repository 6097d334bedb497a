import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { errorCodeOf, reasonOf } from "../source/system-error.ts";

/** Says what the operating system refused. Anything that is no error of its is a bug, and is thrown again. */
export function reportSystemError(error: unknown, verb: "read" | "write" | "delete", path: string): Diagnostic {
  if (errorCodeOf(error) === undefined) {
    throw error;
  }
  return report("GF7007", undefined, { verb, path, reason: reasonOf(error) });
}
