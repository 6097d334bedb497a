import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import { loadSource } from "../../generator/load/load.ts";
import type { SourceNode } from "../../generator/source/node.ts";
import { nodeAt } from "../../generator/source/pointer.ts";
import { positionAt } from "../../generator/source/position.ts";
import type { StageResult } from "../../generator/stage.ts";

/** Loads a text as if it stood in a file of this name. */
export function load(name: string, text: string): StageResult<SourceNode | undefined> {
  return loadSource(name, { cwd: "/project", readFile: () => text });
}

/** The root of a text that loads without a word. */
export function loadWell(name: string, text: string): SourceNode {
  const { value, diagnostics } = load(name, text);
  if (value === undefined || diagnostics.length > 0) {
    throw new Error(`not loaded: ${JSON.stringify(diagnostics.map(describe))}`);
  }
  return value;
}

/** What stands at a pointer. */
export function nodeOf(root: SourceNode, pointer: string): SourceNode {
  const node = nodeAt(root, pointer);
  if (node === undefined) {
    throw new Error(`nothing at ${pointer}`);
  }
  return node;
}

/** A diagnostic in one line: code, place, the underlined text, message. */
export function describe({ code, at, message }: Diagnostic): string {
  if (at === undefined) {
    return `${code} ${message}`;
  }
  const { line, column } = positionAt(at.file, at.start);
  return `${code} ${line}:${column} ${JSON.stringify(at.file.text.slice(at.start, at.end))} ${message}`;
}

/** All that is said about a text, in one line each. */
export function problems(name: string, text: string): readonly string[] {
  return load(name, text).diagnostics.map(describe);
}
