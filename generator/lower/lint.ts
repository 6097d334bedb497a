import type { LintSetting } from "../ir/spec.ts";
import type { SourceNode } from "../source/node.ts";
import { asOneOf, membersOf } from "./read.ts";

/** The `lint` of a spec: how loud single lints are. */
export function lowerLint(node: SourceNode | undefined): readonly LintSetting[] {
  return membersOf(node).flatMap(({ key, keyRange, value }) => {
    const level = asOneOf(value, ["off", "warning", "error"]);
    return level === undefined ? [] : [{ name: key, nameRange: keyRange, level }];
  });
}
