import type { ObjectNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";
import type { SchemaUse } from "./schema.ts";
import type { Step } from "./step.ts";
import type { Attribute } from "./task.ts";
import type { Template } from "./template.ts";

export interface Workflow {
  readonly kind: "workflow";
  readonly origin: ObjectNode;
  readonly name: string;
  readonly nameRange: SourceRange;
  readonly description: string | undefined;
  readonly input: SchemaUse | undefined;
  readonly output: SchemaUse | undefined;
  /** Milliseconds. */
  readonly executionTimeout: number | undefined;
  /** Of the workflow's span. */
  readonly attributes: readonly Attribute[];
  /** In the order of the spec. */
  readonly steps: readonly Step[];
  /** True where the spec gives an array: each step comes after the one before it. */
  readonly sequential: boolean;
  readonly result: Template | undefined;
}
