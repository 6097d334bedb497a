import type { ObjectNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";
import type { SchemaUse } from "./schema.ts";
import type { Block } from "./step.ts";
import type { Attribute } from "./task.ts";
import type { TraceMode } from "./telemetry/traces.ts";

/** What happens if the previous run still runs; the names are Temporal's. */
export type Overlap = "skip" | "bufferOne" | "bufferAll" | "cancelOther" | "terminateOther" | "allowAll";

/** When runs begin by themselves. */
export interface Schedule {
  readonly origin: ObjectNode;
  readonly cron: string;
  readonly cronRange: SourceRange;
  /** IANA. */
  readonly timeZone: string;
  /** Undefined where the spec leaves the zone to the default. */
  readonly timeZoneRange: SourceRange | undefined;
  readonly overlap: Overlap;
}

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
  readonly schedule: Schedule | undefined;
  /** Undefined where the spec's `telemetry` says it for all. */
  readonly traceMode: TraceMode | undefined;
  /** Of the workflow's span. */
  readonly attributes: readonly Attribute[];
  /** Undefined where the body is written by hand, in TypeScript. */
  readonly block: Block | undefined;
}
