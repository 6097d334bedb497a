import { printTemplate } from "../expressions/print-template.ts";
import type { LinkedBlock, LinkedWorkflow } from "../ir/linked.ts";
import type { Program } from "../ir/program.ts";
import type { Workflow } from "../ir/workflow.ts";
import { documentation } from "../print/comment.ts";
import { list } from "../print/layout.ts";
import type { Module } from "../print/module.ts";
import { packageType } from "../print/symbol.ts";
import { usedContext } from "./context.ts";
import type { LocalNames } from "./local-names.ts";
import { inputType, outputType } from "./types.ts";
import { printGroup, printResult, printSteps } from "./workflow-body/block.ts";
import type { Ending } from "./workflow-body/block.ts";
import { WORKFLOW_RUNTIME } from "./symbols.ts";
import { recordingScope } from "./workflow-body/recording-scope.ts";
import type { BodyScope } from "./workflow-body/scope.ts";

/** What a workflow's function takes and returns, as its module writes it. */
export function workflowSignature(
  program: Program,
  module: Module,
  workflow: Workflow,
): { readonly flow: string; readonly input: string; readonly output: string } {
  const context = usedContext(program, module);
  const flow = module.use(packageType("Flow", WORKFLOW_RUNTIME));
  return {
    flow: context === undefined ? flow : `${flow}<${context}>`,
    input: module.useType(inputType(program, workflow)),
    output: module.useType(outputType(program, workflow)),
  };
}

export interface WorkflowFunction {
  readonly linked: LinkedWorkflow;
  readonly block: LinkedBlock;
  readonly names: LocalNames;
  readonly name: string;
}

/** The function that declares the steps of a workflow, under the order that was inferred. */
export function printFunction(program: Program, module: Module, { linked, block, names, name }: WorkflowFunction): string {
  const { expressions, asked } = recordingScope(program, names);
  const scope: BodyScope = { module, names, types: program.types, expressions, printGroup };
  const { flow, input, output } = workflowSignature(program, module, linked.workflow);
  const steps = printSteps(block, printEnding(linked.workflow, block, output, scope), scope, 2);
  const parameters = [`flow: ${flow}`, ...(asked.has("input") ? [`input: ${input}`] : [])];
  const waves = block.waves.map((wave) => `{${wave.join(", ")}}`).join(" -> ");
  return `${documentation(waves)}${list(`function ${name}(`, parameters, `): Promise<${output}> {`)}\n${steps}}\n`;
}

/** A result without `output` has been reported: nobody gets it. */
function printEnding(workflow: Workflow, block: LinkedBlock, output: string, scope: BodyScope): Ending {
  const { result } = block.block;
  return result === undefined || workflow.output === undefined
    ? { text: "  return flow.join();\n", reads: [] }
    : printResult(block, (column) => printTemplate(result, scope.expressions, column), `: ${output}`, scope, 2);
}
