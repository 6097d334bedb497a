import { report } from "../diagnostics/report.ts";
import type { LinkedBlock, LinkedWorkflow } from "../ir/linked.ts";
import type { Workflow } from "../ir/workflow.ts";
import { writeBlockCall, writeSteps } from "./block-code.ts";
import { typeText, write, writeTypedSite } from "./check-module.ts";
import type { CheckModule } from "./check-module.ts";
import { parameterList } from "./context-code.ts";
import { namesElsewhere, NO_CONTEXT, undeclared } from "./elsewhere.ts";
import { keyRange } from "./key-range.ts";
import { inBlock } from "./name-scope.ts";
import type { NameScope } from "./name-scope.ts";
import { writeAttributes } from "./task-code.ts";

const WORKFLOW = "workflow: { readonly id: string; readonly startedAt: string }";

/** Appends functions with all expressions of a workflow. */
export function writeWorkflow(
  module: CheckModule,
  linked: LinkedWorkflow,
  context: string | undefined,
  index: number,
): void {
  const { workflow, block } = linked;
  const parameters = parameterList(`input: ${typeText(module, workflow.input, "undefined")}`, WORKFLOW, context);
  const scope = workflowScope(linked, context !== undefined);
  if (workflow.attributes.some(({ kind }) => kind === "computed")) {
    write(module, `function $span${index}(${parameters}) {\n`);
    writeAttributes(module, workflow.attributes, scope);
    write(module, "}\n");
  }
  if (block !== undefined) {
    write(module, `function $workflow${index}(${parameters}) {\n`);
    writeSteps({ module, writeBlockCall }, block, scope);
    writeResult(module, workflow, block, inBlock(scope, block));
    write(module, "}\n");
  }
}

function workflowScope({ workflow, block }: LinkedWorkflow, hasContext: boolean): NameScope {
  const known = ["workflow", ...(workflow.input === undefined ? [] : ["input"]), ...(hasContext ? ["context"] : [])];
  return {
    names: new Map(known.map((name) => [name, name])),
    steps: undefined,
    isDone: () => false,
    elsewhere: {
      ...namesElsewhere(block),
      input: undeclared(workflow.name, "input"),
      output: {
        reason: "only `compensate`, and the attributes and metrics of a task, know an output",
        wayOut: "name the step whose value you mean: `steps.…`",
      },
      index: { reason: "only a step with `forEach` has an index", wayOut: "give the step, or the group around it, a `forEach`" },
      context: NO_CONTEXT,
    },
    conditions: [],
    forgotten: [],
    isOpen: false,
    handlers: 0,
  };
}

function writeResult(module: CheckModule, workflow: Workflow, { block: { result } }: LinkedBlock, scope: NameScope): void {
  if (result !== undefined) {
    const site = {
      template: result,
      part: "result",
      label: `the result of \`${workflow.name}\``,
      at: keyRange(workflow.origin, "result") ?? result.origin.range,
      step: undefined,
    } as const;
    writeTypedSite(module, site, scope, typeText(module, workflow.output, "unknown"));
  } else if (workflow.output !== undefined) {
    const at = keyRange(workflow.origin, "output") ?? workflow.nameRange;
    module.diagnostics.push(report("GF4024", at, { workflow: workflow.name }));
  }
}
