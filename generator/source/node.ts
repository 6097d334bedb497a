import type { SourceFile, SourceRange } from "./source-file.ts";

interface NodeBase {
  readonly file: SourceFile;
  /** JSON Pointer (RFC 6901) from the root of the file. */
  readonly pointer: string;
  readonly range: SourceRange;
  /** Where a YAML alias stands that led here; the range is then that of its anchor. */
  readonly via?: SourceRange;
}

export interface ObjectNode extends NodeBase {
  readonly kind: "object";
  readonly members: readonly Member[];
}

export interface Member {
  readonly key: string;
  readonly keyRange: SourceRange;
  readonly value: SourceNode;
}

export interface ArrayNode extends NodeBase {
  readonly kind: "array";
  readonly items: readonly SourceNode[];
}

export interface ScalarNode extends NodeBase {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /**
   * For each UTF-16 unit of a string `value`, the offset in the file where it is written, and one entry more
   * for its end. Made when asked for: escapes, quotes and block scalars are undone only for diagnostics.
   */
  readonly offsets: () => readonly number[];
}

/** A value of a spec and where it stands. Formats differ only in how they make these. */
export type SourceNode = ObjectNode | ArrayNode | ScalarNode;

/** Reads a file that is named at `from`; undefined where it cannot be read, which has then been reported. */
export type LoadFile = (path: string, from: SourceRange) => SourceNode | undefined;
