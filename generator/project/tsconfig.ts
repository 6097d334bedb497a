import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, resolve } from "node:path";
import { findNodeAtLocation, getNodeValue, parseTree } from "jsonc-parser";
import type { Node, ParseError } from "jsonc-parser";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { describeJsonProblem } from "../load/json-problems.ts";
import { displayPath } from "../source/display-path.ts";
import type { SourceFile } from "../source/source-file.ts";
import { errorCodeOf, reasonOf } from "../source/system-error.ts";

/** The compiler options that decide what modules are like. */
export interface ModuleOptions {
  readonly module?: unknown;
  readonly allowImportingTsExtensions?: unknown;
  readonly rewriteRelativeImportExtensions?: unknown;
}

/** What was read on the way. */
export interface TsconfigReading {
  /** Absolute: what paths in diagnostics start from. */
  readonly cwd: string;
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
export function readTsconfig(path: string, reading: TsconfigReading): ModuleOptions | undefined {
  const text = readIfPresent(path, reading);
  return text === undefined ? undefined : optionsOf(path, text, reading, [path]);
}

function optionsOf(path: string, text: string, reading: TsconfigReading, chain: readonly string[]): ModuleOptions {
  const file: SourceFile = {
    path: displayPath(path, reading.cwd),
    absolutePath: path,
    format: "jsonc",
    text: text.replace(/^\ufeff/, ""),
  };
  const errors: ParseError[] = [];
  const config = parseTree(file.text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined) {
    const { problem } = describeJsonProblem(error.error, file, error.offset, error.length);
    const at = { file, start: error.offset, end: error.offset + error.length };
    reading.diagnostics.push(report("GF7009", at, { path: file.path, reason: problem }));
    return {};
  }
  const inherited = basesOf(config).map((base) => optionsOfBase(base, file, path, reading, chain));
  const own = config && findNodeAtLocation(config, ["compilerOptions"]);
  return Object.assign({}, ...inherited, own && getNodeValue(own)) as ModuleOptions;
}

/** @param base The string that names what is extended. */
function optionsOfBase(
  base: Node,
  file: SourceFile,
  path: string,
  reading: TsconfigReading,
  chain: readonly string[],
): ModuleOptions {
  const name = String(base.value);
  const refuse = (reason: string): ModuleOptions => {
    const at = { file, start: base.offset, end: base.offset + base.length };
    reading.diagnostics.push(report("GF7009", at, { path: file.path, reason }));
    return {};
  };
  for (const candidate of candidatesOf(name, path)) {
    if (chain.includes(candidate)) {
      return refuse(`it extends itself through \`${name}\``);
    }
    const text = readIfPresent(candidate, reading);
    if (text !== undefined) {
      return optionsOf(candidate, text, reading, [...chain, candidate]);
    }
  }
  return refuse(`it extends \`${name}\`, which is not there`);
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

/** The text of a file, which is noted as read; undefined, and noted as absent, where there is none. */
export function readIfPresent(path: string, reading: TsconfigReading): string | undefined {
  try {
    const text = readFileSync(path, "utf8");
    reading.files.push(path);
    return text;
  } catch (error) {
    if (!isAbsence(errorCodeOf(error))) {
      const shown = displayPath(path, reading.cwd);
      reading.diagnostics.push(report("GF7009", undefined, { path: shown, reason: reasonOf(error) }));
    }
    reading.absent.push(path);
    return undefined;
  }
}

/** The output directory need not exist, and a file may stand in its place: then the next directory above is asked. */
function isAbsence(code: string | undefined): boolean {
  return code === "ENOENT" || code === "ENOTDIR";
}

/** The strings under `extends`: one, or a list of them. */
function basesOf(config: Node | undefined): readonly Node[] {
  const bases = config && findNodeAtLocation(config, ["extends"]);
  const named = bases?.type === "array" ? (bases.children ?? []) : [bases];
  return named.filter((base) => base?.type === "string").filter((base) => base !== undefined);
}
