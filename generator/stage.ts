import type { Diagnostic } from "./diagnostics/diagnostic.ts";

/** What every stage of the pipeline returns: a value, and whatever there is to say about the input. */
export interface StageResult<Value> {
  readonly value: Value;
  readonly diagnostics: readonly Diagnostic[];
}
