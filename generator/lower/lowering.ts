import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Block } from "../ir/step.ts";
import type { ObjectNode } from "../source/node.ts";

/** What the parts of a step are lowered with. */
export interface Lowering {
  readonly diagnostics: Diagnostic[];
  /** Lowers `steps` and `result` of an object inside the step: steps and blocks hold each other. */
  readonly lowerBlock: (holder: ObjectNode) => Block;
}
