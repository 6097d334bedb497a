import type { DiagnosticExample } from "./example.ts";
import type { SourceRange } from "../source/source-file.ts";

export type Severity = "error" | "warning";

/** What is known of a diagnostic before it happens. `Params` are what its sentences are made of. */
export interface DiagnosticDefinition<Params> {
  readonly severity: Severity;
  /** Without parameters, for lists and `explain`. */
  readonly title: string;
  /** Why it happens, for `explain`. */
  readonly cause: string;
  /** How to mend it, for `explain`. */
  readonly fix: string;
  /** What provokes it, and the same mended, for `explain`. It is also the test of the diagnostic. */
  readonly example: DiagnosticExample;
  /** One sentence without a full stop. */
  readonly message: (params: Params) => string;
  /** Short text beside the carets. */
  readonly label?: (params: Params) => string | undefined;
  /** One or more lines of help, each a whole sentence or command. */
  readonly help?: (params: Params) => string | readonly string[] | undefined;
}

/** Another place that explains the diagnostic. */
export interface RelatedLocation {
  readonly at: SourceRange;
  readonly text: string;
}

/** Something to say about the input. Diagnostics are values: they are collected, never thrown. */
export interface Diagnostic {
  /** `GF` and four digits. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Undefined only where there is no file to point at. */
  readonly at: SourceRange | undefined;
  readonly label: string | undefined;
  readonly related: readonly RelatedLocation[];
  readonly help: readonly string[];
}

/** Declares one diagnostic; `Params` is inferred from what its sentences take. */
export function defineDiagnostic<Params>(definition: DiagnosticDefinition<Params>): DiagnosticDefinition<Params> {
  return definition;
}
