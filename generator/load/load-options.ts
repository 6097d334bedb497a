import type { SourceRange } from "../source/source-file.ts";

/** How a file is found and read. */
export interface LoadOptions {
  /** What relative paths start from, and what paths in diagnostics are relative to. */
  readonly cwd: string;
  /** Reads a file by its absolute path; default: as UTF-8 from the disk. Its errors are those of `node:fs`. */
  readonly readFile?: ((absolutePath: string) => string) | undefined;
  /** Where the spec names the file, for diagnostics; left out for the command line. */
  readonly from?: SourceRange | undefined;
}
