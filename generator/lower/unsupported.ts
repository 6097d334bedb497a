import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import type { SourceNode } from "../source/node.ts";
import { membersOf } from "./read.ts";

/** Keys of one kind of object that parse and validate, and for which there is no code; each with what to do instead. */
export type UnsupportedKeys = Readonly<Record<string, string | undefined>>;

/** Reports every key of `node` that `keys` names, at the key. */
export function refuse(node: SourceNode | undefined, keys: UnsupportedKeys, diagnostics: Diagnostic[]): void {
  for (const { key, keyRange } of membersOf(node)) {
    if (Object.hasOwn(keys, key)) {
      refuseAt(keyRange, `\`${key}\``, keys[key], diagnostics);
    }
  }
}

/** Reports one construct. */
export function refuseAt(
  at: SourceNode["range"],
  construct: string,
  instead: string | undefined,
  diagnostics: Diagnostic[],
): void {
  diagnostics.push(report("GF8001", at, { construct, ...(instead !== undefined && { instead }) }));
}
