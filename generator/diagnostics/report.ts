import type { SourceRange } from "../source/source-file.ts";
import { catalogue } from "./catalogue/index.ts";
import type { Diagnostic, DiagnosticDefinition, RelatedLocation } from "./diagnostic.ts";

export type DiagnosticCode = keyof typeof catalogue;

/** What the sentences of a diagnostic take. */
export type DiagnosticParams<Code extends DiagnosticCode> =
  (typeof catalogue)[Code] extends DiagnosticDefinition<infer Params> ? Params : never;

/** Makes a diagnostic. A code that the catalogue lacks, or wrong parameters, do not compile. */
export function report<Code extends DiagnosticCode>(
  code: Code,
  at: SourceRange | undefined,
  params: DiagnosticParams<Code>,
  related: readonly RelatedLocation[] = [],
): Diagnostic {
  const definition = catalogue[code] as DiagnosticDefinition<DiagnosticParams<Code>>;
  const help = definition.help?.(params) ?? [];
  return {
    code,
    severity: definition.severity,
    message: definition.message(params),
    at,
    label: definition.label?.(params),
    related,
    help: typeof help === "string" ? [help] : help,
  };
}
