import type { ContextEntry } from "./context-entry.ts";
import type { Attribute, Task } from "./task.ts";
import type { Workflow } from "./workflow.ts";

/** Marks the values of a schema. */
export const SENSITIVE = "x-sensitive";

/** What a schema may say with it, from the least strict. */
export const SENSITIVE_RULES = ["hash", "mask", "drop"] as const;

/** How telemetry shows a sensitive value. */
export type SensitiveRule = (typeof SENSITIVE_RULES)[number];

/** What code that people write must not give away. */
export interface SensitiveNames {
  /** Where the whole input is sensitive. */
  readonly input: SensitiveRule | undefined;
  /** Properties that hold sensitive values, of all that the code has to do with. */
  readonly fields: ReadonlyMap<string, SensitiveRule>;
}

/** What telemetry must not show, by what it would show. Nothing is in it of a spec that marks nothing. */
export interface Redaction {
  /** Attributes that would carry a sensitive value, computed or set by handlers. */
  readonly attributes: ReadonlyMap<Attribute, SensitiveRule>;
  readonly context: ReadonlyMap<ContextEntry, SensitiveRule>;
  /** Tasks that have to do with sensitive values. */
  readonly tasks: ReadonlyMap<Task, SensitiveNames>;
  /** Workflows of which a run has to do with sensitive values. Names are there where the body is written by hand. */
  readonly workflows: ReadonlyMap<Workflow, SensitiveNames | undefined>;
}

export const NO_REDACTION: Redaction = {
  attributes: new Map(),
  context: new Map(),
  tasks: new Map(),
  workflows: new Map(),
};
