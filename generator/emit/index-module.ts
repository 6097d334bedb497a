import type { ContextEntry } from "../ir/context-entry.ts";
import type { LinkedWorkflow } from "../ir/linked.ts";
import type { OutputFile, Program } from "../ir/program.ts";
import type { Task } from "../ir/task.ts";
import type { TraceSettings } from "../ir/telemetry/traces.ts";
import { documentation } from "../print/comment.ts";
import { printInterface } from "../print/interface.ts";
import { braces, list } from "../print/layout.ts";
import { literal, numberLiteral, objectOf, property, propertyKey, stringLiteral } from "../print/literal.ts";
import { createModule } from "../print/module.ts";
import type { Module } from "../print/module.ts";
import { safeIdentifier } from "../print/safe-identifier.ts";
import { packageType, packageValue } from "../print/symbol.ts";
import { printClient, printClientType, printLoad } from "./client.ts";
import { fileOf, generatedFile } from "./file.ts";
import { attemptOf, handlerOf, handlerTypeOf } from "./symbols.ts";

const MODULE = "./generated/index";
const RUNTIME = "@gen-flows/runtime";

/** What `index.ts` exports beside the workflows. */
export const INDEX_EXPORTS: ReadonlySet<string> = new Set(["createFlows", "Flows", "Handlers"]);

/** `index.ts`: the workflows of the spec, if it has any, ready to run in process with the user's handlers. */
export function emitIndex(program: Program): OutputFile {
  const { spec, workflows } = program.linked;
  const path = fileOf(MODULE);
  const tasks = [...spec.tasks.values()];
  const exported = workflows.map(({ workflow: { name } }) => ({
    name,
    localName: safeIdentifier(name, `${name}Client`, INDEX_EXPORTS),
  }));
  const module = createModule({
    path,
    declared: [...INDEX_EXPORTS, "options", "handlers", "engine", ...exported.map(({ localName }) => localName)],
    importExtension: program.importExtension,
  });
  const handlers = documentation(`The handlers of \`${spec.name}\`, one a task.`) + printHandlers(module, tasks);
  if (workflows.length === 0) {
    return generatedFile(program, path, [module.imports(), handlers]);
  }
  const clients = workflows.map((linked) => printClientType(program, module, linked));
  const sections = [
    handlers,
    documentation(`The workflows of \`${spec.name}\`.`) + printInterface("Flows", clients),
    documentation(
      `Makes the workflows of \`${spec.name}\`, with \`options.handlers\` in place of those under \`../tasks\`.`,
    ) + printCreate(program, module, tasks, workflows),
    printExports(exported),
  ];
  return generatedFile(program, path, [module.imports(), ...sections]);
}

function printHandlers(module: Module, tasks: readonly Task[]): string {
  const members = tasks.map((task) => `readonly ${propertyKey(task.name)}: ${module.use(handlerTypeOf(task))};\n`);
  return members.length === 0 ? "export type Handlers = Record<never, never>;\n" : printInterface("Handlers", members);
}

function printCreate(
  program: Program,
  module: Module,
  tasks: readonly Task[],
  workflows: readonly LinkedWorkflow[],
): string {
  const telemetry = { from: "./generated/telemetry", kind: "value" } as const;
  const { payloadBytes, telemetry: settings } = program.linked.spec;
  const traces = printTraces(settings.traces);
  const handlers = tasks.map((task) => property(task.name, module.use(handlerOf(task))));
  const bindings = tasks.map((task) => {
    const bind = module.use(packageValue("bindTask", RUNTIME));
    return `${propertyKey(task.name)}: ${bind}(${module.use(attemptOf(task))}, handlers.${task.name})`;
  });
  const context = printContext(program);
  const engine = [
    property("telemetry", module.use({ ...telemetry, name: "telemetry", alias: "flowsTelemetry" })),
    property("tracer", module.use({ ...telemetry, name: "tracer", alias: "flowsTracer" })),
    `tasks: ${braces(bindings, "    ")}`,
    ...(context === undefined ? [] : [`context: ${context}`]),
    ...(payloadBytes === undefined ? [] : [`payloadBytes: ${numberLiteral(payloadBytes)}`]),
    ...(traces === undefined ? [] : [`traces: ${traces}`]),
    ...(settings.onMissingParent === undefined ? [] : [`onMissingParent: ${stringLiteral(settings.onMissingParent)}`]),
    "maxConcurrentRuns: options.maxConcurrentRuns",
    "hooks: options.hooks",
    "clock: options.clock",
  ];
  const clients = workflows.map((linked) => printClient(program, module, linked));
  return [
    `export function createFlows(options: ${module.use(packageType("FlowsOptions", RUNTIME))}<Handlers> = {}): Flows {`,
    ...(tasks.length === 0 ? [] : [`  const handlers: Handlers = ${braces([...handlers, "...options.handlers"], "  ")};`]),
    `  const engine = ${module.use(packageValue("embedded", RUNTIME))}(${braces(engine, "  ")});`,
    `  return ${braces(clients, "  ")};`,
    "}",
  ].join("\n");
}

/** How the spans of a run are laid out; undefined where the spec leaves that to the runtime. */
function printTraces({ mode, longestWait, spansPerRun }: TraceSettings): string | undefined {
  return mode === undefined && longestWait === undefined && spansPerRun === undefined
    ? undefined
    : literal({ mode, longestWait, spansPerRun }, "    ");
}

/** How the values of the context travel, and what checks them; undefined where the spec declares none. */
function printContext(program: Program): string | undefined {
  const { context } = program.linked.spec;
  const validator = program.validators?.context;
  if (context.length === 0 || validator === undefined) {
    return undefined;
  }
  const entries = context.map((entry) => [entry.name, literal(travelOf(program, entry), "        ")] as const);
  return objectOf(
    {
      validate: printLoad(program, "validate", validator, "      "),
      entries: objectOf(Object.fromEntries(entries), "      "),
    },
    "    ",
  );
}

/** How a value of the context travels. One that is to be dropped is shown nowhere. */
function travelOf({ redaction }: Program, entry: ContextEntry): { readonly [key: string]: string | boolean | undefined } {
  const rule = redaction.context.get(entry);
  const { propagate, attribute, log } = entry;
  const isShown = rule !== "drop" && (attribute !== undefined || log);
  return {
    baggage: propagate === "baggage" ? true : undefined,
    ...(isShown && { attribute, log: log ? true : undefined, sensitive: rule }),
  };
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
