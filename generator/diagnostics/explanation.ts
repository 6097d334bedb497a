import { catalogue } from "./catalogue/index.ts";
import type { Severity } from "./diagnostic.ts";
import type { DiagnosticExample } from "./example.ts";

/** What is known of a code, whatever it was reported for. */
export interface Explanation {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
  readonly example: DiagnosticExample;
}

/** A part of the generator, and the codes that it reports. */
export interface ExplainedStage {
  readonly title: string;
  readonly explanations: readonly Explanation[];
}

/** By the first digit of their codes. */
const STAGES: Readonly<Record<string, string>> = {
  1: "Reading files",
  2: "The shape of a spec",
  3: "Names and order",
  4: "Expressions",
  5: "JSON Schemas",
  6: "Generated code",
  7: "Files and configuration",
  8: "What this version does not generate",
  9: "Lints",
};

/** Every code there is, in order. */
export const explanations: readonly Explanation[] = Object.entries(catalogue)
  .map(([code, { severity, title, cause, fix, example }]) => ({ code, severity, title, cause, fix, example }))
  .toSorted((one, other) => (one.code < other.code ? -1 : 1));

/** Every code there is, by the stage that reports it. */
export function explainedStages(): readonly ExplainedStage[] {
  return Object.entries(STAGES)
    .map(([digit, title]) => ({
      title,
      explanations: explanations.filter(({ code }) => code.startsWith(`GF${digit}`)),
    }))
    .filter((stage) => stage.explanations.length > 0);
}
