import type { TemporalSettings } from "../../ir/engines.ts";
import type { OutputFile, Program } from "../../ir/program.ts";
import { documentation } from "../../print/comment.ts";
import { list } from "../../print/layout.ts";
import { numberLiteral, stringLiteral } from "../../print/literal.ts";
import { createModule } from "../../print/module.ts";
import { packageType, packageValue } from "../../print/symbol.ts";
import { APPLICATION } from "../application.ts";
import { exportedConstant } from "../export.ts";
import { fileOf, generatedFile } from "../file.ts";
import { fileBeside } from "../file-beside.ts";
import { CREATE_TASKS } from "../handlers.ts";
import { workflowOf } from "../symbols.ts";
import { emitClientModule } from "./client-module.ts";
import { emitMain } from "./main-module.ts";
import { settingsLiteral } from "./options.ts";
import { printWorkerOptions } from "./worker-options.ts";

const FOLDER = "./generated/temporal";
const RUNTIME = "@gen-flows/runtime/temporal";

/** The entry files for Temporal. */
export function emitTemporal(program: Program, settings: TemporalSettings): readonly OutputFile[] {
  return [
    emitClientModule(program, {
      title: "Temporal",
      module: `${FOLDER}/client`,
      runtime: `${RUNTIME}/client`,
      factory: "temporalClient",
      optionsType: "TemporalClientOptions",
      settings: { taskQueue: stringLiteral(settings.taskQueue) },
    }),
    emitWorkflows(program),
    emitWorker(program, settings),
    emitMain(program, { title: "Temporal", folder: FOLDER, start: "startWorker", from: "worker" }),
  ];
}

/** `temporal/workflows.ts`: what the sandbox loads. It imports workflow modules, and what runs in a sandbox. */
function emitWorkflows(program: Program): OutputFile {
  const path = fileOf(`${FOLDER}/workflows`);
  const exported = program.linked.workflows.map((linked) => ({
    linked,
    constant: exportedConstant(linked.workflow.name, `${linked.workflow.name}OnTemporal`),
  }));
  const module = createModule({
    path,
    declared: exported.map(({ constant }) => constant.localName),
    importExtension: program.importExtension,
  });
  const statements = exported.map(({ linked: { workflow }, constant: { declaration, statement } }) => {
    const make = module.use(packageValue("temporalWorkflow", `${RUNTIME}/workflow`));
    return `${documentation(workflow.description)}${declaration} = ${make}(${module.use(workflowOf(workflow))});\n${statement}`;
  });
  return generatedFile(program, path, [module.imports(), ...statements]);
}

/** `temporal/worker.ts`: runs workflows, and attempts at tasks, with the user's handlers. */
function emitWorker(program: Program, { taskQueue, maxConcurrentTasks }: TemporalSettings): OutputFile {
  const { spec } = program.linked;
  const path = fileOf(`${FOLDER}/worker`);
  const runtime = `${RUNTIME}/worker`;
  const module = createModule({
    path,
    declared: ["WorkerOptions", "startWorker", "options", "handlers", "workerOptions"],
    importExtension: program.importExtension,
  });
  const options = printWorkerOptions(module, {
    name: "WorkerOptions",
    extends: "TemporalWorkerOptions",
    runtime,
    documentation: `How a worker of \`${spec.name}\` works.`,
  });
  const definition = settingsLiteral(
    {
      tasks: `${module.use(CREATE_TASKS)}(handlers)`,
      taskQueue: stringLiteral(taskQueue),
      workflows: fileBeside(program, "workflows"),
      maxConcurrentTasks: maxConcurrentTasks === undefined ? undefined : numberLiteral(maxConcurrentTasks),
    },
    "    ",
  );
  const start = [
    documentation(
      `Starts a worker of \`${spec.name}\`: it takes workflows and tasks from Temporal until the process is told to stop.`,
    ) +
      list(
        "export function startWorker(",
        ["options: WorkerOptions = {}"],
        `): Promise<${module.use(packageType("TemporalWorker", runtime))}> {`,
      ),
    "  const { handlers, ...workerOptions } = options;",
    `  return ${module.use(packageValue("startTemporalWorker", runtime))}(`,
    `    ${module.use(APPLICATION)},`,
    `    ${definition},`,
    "    workerOptions,",
    "  );",
    "}",
  ].join("\n");
  return generatedFile(program, path, [module.imports(), options, start]);
}
