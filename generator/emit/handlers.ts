import type { OutputFile, Program } from "../ir/program.ts";
import type { Task } from "../ir/task.ts";
import { documentation } from "../print/comment.ts";
import { printInterface } from "../print/interface.ts";
import { braces } from "../print/layout.ts";
import { property, propertyKey } from "../print/literal.ts";
import { createModule } from "../print/module.ts";
import type { Module } from "../print/module.ts";
import { packageType, packageValue } from "../print/symbol.ts";
import type { ImportedSymbol } from "../print/symbol.ts";
import { fileOf, generatedFile } from "./file.ts";
import { attemptOf, handlerOf, handlerTypeOf } from "./symbols.ts";

const MODULE = "./generated/handlers";
const RUNTIME = "@gen-flows/runtime";

/** The type of the handlers of the spec. */
export const HANDLERS: ImportedSymbol = { name: "Handlers", from: MODULE, kind: "type", alias: "SpecHandlers" };

/** The function that gives the tasks their handlers. */
export const CREATE_TASKS: ImportedSymbol = { name: "createTasks", from: MODULE, kind: "value", alias: "createSpecTasks" };

/** `handlers.ts`: the tasks with the user's handlers. Whoever only calls workflows does not load it. */
export function emitHandlers(program: Program): OutputFile {
  const { spec } = program.linked;
  const path = fileOf(MODULE);
  const tasks = [...spec.tasks.values()];
  const module = createModule({
    path,
    declared: [HANDLERS.name, CREATE_TASKS.name, "overrides", "handlers"],
    importExtension: program.importExtension,
  });
  const sections = [
    documentation(`The handlers of \`${spec.name}\`, one a task.`) + printHandlers(module, tasks),
    documentation(`Gives the tasks of \`${spec.name}\` their handlers: those under \`../tasks\`, or \`overrides\`.`) +
      printCreate(module, tasks),
  ];
  return generatedFile(program, path, [module.imports(), ...sections]);
}

function printHandlers(module: Module, tasks: readonly Task[]): string {
  const members = tasks.map((task) => `readonly ${propertyKey(task.name)}: ${module.use(handlerTypeOf(task))};\n`);
  return members.length === 0 ? "export type Handlers = Record<never, never>;\n" : printInterface("Handlers", members);
}

function printCreate(module: Module, tasks: readonly Task[]): string {
  const type = module.use(packageType("Tasks", RUNTIME));
  if (tasks.length === 0) {
    return `export function createTasks(_overrides?: Partial<Handlers>): ${type} {\n  return {};\n}`;
  }
  const handlers = tasks.map((task) => property(task.name, module.use(handlerOf(task))));
  const bind = module.use(packageValue("bindTask", RUNTIME));
  const bindings = tasks.map(
    (task) => `${propertyKey(task.name)}: ${bind}(${module.use(attemptOf(task))}, handlers.${task.name})`,
  );
  return [
    `export function createTasks(overrides: Partial<Handlers> = {}): ${type} {`,
    `  const handlers: Handlers = ${braces([...handlers, "...overrides"], "  ")};`,
    `  return ${braces(bindings, "  ")};`,
    "}",
  ].join("\n");
}
