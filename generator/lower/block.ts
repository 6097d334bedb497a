import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Block, Step } from "../ir/step.ts";
import type { ObjectNode, SourceNode } from "../source/node.ts";
import type { Lowering } from "./lowering.ts";
import { asObject, asStringNode, get } from "./read.ts";
import { lowerStep } from "./step.ts";
import { lowerTemplate } from "./template.ts";

/** `steps` and `result` of a workflow, a group, a branch or a `catch`; what is absent gives no steps. */
export function lowerBlock(holder: ObjectNode, diagnostics: Diagnostic[]): Block {
  const lowering: Lowering = { diagnostics, lowerBlock: (inner) => lowerBlock(inner, diagnostics) };
  const steps = get(holder, "steps");
  const result = get(holder, "result");
  return {
    origin: steps,
    steps: lowerSteps(steps, lowering),
    sequential: steps?.kind === "array",
    result: result && lowerTemplate(result, diagnostics),
  };
}

function lowerSteps(node: SourceNode | undefined, lowering: Lowering): readonly Step[] {
  if (node?.kind === "array") {
    return node.items.flatMap((item) => lowerListedStep(asObject(item), lowering) ?? []);
  }
  const members = node?.kind === "object" ? node.members : [];
  return members.flatMap(({ key, keyRange, value }) => lowerStep(key, keyRange, value, lowering) ?? []);
}

/** In an array a step carries its name in itself. */
function lowerListedStep(node: ObjectNode | undefined, lowering: Lowering): Step | undefined {
  const name = asStringNode(get(node, "name"));
  return node === undefined || name === undefined ? undefined : lowerStep(name.value, name.range, node, lowering);
}
