import type { OutputFile, Program } from "../ir/program.ts";
import type { Task } from "../ir/task.ts";
import type { Workflow } from "../ir/workflow.ts";
import { documentation } from "../print/comment.ts";
import { printInterface } from "../print/interface.ts";
import { braces, list } from "../print/layout.ts";
import { propertyKey } from "../print/literal.ts";
import { createModule } from "../print/module.ts";
import type { Module } from "../print/module.ts";
import { safeIdentifier } from "../print/safe-identifier.ts";
import { packageType, packageValue } from "../print/symbol.ts";
import { fileOf, generatedFile } from "./file.ts";
import { attemptOf, handlerOf, handlerTypeOf, workflowOf } from "./symbols.ts";
import { outputType, passedType } from "./types.ts";

const MODULE = "./generated/index";
const RUNTIME = "@gen-flows/runtime";

/** What `index.ts` exports beside the workflows. */
export const INDEX_EXPORTS: ReadonlySet<string> = new Set(["createFlows", "Flows", "Handlers"]);

/** `index.ts`: the workflows of the spec, if it has any, ready to run in process with the user's handlers. */
export function emitIndex(program: Program): OutputFile {
  const { spec } = program.linked;
  const path = fileOf(MODULE);
  const tasks = [...spec.tasks.values()];
  const workflows = [...spec.workflows.values()];
  const exported = workflows.map(({ name }) => ({ name, localName: safeIdentifier(name, `${name}Client`, INDEX_EXPORTS) }));
  const module = createModule({
    path,
    declared: [...INDEX_EXPORTS, "options", "handlers", "engine", ...exported.map(({ localName }) => localName)],
    importExtension: program.importExtension,
  });
  const handlers = documentation(`The handlers of \`${spec.name}\`, one a task.`) + printHandlers(module, tasks);
  if (workflows.length === 0) {
    return generatedFile(program, path, [module.imports(), handlers]);
  }
  const sections = [
    handlers,
    documentation(`The workflows of \`${spec.name}\`.`) + printFlows(program, module, workflows),
    documentation(
      `Makes the workflows of \`${spec.name}\`, with \`options.handlers\` in place of those under \`../tasks\`.`,
    ) + printCreate(program, module, tasks, workflows),
    printExports(exported),
  ];
  return generatedFile(program, path, [module.imports(), ...sections]);
}

function printHandlers(module: Module, tasks: readonly Task[]): string {
  const members = tasks.map((task) => `readonly ${propertyKey(task.name)}: ${module.use(handlerTypeOf(task))};\n`);
  return printInterface("Handlers", members);
}

function printFlows(program: Program, module: Module, workflows: readonly Workflow[]): string {
  const members = workflows.map((workflow) => {
    const client = `readonly ${propertyKey(workflow.name)}: ${module.use(packageType("WorkflowClient", RUNTIME))}`;
    const types = [passedType(program, workflow), outputType(program, workflow)].map(module.useType);
    return `${list(`${client}<`, types, ">;", { trailingComma: false })}\n`;
  });
  return printInterface("Flows", members);
}

function printCreate(program: Program, module: Module, tasks: readonly Task[], workflows: readonly Workflow[]): string {
  const telemetry = { from: "./generated/telemetry", kind: "value" } as const;
  const handlers = tasks.map((task) => printProperty(task.name, module.use(handlerOf(task))));
  const bindings = tasks.map((task) => {
    const bind = module.use(packageValue("bindTask", RUNTIME));
    return `${propertyKey(task.name)}: ${bind}(${module.use(attemptOf(task))}, handlers.${task.name})`;
  });
  const engine = [
    printProperty("telemetry", module.use({ ...telemetry, name: "telemetry", alias: "flowsTelemetry" })),
    printProperty("tracer", module.use({ ...telemetry, name: "tracer", alias: "flowsTracer" })),
    `tasks: ${braces(bindings, "    ")}`,
    "maxConcurrentRuns: options.maxConcurrentRuns",
  ];
  const clients = workflows.map((workflow) => printClient(program, module, workflow));
  return [
    `export function createFlows(options: ${module.use(packageType("FlowsOptions", RUNTIME))}<Handlers> = {}): Flows {`,
    ...(tasks.length === 0 ? [] : [`  const handlers: Handlers = ${braces([...handlers, "...options.handlers"], "  ")};`]),
    `  const engine = ${module.use(packageValue("embedded", RUNTIME))}(${braces(engine, "  ")});`,
    `  return ${braces(clients, "  ")};`,
    "}",
  ].join("\n");
}

/** Validators are loaded by the first run that needs one: ajv's code is most of what would be loaded otherwise. */
function printClient(program: Program, module: Module, workflow: Workflow): string {
  const validator = program.validators?.exportOf.get(workflow.name);
  const client = `${propertyKey(workflow.name)}: engine.client(${module.use(workflowOf(workflow))}`;
  if (validator === undefined) {
    return `${client})`;
  }
  return [
    `${client}, async () => {`,
    `      const { ${validator} } = await import("./validators${program.importExtension}");`,
    `      return ${validator};`,
    "    })",
  ].join("\n");
}

function printProperty(key: string, value: string): string {
  return key === value ? key : `${propertyKey(key)}: ${value}`;
}

function printExports(workflows: readonly { readonly name: string; readonly localName: string }[]): string {
  const bindings = workflows.map(({ name, localName }) => (name === localName ? name : `${name}: ${localName}`));
  const renamed = workflows.filter(({ name, localName }) => name !== localName);
  if (renamed.length === 0) {
    return list("export const {", bindings, "} = createFlows();", { padding: " " });
  }
  const names = workflows.map(({ name, localName }) => (name === localName ? name : `${localName} as ${name}`));
  return `${list("const {", bindings, "} = createFlows();", { padding: " " })}\n\n${list("export {", names, "};", { padding: " " })}`;
}
