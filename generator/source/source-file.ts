/** How a file is read. `.json` is strict, `.jsonc` allows comments and trailing commas, YAML is 1.2. */
export type SourceFormat = "json" | "jsonc" | "yaml";

/** A file that was read. Offsets are UTF-16 code units into `text`. */
export interface SourceFile {
  /** As a person would write it: relative to the working directory where that is shorter, `<stdin>` for `-`. */
  readonly path: string;
  /** Absolute, or undefined for standard input. */
  readonly absolutePath: string | undefined;
  readonly format: SourceFormat;
  /** Without a byte order mark. */
  readonly text: string;
}

/** A stretch of a file, from `start` up to but not including `end`. */
export interface SourceRange {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}
