import type { SourceNode } from "../source/node.ts";

/** A JSON Schema of the spec, and the name that its type gets where it is not a mere `$ref`. */
export interface SchemaUse {
  /** A TypeScript identifier, unique in the spec: `Order`, `ChargeCardInput`, `CardDeclined`. */
  readonly typeName: string;
  readonly schema: SourceNode;
}
