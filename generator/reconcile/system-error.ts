import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "the operation is not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENOTDIR: "a part of the path is a file, not a directory",
  EEXIST: "something is there already",
  EISDIR: "it is a directory",
  ENAMETOOLONG: "the path is too long",
  ELOOP: "symbolic links lead in a circle",
  ENOENT: "it does not exist",
};

/** The code of an error of the operating system, such as `ENOENT`. */
export function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Says what the operating system refused. Anything that is no error of its is a bug, and is thrown again. */
export function reportSystemError(error: unknown, verb: "read" | "write" | "delete", path: string): Diagnostic {
  const code = errorCodeOf(error);
  if (code === undefined) {
    throw error;
  }
  return report("GF7007", undefined, { verb, path, reason: REASONS[code] ?? code });
}
