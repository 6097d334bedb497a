import { exportedConstant } from "./export.ts";
import { fileOf } from "./file.ts";
import { render } from "./render.ts";
import { handlerModuleOf, handlerOf, handlerTypeOf } from "./symbols.ts";
import type { OutputFile, Program } from "../ir/program.ts";
import type { Task } from "../ir/task.ts";
import { stringLiteral } from "../print/literal.ts";
import { createModule } from "../print/module.ts";
import { packageValue } from "../print/symbol.ts";

/** The user's file for a task, as it is made once: it compiles, and says so when it is called. */
export function firstHandler(program: Program, task: Task): OutputFile {
  const path = fileOf(handlerModuleOf(task));
  const { localName, declaration, statement } = exportedConstant(task.name, handlerOf(task).alias);
  const module = createModule({ path, declared: [localName], importExtension: program.importExtension });
  const names = {
    notImplemented: module.use(packageValue("TaskNotImplementedError", "@gen-flows/runtime")),
    handlerType: module.use(handlerTypeOf(task)),
  };
  const name = stringLiteral(task.name);
  const text = render("handler", { ...names, name, declaration, statement: statement.trimEnd(), imports: module.imports() });
  return { path, ownership: "handler", text };
}
