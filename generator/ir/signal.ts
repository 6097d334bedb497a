import type { SourceRange } from "../source/source-file.ts";
import type { SchemaUse } from "./schema.ts";

/** An event from outside that a run can wait for. */
export interface Signal {
  readonly name: string;
  readonly nameRange: SourceRange;
  /** What it brings. */
  readonly payload: SchemaUse;
}
