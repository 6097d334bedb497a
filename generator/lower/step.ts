import type { Step } from "../ir/step.ts";
import type { ObjectNode, SourceNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";
import type { Lowering } from "./lowering.ts";
import { asObject } from "./read.ts";
import { lowerStepHead } from "./step-head.ts";
import type { StepHead } from "./step-head.ts";
import {
  lowerChildStep,
  lowerGroupStep,
  lowerSignalStep,
  lowerSleepStep,
  lowerSwitchStep,
  lowerTaskStep,
  lowerValueStep,
} from "./step-kinds.ts";

/** Each gives nothing for a step of another kind. A step has one kind; others have been reported. */
const KINDS: readonly ((origin: ObjectNode, head: StepHead, lowering: Lowering) => Step | undefined)[] = [
  lowerTaskStep,
  lowerChildStep,
  lowerValueStep,
  lowerSwitchStep,
  lowerGroupStep,
  lowerSleepStep,
  lowerSignalStep,
];

/** One step; undefined where it is of no kind, which has been reported. */
export function lowerStep(
  name: string,
  nameRange: SourceRange,
  node: SourceNode,
  lowering: Lowering,
): Step | undefined {
  const origin = asObject(node);
  if (origin === undefined) {
    return undefined;
  }
  const head = lowerStepHead(name, nameRange, origin, lowering);
  for (const lowerKind of KINDS) {
    const step = lowerKind(origin, head, lowering);
    if (step !== undefined) {
      return step;
    }
  }
  return undefined;
}
