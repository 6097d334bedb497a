import { chosenEngines } from "../ir/engines.ts";
import type { LinkedWorkflow } from "../ir/linked.ts";
import type { OutputFile, Program } from "../ir/program.ts";
import type { Schedule, Workflow } from "../ir/workflow.ts";
import { pascalCase } from "../ir/pascal-case.ts";
import { documentation } from "../print/comment.ts";
import { braces, list } from "../print/layout.ts";
import { literal, numberLiteral, objectOf, stringLiteral } from "../print/literal.ts";
import { createModule } from "../print/module.ts";
import type { Module } from "../print/module.ts";
import { fingerprintOf, outlineOf } from "../plan/fingerprint.ts";
import { packageType } from "../print/symbol.ts";
import { attributeMembers, computedAttributes } from "./attributes.ts";
import { usedContext } from "./context.ts";
import { exportedConstant } from "./export.ts";
import type { ExportedConstant } from "./export.ts";
import { fileOf, generatedFile } from "./file.ts";
import { localNames } from "./local-names.ts";
import { printWorkflowRedaction } from "./redaction.ts";
import { bodyOf, bodyTypeOf, WORKFLOW_RUNTIME, workflowModuleOf, workflowOf } from "./symbols.ts";
import { inputType, outputType } from "./types.ts";
import { recordingScope } from "./workflow-body/recording-scope.ts";
import { printFunction, workflowSignature } from "./workflow-function.ts";

/**
 * `workflows/<workflow>.ts`: the plan, and what engines must know of it. It imports contracts and types and nothing
 * else, so it runs in a sandbox. Where the body is written by hand, it is imported from the user's file.
 */
export function emitWorkflow(program: Program, linked: LinkedWorkflow): OutputFile {
  const { workflow, block } = linked;
  const path = fileOf(workflowModuleOf(workflow));
  const names = localNames(workflow.block);
  const own = block === undefined ? bodyTypeOf(workflow).name : `run${pascalCase(workflow.name)}`;
  // A type and a constant may share a name, two values may not.
  const taken = new Set(block === undefined ? [] : [own]);
  const constant = exportedConstant(workflow.name, workflowOf(workflow).alias, taken);
  const module = createModule({
    path,
    declared: [...names.all, own, constant.localName],
    importExtension: program.importExtension,
  });
  const body =
    block === undefined
      ? printBodyType(program, module, workflow)
      : printFunction(program, module, { linked, block, names, name: own });
  const run = block === undefined ? module.use(bodyOf(workflow)) : own;
  const definition = printDefinition(program, module, linked, constant, run);
  return generatedFile(program, path, [module.imports(), body, definition]);
}

/** The type of the function that the user writes. */
function printBodyType(program: Program, module: Module, workflow: Workflow): string {
  const { flow, input, output } = workflowSignature(program, module, workflow);
  const parameters = [`flow: ${flow}`, ...(workflow.input === undefined ? [] : [`input: ${input}`])];
  const comment = documentation(`The body of \`${workflow.name}\`, which is written by hand.`);
  return `${comment}${list(`export type ${bodyTypeOf(workflow).name} = (`, parameters, `) => Promise<${output}>;`)}\n`;
}

function printDefinition(
  program: Program,
  module: Module,
  linked: LinkedWorkflow,
  { declaration, statement }: ExportedConstant,
  run: string,
): string {
  const { workflow } = linked;
  const fingerprint = fingerprintOf(linked);
  const { name, description, executionTimeout, schedule, traceMode } = workflow;
  const context = usedContext(program, module);
  const types = [
    module.useType(inputType(program, workflow)),
    module.useType(outputType(program, workflow)),
    ...(context === undefined ? [] : [context]),
  ];
  const definition = objectOf({
    name: stringLiteral(name),
    version: stringLiteral(program.linked.spec.version),
    digest: stringLiteral(program.digest),
    fingerprint: fingerprint && stringLiteral(fingerprint),
    outline: printOutline(program, linked),
    executionTimeout: executionTimeout === undefined ? undefined : numberLiteral(executionTimeout),
    schedule: schedule && printSchedule(schedule),
    traceMode: traceMode && stringLiteral(traceMode),
    attributes: printAttributes(program, workflow),
    redaction: printWorkflowRedaction(program, workflow),
    run,
  });
  const type = module.use(packageType("Workflow", WORKFLOW_RUNTIME));
  const head = list(`${declaration}: ${type}<`, types, "> = {", { trailingComma: false });
  return `${documentation(description)}${head}${definition.slice("{".length)};\n${statement}`;
}

/** For engines that keep a journal: others replay nothing. */
function printOutline({ linked: { spec } }: Program, linked: LinkedWorkflow): string | undefined {
  return linked.block === undefined || chosenEngines(spec.engines).length === 0
    ? undefined
    : literal(outlineOf(linked), "  ");
}

function printSchedule({ cron, timeZone, overlap }: Schedule): string {
  return literal({ cron, timeZone, overlap }, "  ");
}

/** What the workflow's span says of its input and of the run. */
function printAttributes(program: Program, workflow: Workflow): string | undefined {
  const { expressions, asked } = recordingScope(program, { ofStep: (name) => name, ofItem: (name) => name });
  const members = attributeMembers(program, computedAttributes(program, workflow.attributes), expressions);
  return members.length === 0 ? undefined : `${printParameters(asked)} => (${braces(members, "  ")})`;
}

function printParameters(asked: ReadonlySet<string>): string {
  if (asked.has("workflow") || asked.has("context")) {
    return asked.has("input") ? "(input, flow)" : "(_input, flow)";
  }
  return asked.has("input") ? "(input)" : "()";
}
