import type { ObjectNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";
import type { SchemaUse } from "./schema.ts";

/** A value that travels with a run to every task. */
export interface ContextEntry {
  readonly origin: ObjectNode;
  readonly name: string;
  readonly nameRange: SourceRange;
  readonly description: string | undefined;
  readonly schema: SchemaUse;
  /** True where its schema has a default: then the value is always there. */
  readonly hasDefault: boolean;
  /** `baggage` sends it to services that tasks call, and reads it from the carrier that a run starts with. */
  readonly propagate: "baggage" | "none";
  /** The attribute of every span of the run that carries the value. */
  readonly attribute: string | undefined;
  /** Whether log records carry it. */
  readonly log: boolean;
}
