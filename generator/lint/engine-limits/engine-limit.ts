import type { RelatedLocation } from "../../diagnostics/diagnostic.ts";
import type { EngineName } from "../../ir/engines.ts";
import type { SourceRange } from "../../source/source-file.ts";
import type { LintSubject } from "../lint.ts";

/** A place in a spec that says what an engine cannot do. */
export interface EngineLimitFinding {
  readonly at: SourceRange;
  readonly related?: readonly RelatedLocation[];
}

/** Something that a spec or a caller may say, and that an engine has no equal for. */
export interface EngineLimit {
  /** What is said, in Markdown. */
  readonly construct: string;
  /** On which engines. */
  readonly engines: readonly EngineName[];
  /** Why it does not hold there: a sentence without a full stop. */
  readonly reason: string;
  /** What happens instead, and what to do: a sentence without a full stop. */
  readonly instead: string;
  /** Where a spec says it; left out for what is said in code. */
  readonly find?: (subject: LintSubject) => readonly EngineLimitFinding[];
}
