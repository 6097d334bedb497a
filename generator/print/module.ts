import type { TypeReference } from "../ir/program.ts";
import { printImports } from "./imports.ts";
import type { Import } from "./imports.ts";
import { safeIdentifier } from "./safe-identifier.ts";
import type { ImportedSymbol } from "./symbol.ts";
import { renameInType } from "./type-text.ts";

/** Where the types of the spec are, from the output directory. */
const TYPES_MODULE = "./generated/types";

export interface ModuleOptions {
  /** From the output directory, with `/`. */
  readonly path: string;
  /** Names that the module declares itself, at any depth; no import is called like one of them. */
  readonly declared?: Iterable<string>;
  /** How imports of our own files end. */
  readonly importExtension: ".js" | ".ts";
}

/** A module under construction. What it imports is what its text asked for, no more and no less. */
export interface Module {
  /** The name by which the module's text must refer to `symbol`. Asking for it imports it. */
  readonly use: (symbol: ImportedSymbol) => string;
  /** How the module's text must write the type. */
  readonly useType: (reference: TypeReference) => string;
  /** The statements that import all that was asked for so far, each with a line break after it. */
  readonly imports: () => string;
}

/** Begins a module. Ask it for names while making its text; take its imports in the end. */
export function createModule({ path, declared = [], importExtension }: ModuleOptions): Module {
  const imports = new Map<string, Import>();
  const taken = new Set(declared);

  function use(symbol: ImportedSymbol): string {
    const key = `${symbol.from}#${symbol.name}`;
    const known = imports.get(key);
    const localName = known?.localName ?? safeIdentifier(symbol.name, symbol.alias, taken);
    taken.add(localName);
    imports.set(key, { symbol, localName, isType: symbol.kind === "type" && (known?.isType ?? true) });
    return localName;
  }

  function useType({ text, names }: TypeReference): string {
    const renamed = new Map(
      names.map((name) => [name, use({ name, from: TYPES_MODULE, kind: "type", alias: `${name}Type` })]),
    );
    return renameInType(text, renamed);
  }

  return { use, useType, imports: () => printImports([...imports.values()], path, importExtension) };
}
