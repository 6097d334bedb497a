import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiagnosticCode } from "../diagnostics/report.ts";
import type { LinkedSpec } from "../ir/linked.ts";
import type { SchemaUse } from "../ir/schema.ts";
import type { UnmarkedFlow } from "../sensitive/unmarked.ts";
import type { References } from "../types/references.ts";

/** What lints look at. */
export interface LintSubject {
  readonly linked: LinkedSpec;
  /** Schemas that are the input of something at run time: their defaults are applied. */
  readonly inputs: readonly SchemaUse[];
  /** What may hold sensitive values without being marked. */
  readonly unmarked: readonly UnmarkedFlow[];
  /** All schemas that can be reached from something that is used. Followed when the first lint asks. */
  readonly references: () => References;
}

/** Something that a spec may say, and that is most probably not meant. */
export interface Lint {
  /** In kebab case: what the `lint` block of a spec calls it. */
  readonly name: string;
  readonly code: DiagnosticCode;
  /**
   * True for a lint that finds what is missing: a use, an order. A name that another stage has reported could be what
   * it misses, so it is run on specs without errors only.
   */
  readonly findsAbsence: boolean;
  readonly run: (subject: LintSubject) => readonly Diagnostic[];
}
