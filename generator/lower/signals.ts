import { pascalCase } from "../ir/pascal-case.ts";
import type { Signal } from "../ir/signal.ts";
import type { SourceNode } from "../source/node.ts";
import { membersOf } from "./read.ts";

/** The `signals` of a spec. */
export function lowerSignals(node: SourceNode | undefined): readonly Signal[] {
  return membersOf(node).map(({ key, keyRange, value }) => ({
    name: key,
    nameRange: keyRange,
    payload: { typeName: `${pascalCase(key)}Signal`, schema: value },
  }));
}
