import { exportedConstant } from "./export.ts";
import { fileOf } from "./file.ts";
import { render } from "./render.ts";
import {
  bodyOf,
  bodyTypeOf,
  handlerOf,
  handlerTypeOf,
  scheduledInputOf,
  scheduledInputTypeOf,
  WORKFLOW_RUNTIME,
} from "./symbols.ts";
import type { OutputFile, Program } from "../ir/program.ts";
import type { Task } from "../ir/task.ts";
import type { Workflow } from "../ir/workflow.ts";
import { stringLiteral } from "../print/literal.ts";
import { createModule } from "../print/module.ts";
import { packageValue } from "../print/symbol.ts";
import type { ImportedSymbol } from "../print/symbol.ts";

/** The user's file for a task, as it is made once: it compiles, and says so when it is called. */
export function firstHandler(program: Program, task: Task): OutputFile {
  return firstFile(program, {
    exported: handlerOf(task),
    type: handlerTypeOf(task),
    parameters: "_input, _task",
    notImplemented: packageValue("TaskNotImplementedError", "@gen-flows/runtime"),
  });
}

/** The user's file for a workflow that the spec gives no steps. Like all workflows it stays free of what sandboxes forbid. */
export function firstBody(program: Program, workflow: Workflow): OutputFile {
  return firstFile(program, {
    exported: bodyOf(workflow),
    type: bodyTypeOf(workflow),
    parameters: workflow.input === undefined ? "_flow" : "_flow, _input",
    notImplemented: packageValue("WorkflowNotImplementedError", WORKFLOW_RUNTIME),
  });
}

/** The user's file for the inputs of a workflow's scheduled runs. */
export function firstSchedule(program: Program, workflow: Workflow): OutputFile {
  return firstFile(program, {
    exported: scheduledInputOf(workflow),
    type: scheduledInputTypeOf(workflow),
    parameters: "_due",
    notImplemented: packageValue("ScheduleNotImplementedError", "@gen-flows/runtime"),
  });
}

interface FirstFile {
  readonly exported: ImportedSymbol;
  readonly type: ImportedSymbol;
  readonly parameters: string;
  readonly notImplemented: ImportedSymbol;
}

function firstFile(program: Program, { exported, type, parameters, notImplemented }: FirstFile): OutputFile {
  const path = fileOf(exported.from);
  const { localName, declaration, statement } = exportedConstant(exported.name, exported.alias);
  const module = createModule({ path, declared: [localName], importExtension: program.importExtension });
  const names = { notImplemented: module.use(notImplemented), handlerType: module.use(type) };
  const name = stringLiteral(exported.name);
  const text = render("handler", {
    ...names,
    name,
    parameters,
    declaration,
    statement: statement.trimEnd(),
    imports: module.imports(),
  });
  return { path, ownership: "handler", text };
}
