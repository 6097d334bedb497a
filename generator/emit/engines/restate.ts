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
import { settingsLiteral } from "./options.ts";
import { printWorkerOptions } from "./worker-options.ts";

const FOLDER = "./generated/restate";
const RUNTIME = "@gen-flows/runtime/restate";

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
    emitMain(program),
  ];
}

/** `restate/services.ts`: runs workflows, and attempts at tasks, with the user's handlers. */
function emitServices(program: Program, settings: EngineSettings): OutputFile {
  const { spec } = program.linked;
  const path = fileOf(`${FOLDER}/services`);
  const module = createModule({
    path,
    declared: ["ServiceOptions", "ServeOptions", "createServices", "serve", "options", "handlers", "serveOptions", "serviceOptions"],
    importExtension: program.importExtension,
  });
  const options = [
    printWorkerOptions(module, {
      name: "ServeOptions",
      extends: "RestateServeOptions",
      runtime: RUNTIME,
      documentation: `How the services of \`${spec.name}\` are served.`,
    }),
  ];
  const create = printFunction(module, settings, {
    documentation: `Makes the services of \`${spec.name}\`, for whoever serves them in his own way: one for each workflow, and one for all tasks.`,
    name: "createServices",
    options: "ServiceOptions",
    result: module.use(packageType("RestateServices", RUNTIME)),
    start: module.use(packageValue("restateServices", RUNTIME)),
    rest: "serviceOptions",
  });
  const serve = printFunction(module, settings, {
    documentation: `Serves \`${spec.name}\`: Restate calls its workflows and tasks until the process is told to stop.`,
    name: "serve",
    options: "ServeOptions",
    result: `Promise<${module.use(packageType("RestateServer", RUNTIME))}>`,
    start: module.use(packageValue("serveRestate", RUNTIME)),
    rest: "serveOptions",
  });
  return generatedFile(program, path, [module.imports(), ...options, create, serve]);
}

interface WorkerFunction {
  readonly documentation: string;
  readonly name: string;
  readonly options: string;
  readonly result: string;
  readonly start: string;
  /** What the options without the handlers are called. */
  readonly rest: string;
}

function printFunction(module: Module, { maxConcurrentTasks }: EngineSettings, printed: WorkerFunction): string {
  const definition = settingsLiteral(
    {
      tasks: `${module.use(CREATE_TASKS)}(handlers)`,
      maxConcurrentTasks: maxConcurrentTasks === undefined ? undefined : numberLiteral(maxConcurrentTasks),
    },
    "    ",
  );
  return [
    documentation(printed.documentation) +
      list(`export function ${printed.name}(`, [`options: ${printed.options} = {}`], `): ${printed.result} {`),
    `  const { handlers, ...${printed.rest} } = options;`,
    `  return ${printed.start}(`,
    `    ${module.use(APPLICATION)},`,
    `    ${definition},`,
    `    ${printed.rest},`,
    "  );",
    "}",
  ].join("\n");
}

/** `restate/main.ts`: a process that is a worker and nothing else. */
function emitMain(program: Program): OutputFile {
  const path = fileOf(`${FOLDER}/main`);
  const module = createModule({ path, importExtension: program.importExtension });
  const serve = module.use({ name: "serve", from: `${FOLDER}/services`, kind: "value", alias: "serveRestate" });
  const comment = documentation(`A worker of \`${program.linked.spec.name}\` on Restate, as a process of its own.`);
  return generatedFile(program, path, [comment + module.imports(), `await ${serve}();`]);
}
