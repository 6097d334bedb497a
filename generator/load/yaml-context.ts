import type { Alias, ParsedNode } from "yaml";
import type * as YamlLibrary from "yaml";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SourceNode } from "../source/node.ts";
import type { SourceFile, SourceRange } from "../source/source-file.ts";

/** A parsed file and the library that knows its nodes. */
export interface YamlSource {
  readonly file: SourceFile;
  readonly library: typeof YamlLibrary;
  /** What each alias stands for; an alias of an unknown anchor is not in it. */
  readonly targets: ReadonlyMap<Alias, ParsedNode>;
}

/** What the building of one file remembers. */
export interface YamlBuild extends YamlSource {
  readonly diagnostics: Diagnostic[];
  /** The anchored nodes that are being written out. */
  readonly expanding: Set<ParsedNode>;
  aliased: number;
}

/** Where a node stands, without the white space behind it. */
export function rangeOf({ file }: YamlSource, node: ParsedNode): SourceRange {
  const [start, valueEnd] = node.range;
  return { file, start, end: start + file.text.slice(start, valueEnd).trimEnd().length };
}

/** A node with `via`, where there is one. */
export function withVia<Node extends SourceNode>(node: Node, via: SourceRange | undefined): Node {
  return via === undefined ? node : { ...node, via };
}
