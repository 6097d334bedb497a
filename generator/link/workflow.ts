import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { stepsWithin } from "../ir/blocks.ts";
import type { LinkedWorkflow } from "../ir/linked.ts";
import type { Spec } from "../ir/spec.ts";
import type { Workflow } from "../ir/workflow.ts";
import { linkBlock } from "./block.ts";
import { checkSchedule } from "./schedule.ts";
import { workflowScope } from "./scope.ts";

/** Resolves the names of one workflow and puts its steps in an order. */
export function linkWorkflow(workflow: Workflow, spec: Spec, diagnostics: Diagnostic[]): LinkedWorkflow {
  const { block, schedule } = workflow;
  diagnostics.push(...(schedule === undefined ? [] : checkSchedule(schedule)));
  if (block === undefined) {
    diagnostics.push(...uselessResult(workflow));
    return { workflow, block: undefined, signals: [...spec.signals.values()] };
  }
  const awaited = new Set(
    stepsWithin(block).flatMap((step) => (step.kind === "waitForSignal" ? [step.signal.name] : [])),
  );
  return {
    workflow,
    block: linkBlock(workflowScope(workflow, block, spec, diagnostics)).linked,
    signals: [...spec.signals.values()].filter(({ name }) => awaited.has(name)),
  };
}

/** A body that is written by hand returns the output itself. */
function uselessResult({ name, origin }: Workflow): readonly Diagnostic[] {
  const result = origin.members.find(({ key }) => key === "result");
  const hasSteps = origin.members.some(({ key }) => key === "steps");
  return result === undefined || hasSteps ? [] : [report("GF3023", result.keyRange, { workflow: name })];
}
