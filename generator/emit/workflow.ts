import { printTemplate } from "../expressions/print-template.ts";
import type { PrintScope } from "../expressions/print.ts";
import type { LinkedWorkflow } from "../ir/linked.ts";
import type { OutputFile, Program } from "../ir/program.ts";
import type { Template } from "../ir/template.ts";
import type { Workflow } from "../ir/workflow.ts";
import { pascalCase } from "../ir/pascal-case.ts";
import { documentation } from "../print/comment.ts";
import { braces, fitsOnLine, list } from "../print/layout.ts";
import { numberLiteral, objectOf, stringLiteral } from "../print/literal.ts";
import { createModule } from "../print/module.ts";
import { packageType } from "../print/symbol.ts";
import { attributeMembers, computedAttributes } from "./attributes.ts";
import { exportedConstant } from "./export.ts";
import { fileOf, generatedFile } from "./file.ts";
import { localNames } from "./local-names.ts";
import type { LocalNames } from "./local-names.ts";
import { printStep } from "./step.ts";
import type { WorkflowScope } from "./step.ts";
import { workflowModuleOf, workflowOf } from "./symbols.ts";
import { inputType, outputType } from "./types.ts";

const RUNTIME = "@gen-flows/runtime/workflow";
const ROOTS: Readonly<Record<string, string>> = { workflow: "flow" };

/** `workflows/<workflow>.ts`: the plan. It imports contracts and types and nothing else, so it runs in a sandbox. */
export function emitWorkflow(program: Program, linked: LinkedWorkflow): OutputFile {
  const { workflow } = linked;
  const path = fileOf(workflowModuleOf(workflow));
  const names = localNames(workflow);
  const run = `run${pascalCase(workflow.name)}`;
  const constant = exportedConstant(workflow.name, workflowOf(workflow).alias, new Set([run]));
  const module = createModule({
    path,
    declared: [...names.all, run, constant.localName],
    importExtension: program.importExtension,
  });
  const scope = { module, names, ...recordingScope(program, names) };
  const input = module.useType(inputType(program, workflow));
  const output = module.useType(outputType(program, workflow));
  const body = printFunctionBody(linked, output, scope);
  const parameters = [`flow: ${module.use(packageType("Flow", RUNTIME))}`];
  if (scope.asked.has("input")) {
    parameters.push(`input: ${input}`);
  }
  const waves = linked.waves.map((wave) => `{${wave.join(", ")}}`).join(" -> ");
  const definition = objectOf({
    name: stringLiteral(workflow.name),
    version: stringLiteral(program.linked.spec.version),
    digest: stringLiteral(program.digest),
    executionTimeout: workflow.executionTimeout === undefined ? undefined : numberLiteral(workflow.executionTimeout),
    attributes: printAttributes(program, workflow, names),
    run,
  });
  const head = list(`${constant.declaration}: ${module.use(packageType("Workflow", RUNTIME))}<`, [input, output], "> = {", {
    trailingComma: false,
  });
  return generatedFile(program, path, [
    module.imports(),
    `${documentation(waves)}${list(`function ${run}(`, parameters, `): Promise<${output}> {`)}\n${body}}\n`,
    `${documentation(workflow.description)}${head}${definition.slice("{".length)};\n${constant.statement}`,
  ]);
}

/** A scope of expressions that knows which names they asked for, so that no parameter is declared in vain. */
function recordingScope(
  { converted }: Program,
  names: LocalNames,
): { readonly expressions: PrintScope; readonly asked: ReadonlySet<string> } {
  const asked = new Set<string>();
  const name = (original: string): string => {
    asked.add(original);
    return ROOTS[original] ?? names.ofItem(original);
  };
  return { expressions: { step: names.ofStep, name, converted }, asked };
}

/** What the workflow's span says of its input and of the run. */
function printAttributes(program: Program, workflow: Workflow, names: LocalNames): string | undefined {
  const { expressions, asked } = recordingScope(program, names);
  const members = attributeMembers(program, computedAttributes(workflow.attributes), expressions);
  return members.length === 0 ? undefined : `${printParameters(asked)} => (${braces(members, "  ")})`;
}

function printParameters(asked: ReadonlySet<string>): string {
  if (asked.has("workflow")) {
    return asked.has("input") ? "(input, flow)" : "(_input, flow)";
  }
  return asked.has("input") ? "(input)" : "()";
}

function printFunctionBody(linked: LinkedWorkflow, output: string, scope: WorkflowScope): string {
  const read = new Set([
    ...linked.resultReads,
    ...linked.steps.flatMap(({ reads, follows }) => [...reads, ...follows]),
  ]);
  const steps = linked.steps.map((step) => printStep(step, read.has(step.step.name), scope));
  return [...steps, printResult(linked, output, scope)].join("\n");
}

function printResult({ workflow, resultReads }: LinkedWorkflow, output: string, scope: WorkflowScope): string {
  if (workflow.result === undefined || workflow.output === undefined) {
    return "  return flow.join();\n";
  }
  const locals = resultReads.map(scope.names.ofStep);
  const print = (column: number): string => printReturn(workflow.result as Template, scope, column);
  const head = `  return flow.result([${locals.join(", ")}], (${locals.join(", ")}): ${output} => {`;
  if (fitsOnLine(head)) {
    return `${head}\n${print(4)}  });\n`;
  }
  return [
    "  return flow.result(\n",
    `${list("    [", locals, "],")}\n`,
    `${list("    (", locals, `): ${output} => {`)}\n`,
    `${print(6)}    },\n  );\n`,
  ].join("");
}

function printReturn(result: Template, scope: WorkflowScope, column: number): string {
  return `${" ".repeat(column)}return ${printTemplate(result, scope.expressions, column)};\n`;
}
