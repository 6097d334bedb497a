import { report } from "../diagnostics/report.ts";
import type { LinkedStep, LinkedWorkflow } from "../ir/linked.ts";
import { typeText, write, writeTypedSite } from "./check-module.ts";
import type { CheckModule } from "./check-module.ts";
import { stepIdentifier } from "./name-scope.ts";
import type { NameScope } from "./name-scope.ts";
import { valueType } from "./step-type.ts";
import { keyRange } from "./key-range.ts";
import { writeStep } from "./step-code.ts";
import { writeAttributes } from "./task-code.ts";

const WORKFLOW = "workflow: { readonly id: string; readonly startedAt: string }";

/** Appends functions with all expressions of a workflow. */
export function writeWorkflow(module: CheckModule, linked: LinkedWorkflow, index: number): void {
  const { workflow } = linked;
  const input = `input: ${typeText(module, workflow.input, "undefined")}`;
  const steps = new Map(linked.steps.map((step) => [step.step.name, step]));
  const scope = workflowScope(linked, steps);

  write(module, `function $span${index}(${input}, ${WORKFLOW}) {\n`);
  writeAttributes(module, workflow.attributes, { ...scope, steps: undefined });
  write(module, "}\n");

  const called = [...steps.values()].filter(({ step }) => step.kind === "task");
  const parameters = called.map((step) => `${stepIdentifier(step.step.name)}: ${valueType(module, step)}`);
  write(module, `function $workflow${index}(${[input, WORKFLOW, ...parameters].join(", ")}) {\n`);
  for (const step of steps.values()) {
    writeStep(module, linked, step, scope);
  }
  writeResult(module, linked, scope);
  write(module, "}\n");
}

function workflowScope({ workflow }: LinkedWorkflow, steps: ReadonlyMap<string, LinkedStep>): NameScope {
  const names = new Map([["workflow", "workflow"]]);
  if (workflow.input !== undefined) {
    names.set("input", "input");
  }
  return {
    names,
    steps,
    reasons: {
      input: `\`${workflow.name}\` takes no input`,
      output: "only `compensate`, and the attributes and metrics of a task, know an output",
      index: "only a step with `forEach` has an index",
      context: "the spec declares no `context`",
    },
  };
}

function writeResult(module: CheckModule, linked: LinkedWorkflow, scope: NameScope): void {
  const { workflow } = linked;
  if (workflow.result !== undefined) {
    const site = {
      template: workflow.result,
      part: "result",
      label: `the result of \`${workflow.name}\``,
      at: keyRange(workflow.origin, "result") ?? workflow.result.origin.range,
      workflow: linked,
      step: undefined,
    } as const;
    writeTypedSite(module, site, scope, typeText(module, workflow.output, "unknown"));
  } else if (workflow.output !== undefined && workflow.steps.length > 0) {
    const at = keyRange(workflow.origin, "output") ?? workflow.nameRange;
    module.diagnostics.push(report("GF4024", at, { workflow: workflow.name }));
  }
}
