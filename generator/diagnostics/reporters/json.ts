import { positionAt } from "../../source/position.ts";
import type { SourceRange } from "../../source/source-file.ts";
import type { Diagnostic, Severity } from "../diagnostic.ts";
import { arrange } from "../order.ts";

/** A place in a file. Lines and columns count from 1, offsets from 0; columns and offsets are UTF-16 units. */
export interface JsonPosition {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface JsonLocation {
  /** As on the command line; `<stdin>` for standard input. */
  readonly file: string;
  readonly start: JsonPosition;
  /** Behind the last character. */
  readonly end: JsonPosition;
}

export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Null where there is no file to point at. */
  readonly location: JsonLocation | null;
  readonly label: string | null;
  readonly related: readonly { readonly location: JsonLocation; readonly text: string }[];
  readonly help: readonly string[];
}

/** What `--reporter json` prints. Keys are only ever added within one `formatVersion`. */
export interface JsonReport {
  readonly formatVersion: 1;
  readonly errors: number;
  readonly warnings: number;
  readonly diagnostics: readonly JsonDiagnostic[];
}

/** For programs: one JSON document, in the shape of `JsonReport`. Ends with a line feed. */
export function reportJson(diagnostics: readonly Diagnostic[]): string {
  return `${JSON.stringify(toJsonReport(diagnostics), null, 2)}\n`;
}

/** What `reportJson` prints, for commands that print more beside it. */
export function toJsonReport(diagnostics: readonly Diagnostic[]): JsonReport {
  const arranged = arrange(diagnostics);
  const errors = arranged.filter(({ severity }) => severity === "error").length;
  return {
    formatVersion: 1,
    errors,
    warnings: arranged.length - errors,
    diagnostics: arranged.map(toJson),
  };
}

function toJson({ code, severity, message, at, label, related, help }: Diagnostic): JsonDiagnostic {
  return {
    code,
    severity,
    message,
    location: at === undefined ? null : locationOf(at),
    label: label ?? null,
    related: related.map((place) => ({ location: locationOf(place.at), text: place.text })),
    help,
  };
}

function locationOf(range: SourceRange): JsonLocation {
  return { file: range.file.path, start: jsonPosition(range, range.start), end: jsonPosition(range, range.end) };
}

function jsonPosition({ file }: SourceRange, offset: number): JsonPosition {
  return { ...positionAt(file, offset), offset };
}
