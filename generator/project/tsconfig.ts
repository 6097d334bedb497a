import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, resolve } from "node:path";
import { parse, printParseErrorCode } from "jsonc-parser";
import type { ParseError } from "jsonc-parser";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { errorCodeOf } from "../reconcile/system-error.ts";

/** The compiler options that decide how relative imports may end. */
export interface ImportOptions {
  readonly allowImportingTsExtensions?: unknown;
  readonly rewriteRelativeImportExtensions?: unknown;
}

/** What was read on the way. */
export interface TsconfigReading {
  readonly files: string[];
  readonly absent: string[];
  readonly diagnostics: Diagnostic[];
}

/**
 * The options of a tsconfig.json over those of what it extends, as TypeScript merges them: of several bases the
 * later one wins. Comments and trailing commas are allowed. A base that is missing or broken is reported and skipped.
 *
 * @returns Undefined where there is no such file.
 */
export function readTsconfig(path: string, reading: TsconfigReading): ImportOptions | undefined {
  const text = readIfPresent(path, reading);
  return text === undefined ? undefined : optionsOf(path, text, reading, [path]);
}

function optionsOf(path: string, text: string, reading: TsconfigReading, chain: readonly string[]): ImportOptions {
  const errors: ParseError[] = [];
  const config: unknown = parse(text.replace(/^\ufeff/, ""), errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined) {
    reading.diagnostics.push(report("GF7009", undefined, { path, reason: `it is not valid JSON (${printParseErrorCode(error.error)})` }));
    return {};
  }
  const inherited = basesOf(config).map((base) => optionsOfBase(base, path, reading, chain));
  return Object.assign({}, ...inherited, member(config, "compilerOptions")) as ImportOptions;
}

function optionsOfBase(base: string, path: string, reading: TsconfigReading, chain: readonly string[]): ImportOptions {
  for (const candidate of candidatesOf(base, path)) {
    if (chain.includes(candidate)) {
      reading.diagnostics.push(report("GF7009", undefined, { path, reason: `it extends itself through ${base}` }));
      return {};
    }
    const text = readIfPresent(candidate, reading);
    if (text !== undefined) {
      return optionsOf(candidate, text, reading, [...chain, candidate]);
    }
  }
  reading.diagnostics.push(report("GF7009", undefined, { path, reason: `it extends \`${base}\`, which is not there` }));
  return {};
}

/** A relative path may lack `.json`; a package may name a file of its own, or leave it to be `tsconfig.json`. */
function candidatesOf(base: string, path: string): readonly string[] {
  if (isAbsolute(base) || base.startsWith("./") || base.startsWith("../") || base === "..") {
    const file = resolve(dirname(path), base);
    return base.endsWith(".json") ? [file] : [`${file}.json`, file];
  }
  const { resolve: find } = createRequire(path);
  return [base, `${base}.json`, `${base}/tsconfig.json`].flatMap((specifier) => {
    try {
      const found = find(specifier);
      return found.endsWith(".json") ? [found] : [];
    } catch {
      return [];
    }
  });
}

function readIfPresent(path: string, reading: TsconfigReading): string | undefined {
  try {
    const text = readFileSync(path, "utf8");
    reading.files.push(path);
    return text;
  } catch (error) {
    if (!isAbsence(errorCodeOf(error))) {
      reading.diagnostics.push(report("GF7009", undefined, { path, reason: errorCodeOf(error) ?? String(error) }));
    }
    reading.absent.push(path);
    return undefined;
  }
}

/** The output directory need not exist, and a file may stand in its place: then the next directory above is asked. */
function isAbsence(code: string | undefined): boolean {
  return code === "ENOENT" || code === "ENOTDIR";
}

function basesOf(config: unknown): readonly string[] {
  const bases = member(config, "extends");
  return (Array.isArray(bases) ? bases : [bases]).filter((base) => typeof base === "string");
}

function member(config: unknown, key: string): unknown {
  return typeof config === "object" && config !== null ? (config as Record<string, unknown>)[key] : undefined;
}
