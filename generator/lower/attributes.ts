import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Attribute } from "../ir/task.ts";
import type { SourceNode } from "../source/node.ts";
import { membersOf } from "./read.ts";
import { lowerScalar } from "./template.ts";

/** An `attributes` block. A string, number or boolean is computed by generated code; a JSON Schema types what others set. */
export function lowerAttributes(node: SourceNode | undefined, diagnostics: Diagnostic[]): readonly Attribute[] {
  return membersOf(node).map(({ key, keyRange, value }) =>
    value.kind === "scalar"
      ? { kind: "computed", name: key, nameRange: keyRange, value: lowerScalar(value, diagnostics) }
      : { kind: "declared", name: key, nameRange: keyRange, schema: value },
  );
}
