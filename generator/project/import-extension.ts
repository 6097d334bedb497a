import { dirname, join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { StageResult } from "../stage.ts";
import { readTsconfig } from "./tsconfig.ts";
import type { ImportOptions, TsconfigReading } from "./tsconfig.ts";

/** How generated code writes relative imports, and what that was decided by. */
export interface ImportExtension {
  readonly extension: ".js" | ".ts";
  /** Every file that was read, absolute: the tsconfig, and what it extends. */
  readonly files: readonly string[];
  /** Paths at which a file would have been read: the decision changes when one appears. */
  readonly absent: readonly string[];
}

/**
 * `.ts` where the nearest tsconfig.json allows imports that end so (`allowImportingTsExtensions` or
 * `rewriteRelativeImportExtensions`), else `.js`, which every setting understands.
 *
 * @param projectDirectory Absolute; the file is looked for here and above.
 * @param cwd What paths in diagnostics start from, absolute.
 */
export function importExtension(projectDirectory: string, cwd: string): StageResult<ImportExtension> {
  const diagnostics: Diagnostic[] = [];
  const reading: TsconfigReading = { cwd, files: [], absent: [], diagnostics };
  const options = nearestOptions(projectDirectory, reading);
  const isAllowed = options.allowImportingTsExtensions === true || options.rewriteRelativeImportExtensions === true;
  const { files, absent } = reading;
  return { value: { extension: isAllowed ? ".ts" : ".js", files, absent }, diagnostics };
}

function nearestOptions(directory: string, reading: TsconfigReading): ImportOptions {
  const options = readTsconfig(join(directory, "tsconfig.json"), reading);
  const parent = dirname(directory);
  return options ?? (parent === directory ? {} : nearestOptions(parent, reading));
}
