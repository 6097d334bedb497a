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

/** By that with which their codes begin, in the order of the codes. */
const STAGES: Readonly<Record<string, string>> = {
  GF1: "Reading files",
  GF20: "The shape of a spec",
  GF21: "Several files",
  GF22: "Telemetry: declarative configurations, and Flyte's block",
  GF3: "Names and order",
  GF4: "Expressions",
  GF5: "JSON Schemas",
  GF6: "Generated code",
  GF7: "Files and configuration",
  GF8: "What this version does not generate",
  GF9: "Lints",
};

/** Every code there is, in order. */
export const explanations: readonly Explanation[] = Object.entries(catalogue)
  .map(([code, { severity, title, cause, fix, example }]) => ({ code, severity, title, cause, fix, example }))
  .toSorted((one, other) => (one.code < other.code ? -1 : 1));

/** Every code there is, by the stage that reports it. */
export function explainedStages(): readonly ExplainedStage[] {
  return Object.entries(STAGES)
    .map(([prefix, title]) => ({ title, explanations: explanations.filter(({ code }) => code.startsWith(prefix)) }))
    .filter((stage) => stage.explanations.length > 0);
}
