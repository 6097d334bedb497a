import type { OutputFile, Program } from "../ir/program.ts";
import type { Spec } from "../ir/spec.ts";
import type { Task } from "../ir/task.ts";
import { documentation } from "../print/comment.ts";
import { printInterface } from "../print/interface.ts";
import { braces } from "../print/layout.ts";
import { property, propertyKey, stringLiteral } from "../print/literal.ts";
import { createModule } from "../print/module.ts";
import type { Module } from "../print/module.ts";
import { packageType, packageValue } from "../print/symbol.ts";
import type { ImportedSymbol } from "../print/symbol.ts";
import { fileOf, generatedFile } from "./file.ts";
import { attemptOf, handlerOf, handlerTypeOf } from "./symbols.ts";
import { printThreadPool, THREADS, threadTasks } from "./threads.ts";

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
    declared: [HANDLERS.name, CREATE_TASKS.name, "overrides", "handlers", "threads"],
    importExtension: program.importExtension,
  });
  const sections = [
    printThreadPool(module, program),
    documentation(`The handlers of \`${spec.name}\`, one a task.`) + printHandlers(module, tasks),
    documentation(`Gives the tasks of \`${spec.name}\` their handlers: those under \`../tasks\`, or \`overrides\`.`) +
      printCreate(module, spec),
  ];
  return generatedFile(program, path, [module.imports(), ...sections]);
}

function printHandlers(module: Module, tasks: readonly Task[]): string {
  const members = tasks.map((task) => `readonly ${propertyKey(task.name)}: ${module.use(handlerTypeOf(task))};\n`);
  return members.length === 0 ? "export type Handlers = Record<never, never>;\n" : printInterface("Handlers", members);
}

function printCreate(module: Module, spec: Spec): string {
  const tasks = [...spec.tasks.values()];
  const type = module.use(packageType("Tasks", RUNTIME));
  if (tasks.length === 0) {
    return `export function createTasks(_overrides?: Partial<Handlers>): ${type} {\n  return {};\n}`;
  }
  const inThreads = threadTasks(spec);
  const here = tasks.filter((task) => !inThreads.includes(task));
  const bindings = tasks.map((task) => `${propertyKey(task.name)}: ${printBinding(module, task)}`);
  return [
    `export function createTasks(overrides: Partial<Handlers> = {}): ${type} {`,
    ...(here.length === 0 ? [] : [printHandlersHere(module, here, inThreads)]),
    `  return ${braces(bindings, "  ")};`,
    "}",
  ].join("\n");
}

/** Threads load handlers of their own. */
function printHandlersHere(module: Module, here: readonly Task[], inThreads: readonly Task[]): string {
  const handlers = here.map((task) => property(task.name, module.use(handlerOf(task))));
  const others = inThreads.map(({ name }) => stringLiteral(name)).join(" | ");
  const type = others === "" ? "Handlers" : `Omit<Handlers, ${others}>`;
  return `  const handlers: ${type} = ${braces([...handlers, "...overrides"], "  ")};`;
}

function printBinding(module: Module, task: Task): string {
  const attempt = module.use(attemptOf(task));
  if (task.isolation === "thread") {
    return `${module.use(packageValue("bindThread", THREADS))}(threads, ${attempt}, overrides.${task.name})`;
  }
  return `${module.use(packageValue("bindTask", RUNTIME))}(${attempt}, handlers.${task.name})`;
}
