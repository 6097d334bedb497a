import { stepsWithin } from "../ir/blocks.ts";
import { chosenEngines } from "../ir/engines.ts";
import type { OutputFile, Program } from "../ir/program.ts";
import type { Spec } from "../ir/spec.ts";
import type { RetryPolicy, Task, TaskErrorDeclaration } from "../ir/task.ts";
import type { Workflow } from "../ir/workflow.ts";
import { documentation } from "../print/comment.ts";
import { list } from "../print/layout.ts";
import { literal, numberLiteral, objectOf, stringLiteral } from "../print/literal.ts";
import { createModule } from "../print/module.ts";
import type { Module } from "../print/module.ts";
import { packageType, packageValue } from "../print/symbol.ts";
import { exportedConstant } from "./export.ts";
import type { ExportedConstant } from "./export.ts";
import { fileOf, generatedFile } from "./file.ts";
import { commonRetry } from "./retry.ts";
import { callerOf, childOf, WORKFLOW_RUNTIME } from "./symbols.ts";
import { argumentType, outputType, passedType } from "./types.ts";

const MODULE = "./generated/contracts";
const DEFAULT_RETRY = "defaultRetry";

/** `contracts.ts`: a typed caller for each task and each child workflow, with all that engines must know of it. Data only. */
export function emitContracts(program: Program): OutputFile {
  const path = fileOf(MODULE);
  const reserved = new Set([DEFAULT_RETRY]);
  const tasks = [...program.linked.spec.tasks.values()].map((task) => ({
    task,
    constant: exportedConstant(task.name, callerOf(task).alias, reserved),
  }));
  const children = childWorkflows(program.linked.spec).map((workflow) => ({
    workflow,
    constant: exportedConstant(workflow.name, childOf(workflow).alias, reserved),
  }));
  const module = createModule({
    path,
    declared: [DEFAULT_RETRY, ...[...tasks, ...children].map(({ constant }) => constant.localName)],
    importExtension: program.importExtension,
  });
  const shared = commonRetry(tasks.map(({ task }) => task));
  const retry = shared && `const ${DEFAULT_RETRY}: ${module.use(packageType("RetryPolicy", WORKFLOW_RUNTIME))} = ${literal({ ...shared })};`;
  const printed = [
    ...tasks.map(({ task, constant }) => printCaller(program, module, task, constant, shared)),
    ...children.map(({ workflow, constant }) => printChild(program, module, workflow, constant)),
  ];
  return generatedFile(program, path, [module.imports(), retry ?? "", ...printed]);
}

/** The workflows that some step runs; all of them where a body is written by hand, for it may run any. */
function childWorkflows(spec: Spec): readonly Workflow[] {
  const workflows = [...spec.workflows.values()];
  if (workflows.some(({ block }) => block === undefined)) {
    return workflows;
  }
  const steps = workflows.flatMap(({ block }) => stepsWithin(block));
  const called = new Set(steps.flatMap((step) => (step.kind === "workflow" ? step.workflow.name : [])));
  return workflows.filter(({ name }) => called.has(name));
}

function printCaller(
  program: Program,
  module: Module,
  task: Task,
  { declaration, statement }: ExportedConstant,
  shared: RetryPolicy | undefined,
): string {
  const { startToCloseTimeout, scheduleToCloseTimeout, heartbeatTimeout, retry } = task.policy;
  const caller = module.use(packageType("TaskCaller", WORKFLOW_RUNTIME));
  const create = module.use(packageValue("task", WORKFLOW_RUNTIME));
  const types = [module.useType(argumentType(program, task)), module.useType(outputType(program, task))];
  const contract = objectOf({
    name: stringLiteral(task.name),
    startToCloseTimeout: numberLiteral(startToCloseTimeout),
    scheduleToCloseTimeout: scheduleToCloseTimeout === undefined ? undefined : numberLiteral(scheduleToCloseTimeout),
    heartbeatTimeout: heartbeatTimeout === undefined ? undefined : numberLiteral(heartbeatTimeout),
    placement: printPlacement(program, task),
    retry: printRetry(retry, shared),
    errors: printErrors(task.errors),
  });
  const head = list(`${declaration}: ${caller}<`, types, `> = ${create}({`, { trailingComma: false });
  return `${documentation(task.description)}${head}${contract.slice("{".length)});\n${statement}`;
}

/** A child's input is checked and filled in like that of any run, so it takes what a caller may give. */
function printChild(
  program: Program,
  module: Module,
  workflow: Workflow,
  { declaration, statement }: ExportedConstant,
): string {
  const caller = module.use(packageType("WorkflowCaller", WORKFLOW_RUNTIME));
  const create = module.use(packageValue("childWorkflow", WORKFLOW_RUNTIME));
  const types = [module.useType(passedType(program, workflow)), module.useType(outputType(program, workflow))];
  const contract = objectOf({ name: stringLiteral(workflow.name) });
  const head = list(`${declaration}: ${caller}<`, types, `> = ${create}({`, { trailingComma: false });
  return `${documentation(workflow.description)}${head}${contract.slice("{".length)});\n${statement}`;
}

/** Where an engine runs the task, where that is not what engines do by themselves: a run in one process has one place. */
function printPlacement({ linked }: Program, { placement }: Task): string | undefined {
  return placement === "inline" && chosenEngines(linked.spec.engines).length > 0 ? stringLiteral(placement) : undefined;
}

/** The policy, or how it differs from the one that most tasks share. */
function printRetry(retry: RetryPolicy, shared: RetryPolicy | undefined): string {
  if (shared === undefined) {
    return literal({ ...retry }, "  ");
  }
  const differences = Object.entries(retry).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(shared[key as keyof RetryPolicy]),
  );
  const printed = Object.fromEntries(differences.map(([key, value]) => [key, literal(value, "    ")]));
  return differences.length === 0 ? DEFAULT_RETRY : objectOf(printed, "  ", `...${DEFAULT_RETRY}`);
}

/** The errors that look otherwise than usual on spans. */
function printErrors(errors: readonly TaskErrorDeclaration[]): string | undefined {
  const special = errors.filter(({ expected, mask }) => expected || mask !== undefined);
  const printed = special.map(({ name, expected, mask }) => [
    name,
    literal({ expected: expected ? true : undefined, mask }, "    "),
  ]);
  return special.length === 0 ? undefined : objectOf(Object.fromEntries(printed), "  ");
}
