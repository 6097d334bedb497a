import type { EngineSettings } from "../../ir/engines.ts";
import type { OutputFile, Program } from "../../ir/program.ts";
import { documentation } from "../../print/comment.ts";
import { list } from "../../print/layout.ts";
import { numberLiteral } from "../../print/literal.ts";
import { createModule } from "../../print/module.ts";
import type { Module } from "../../print/module.ts";
import { packageType, packageValue } from "../../print/symbol.ts";
import { APPLICATION } from "../application.ts";
import { fileOf, generatedFile } from "../file.ts";
import { CREATE_TASKS } from "../handlers.ts";
import { emitClientModule } from "./client-module.ts";
import { emitMain } from "./main-module.ts";
import { optionsOver } from "./options.ts";
import type { Settings } from "./options.ts";
import { printWorkerOptions } from "./worker-options.ts";

const FOLDER = "./generated/restate";
const RUNTIME = "@gen-flows/runtime/restate";
const WORKER = `${RUNTIME}/worker`;

/** The entry files for Restate. */
export function emitRestate(program: Program, settings: EngineSettings): readonly OutputFile[] {
  return [
    emitClientModule(program, {
      title: "Restate",
      module: `${FOLDER}/client`,
      runtime: `${RUNTIME}/client`,
      factory: "restateClient",
      optionsType: "RestateClientOptions",
      settings: {},
    }),
    emitServices(program, settings),
    emitMain(program, { title: "Restate", folder: FOLDER, start: "serve", from: "services" }),
  ];
}

/** `restate/services.ts`: runs workflows, and attempts at tasks, with the user's handlers. */
function emitServices(program: Program, { maxConcurrentTasks }: EngineSettings): OutputFile {
  const { spec } = program.linked;
  const path = fileOf(`${FOLDER}/services`);
  const module = createModule({
    path,
    declared: ["ServiceOptions", "ServeOptions", "createServices", "serve", "options", "handlers", "engineOptions"],
    importExtension: program.importExtension,
  });
  const settings = { maxConcurrentTasks: maxConcurrentTasks === undefined ? undefined : numberLiteral(maxConcurrentTasks) };
  const sections = [
    printWorkerOptions(module, {
      name: "ServiceOptions",
      extends: "RestateWorkerOptions",
      runtime: WORKER,
      documentation: `How the services of \`${spec.name}\` work.`,
    }),
    printFunction(module, {
      documentation: `Makes the services of \`${spec.name}\`, to be served in a way of your own: one for each workflow, and one for all tasks.`,
      name: "createServices",
      options: "ServiceOptions",
      start: "restateServices",
      result: module.use(packageType("RestateServices", WORKER)),
      settings,
    }),
    printWorkerOptions(module, {
      name: "ServeOptions",
      extends: "RestateServeOptions",
      runtime: WORKER,
      documentation: `How the services of \`${spec.name}\` work and are served.`,
    }),
    printFunction(module, {
      documentation: `Serves \`${spec.name}\` to Restate until the process is told to stop.`,
      name: "serve",
      options: "ServeOptions",
      start: "serveRestate",
      result: `Promise<${module.use(packageType("RestateServer", WORKER))}>`,
      settings,
    }),
  ];
  return generatedFile(program, path, [module.imports(), ...sections]);
}

interface WorkerFunction {
  readonly documentation: string;
  readonly name: string;
  /** The type of what it takes. */
  readonly options: string;
  /** The function of the runtime. */
  readonly start: string;
  readonly result: string;
  readonly settings: Settings;
}

function printFunction(module: Module, { name, options, start, result, settings, ...printed }: WorkerFunction): string {
  const call = [module.use(APPLICATION), `${module.use(CREATE_TASKS)}(handlers)`, optionsOver(settings, "engineOptions", "  ")];
  return [
    documentation(printed.documentation) + list(`export function ${name}(`, [`options: ${options} = {}`], `): ${result} {`),
    "  const { handlers, ...engineOptions } = options;",
    // An object as the last argument begins on the line of the call.
    `  return ${module.use(packageValue(start, WORKER))}(${call.join(", ")});`,
    "}",
  ].join("\n");
}
