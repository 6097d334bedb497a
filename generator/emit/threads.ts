import type { OutputFile, Program } from "../ir/program.ts";
import type { Spec } from "../ir/spec.ts";
import type { Task } from "../ir/task.ts";
import { documentation } from "../print/comment.ts";
import { braces, list } from "../print/layout.ts";
import { numberLiteral, propertyKey } from "../print/literal.ts";
import { createModule } from "../print/module.ts";
import type { Module } from "../print/module.ts";
import { packageValue } from "../print/symbol.ts";
import { fileOf, generatedFile } from "./file.ts";
import { fileBeside } from "./file-beside.ts";
import { attemptOf, handlerOf } from "./symbols.ts";

/** Where the thread that calls has its part, and threads have theirs below. */
export const THREADS = "@gen-flows/runtime/threads";

const MODULE = "./generated/threads";

/** The tasks whose handlers run in threads. */
export function threadTasks({ tasks }: Spec): readonly Task[] {
  return [...tasks.values()].filter(({ isolation }) => isolation === "thread");
}

/** `threads.ts`: what a thread loads. Undefined where no task runs in one. */
export function emitThreads(program: Program): OutputFile | undefined {
  const { spec } = program.linked;
  const tasks = threadTasks(spec);
  if (tasks.length === 0) {
    return undefined;
  }
  const path = fileOf(MODULE);
  const module = createModule({ path, declared: ["runAttempt"], importExtension: program.importExtension });
  const telemetry = module.use({ name: "telemetry", from: "./generated/telemetry", kind: "value", alias: "flowsTelemetry" });
  const serve = module.use(packageValue("serveThread", `${THREADS}/worker`));
  const bind = module.use(packageValue("threadTask", `${THREADS}/worker`));
  const bindings = tasks.map(
    (task) => `${propertyKey(task.name)}: ${bind}(${module.use(attemptOf(task))}, ${module.use(handlerOf(task))})`,
  );
  const text =
    documentation(`Runs the tasks of \`${spec.name}\` with \`isolation: thread\`. Threads load this file, and nobody else does.`) +
    `export const runAttempt = ${serve}(${telemetry}, ${braces(bindings, "")});`;
  return generatedFile(program, path, [module.imports(), text]);
}

/** The pool of the tasks that run in threads; empty where there are none. */
export function printThreadPool(module: Module, program: Program): string {
  const { spec } = program.linked;
  if (threadTasks(spec).length === 0) {
    return "";
  }
  const create = module.use(packageValue("createThreadPool", THREADS));
  const file = fileBeside(program, "threads");
  const options = spec.threads === undefined ? "" : `{ maxThreads: ${numberLiteral(spec.threads)} }`;
  return list(`const threads = ${create}(`, [file, ...(options === "" ? [] : [options])], ");");
}
