import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SourceNode } from "../source/node.ts";
import { refuseAt } from "./unsupported.ts";

/** Refuses `x-sensitive` wherever a schema carries it: unredacted it would promise what does not happen. */
export function refuseSensitive(node: SourceNode | undefined, diagnostics: Diagnostic[]): void {
  if (node?.kind === "array") {
    for (const item of node.items) {
      refuseSensitive(item, diagnostics);
    }
  } else if (node?.kind === "object") {
    for (const { key, keyRange, value } of node.members) {
      if (key === "x-sensitive" && value.kind === "scalar") {
        refuseAt(keyRange, "`x-sensitive`", "keep the value out of attributes, events and error messages", diagnostics);
      } else {
        refuseSensitive(value, diagnostics);
      }
    }
  }
}
