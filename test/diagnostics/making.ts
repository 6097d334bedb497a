import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import type { SourceFile, SourceRange } from "../../generator/source/source-file.ts";

/** A file with this text. */
export function fileOf(text: string, path = "flows.json"): SourceFile {
  return { path, absolutePath: undefined, format: "json", text };
}

/** Where a text stands in a file for the first time. */
export function rangeOf(file: SourceFile, text: string): SourceRange {
  const start = file.text.indexOf(text);
  if (start === -1) {
    throw new Error(`not there: ${text}`);
  }
  return { file, start, end: start + text.length };
}

/** A diagnostic with what matters to a test. */
export function diagnosticAt(at: SourceRange | undefined, rest: Partial<Diagnostic> = {}): Diagnostic {
  return { code: "GF0001", severity: "error", message: "wrong", at, label: undefined, related: [], help: [], ...rest };
}
