import { posix } from "node:path";
import { list } from "./layout.ts";
import type { ImportedSymbol } from "./symbol.ts";

/** A symbol in a module that uses it. */
export interface Import {
  readonly symbol: ImportedSymbol;
  readonly localName: string;
  /** True where nothing of it is there at run time. */
  readonly isType: boolean;
}

interface Statement {
  readonly specifier: string;
  readonly isType: boolean;
  readonly names: readonly string[];
}

/**
 * Import statements, each with a line break after it: packages of others, our runtime, files further up, files
 * further down; values before types.
 *
 * @param path Of the importing file, from the output directory.
 */
export function printImports(imports: readonly Import[], path: string, extension: string): string {
  const statements = new Map<string, Statement>();
  for (const { symbol, localName, isType } of imports) {
    const specifier = specifierOf(symbol.from, path, extension);
    const key = `${specifier} ${isType}`;
    const name = symbol.name === localName ? localName : `${symbol.name} as ${localName}`;
    statements.set(key, { specifier, isType, names: [...(statements.get(key)?.names ?? []), name] });
  }
  return [...statements.values()].toSorted(compareStatements).map(printStatement).join("");
}

function printStatement({ specifier, isType, names }: Statement): string {
  const keyword = isType ? "import type" : "import";
  const close = `} from "${specifier}";`;
  // A single name stays on the line, as it does with prettier: breaking would gain nothing.
  return names.length === 1
    ? `${keyword} { ${names[0]} ${close}\n`
    : `${list(`${keyword} {`, names.toSorted(compareNames), close, { padding: " " })}\n`;
}

function specifierOf(from: string, path: string, extension: string): string {
  if (!from.startsWith("./")) {
    return from;
  }
  const relative = posix.relative(posix.dirname(path), from) + extension;
  return relative.startsWith(".") ? relative : `./${relative}`;
}

function compareStatements(left: Statement, right: Statement): number {
  return (
    rank(left.specifier) - rank(right.specifier) ||
    compareNames(left.specifier, right.specifier) ||
    Number(left.isType) - Number(right.isType)
  );
}

function rank(specifier: string): number {
  if (specifier.startsWith(".")) {
    return specifier.startsWith("..") ? 2 : 3;
  }
  return specifier.startsWith("@gen-flows/") ? 1 : 0;
}

/** Alphabetical, without regard to case or to the locale of the machine. */
function compareNames(left: string, right: string): number {
  const [a, b] = [left.toLowerCase(), right.toLowerCase()];
  return a === b ? compareUnits(left, right) : compareUnits(a, b);
}

function compareUnits(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
