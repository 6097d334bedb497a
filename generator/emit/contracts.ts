import type { OutputFile, Program } from "../ir/program.ts";
import type { RetryPolicy, Task, TaskErrorDeclaration } from "../ir/task.ts";
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
import { callerOf } from "./symbols.ts";
import { argumentType, outputType } from "./types.ts";

const MODULE = "./generated/contracts";
const RUNTIME = "@gen-flows/runtime/workflow";
const DEFAULT_RETRY = "defaultRetry";

/** `contracts.ts`: a typed caller for each task, with all that engines must know of it. Data only. */
export function emitContracts(program: Program): OutputFile {
  const path = fileOf(MODULE);
  const callers = [...program.linked.spec.tasks.values()].map((task) => ({
    task,
    constant: exportedConstant(task.name, callerOf(task).alias, new Set([DEFAULT_RETRY])),
  }));
  const module = createModule({
    path,
    declared: [DEFAULT_RETRY, ...callers.map(({ constant }) => constant.localName)],
    importExtension: program.importExtension,
  });
  const shared = commonRetry(callers.map(({ task }) => task));
  const retry = shared && `const ${DEFAULT_RETRY}: ${module.use(packageType("RetryPolicy", RUNTIME))} = ${literal({ ...shared })};`;
  const printed = callers.map(({ task, constant }) => printCaller(program, module, task, constant, shared));
  return generatedFile(program, path, [module.imports(), retry ?? "", ...printed]);
}

function printCaller(
  program: Program,
  module: Module,
  task: Task,
  { declaration, statement }: ExportedConstant,
  shared: RetryPolicy | undefined,
): string {
  const { startToCloseTimeout, scheduleToCloseTimeout, retry } = task.policy;
  const caller = module.use(packageType("TaskCaller", RUNTIME));
  const create = module.use(packageValue("task", RUNTIME));
  const types = [module.useType(argumentType(program, task)), module.useType(outputType(program, task))];
  const contract = objectOf({
    name: stringLiteral(task.name),
    startToCloseTimeout: numberLiteral(startToCloseTimeout),
    scheduleToCloseTimeout: scheduleToCloseTimeout === undefined ? undefined : numberLiteral(scheduleToCloseTimeout),
    retry: printRetry(retry, shared),
    errors: printErrors(task.errors),
  });
  const head = list(`${declaration}: ${caller}<`, types, `> = ${create}({`, { trailingComma: false });
  return `${documentation(task.description)}${head}${contract.slice("{".length)});\n${statement}`;
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
