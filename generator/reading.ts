import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { loadSource, loadStandardInput } from "./load/load.ts";
import { readText } from "./load/read-file.ts";
import type { SourceNode } from "./source/node.ts";
import type { SourceRange } from "./source/source-file.ts";

/** Reads the files of one spec, each once, and remembers what they said. */
export interface Reading {
  /** The tree of a file; undefined where it has none, which `diagnostics` then explains at `from`, where it is named. */
  readonly load: (path: string, from?: SourceRange) => SourceNode | undefined;
  readonly loadStandardInput: (text: string) => SourceNode | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** 16 hexadecimal digits over the contents of everything that was read, in the order of reading. */
  readonly digest: () => string;
}

/** @param cwd What relative paths start from. */
export function createReading(cwd: string): Reading {
  const diagnostics: Diagnostic[] = [];
  const trees = new Map<string, SourceNode | undefined>();
  const hash = createHash("sha256");

  function readFile(path: string): string {
    const text = readText(path);
    digestText(text);
    return text;
  }

  /** Line ends do not count: a checkout with others is the same spec. */
  function digestText(text: string): void {
    hash.update(text.replaceAll("\r\n", "\n")).update("\0");
  }

  return {
    diagnostics,
    load(path, from) {
      const absolutePath = resolve(cwd, path);
      if (!trees.has(absolutePath)) {
        const loaded = loadSource(absolutePath, { cwd, readFile, from });
        diagnostics.push(...loaded.diagnostics);
        trees.set(absolutePath, loaded.value);
      }
      return trees.get(absolutePath);
    },
    loadStandardInput(text) {
      digestText(text);
      const loaded = loadStandardInput(text);
      diagnostics.push(...loaded.diagnostics);
      return loaded.value;
    },
    digest: () => hash.copy().digest("hex").slice(0, 16),
  };
}
