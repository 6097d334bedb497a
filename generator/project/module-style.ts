import { dirname, join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { StageResult } from "../stage.ts";
import { isCommonJs } from "./common-js.ts";
import { readTsconfig } from "./tsconfig.ts";
import type { ModuleOptions, TsconfigReading } from "./tsconfig.ts";

/** What the modules of a project are like, and what that was decided by. */
export interface ModuleStyle {
  /** How relative imports end. */
  readonly importExtension: ".js" | ".ts";
  /** The compiler makes CommonJS of them. */
  readonly isCommonJs: boolean;
  /** Every file that was read, absolute: the tsconfig, and what it extends. */
  readonly files: readonly string[];
  /** Paths at which a file would have been read: the decision changes when one appears. */
  readonly absent: readonly string[];
}

/**
 * Imports end with `.ts` where the nearest tsconfig.json allows that (`allowImportingTsExtensions` or
 * `rewriteRelativeImportExtensions`), else with `.js`, which every setting understands.
 *
 * @param projectDirectory Absolute; the file is looked for here and above.
 * @param cwd What paths in diagnostics start from, absolute.
 */
export function moduleStyle(projectDirectory: string, cwd: string): StageResult<ModuleStyle> {
  const diagnostics: Diagnostic[] = [];
  const reading: TsconfigReading = { cwd, files: [], absent: [], diagnostics };
  const options = nearestOptions(projectDirectory, reading);
  const isAllowed = options.allowImportingTsExtensions === true || options.rewriteRelativeImportExtensions === true;
  const { files, absent } = reading;
  const value = { importExtension: isAllowed ? ".ts" : ".js", isCommonJs: isCommonJs(projectDirectory, options, reading), files, absent } as const;
  return { value, diagnostics };
}

function nearestOptions(directory: string, reading: TsconfigReading): ModuleOptions {
  const options = readTsconfig(join(directory, "tsconfig.json"), reading);
  const parent = dirname(directory);
  return options ?? (parent === directory ? {} : nearestOptions(parent, reading));
}
