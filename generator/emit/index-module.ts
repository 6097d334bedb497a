import type { OutputFile, Program } from "../ir/program.ts";
import { documentation } from "../print/comment.ts";
import { list } from "../print/layout.ts";
import { createModule } from "../print/module.ts";
import type { Module } from "../print/module.ts";
import { packageType, packageValue } from "../print/symbol.ts";
import { APPLICATION, CREATE_CLIENTS, FLOWS } from "./application.ts";
import { exportedClients, printExportedClients } from "./exported-clients.ts";
import { fileOf, generatedFile } from "./file.ts";
import { CREATE_TASKS, HANDLERS } from "./handlers.ts";

const MODULE = "./generated/index";
const RUNTIME = "@gen-flows/runtime";

/** What `index.ts` exports beside the workflows. */
export const INDEX_EXPORTS: ReadonlySet<string> = new Set(["createFlows", FLOWS.name, HANDLERS.name]);

/** `index.ts`: the workflows of the spec, if it has any, ready to run in process with the user's handlers. */
export function emitIndex(program: Program): OutputFile {
  const { spec, workflows } = program.linked;
  const path = fileOf(MODULE);
  const exported = exportedClients(program, INDEX_EXPORTS);
  const module = createModule({
    path,
    declared: ["createFlows", "options", "handlers", "engineOptions", "engine", ...exported.map(({ localName }) => localName)],
    importExtension: program.importExtension,
  });
  if (workflows.length === 0) {
    return generatedFile(program, path, [`export type { Handlers } from "./handlers${program.importExtension}";`]);
  }
  const types = [FLOWS, HANDLERS].map((type) => module.use(type));
  const sections = [
    documentation(
      `Makes the workflows of \`${spec.name}\`, with \`options.handlers\` in place of those under \`../tasks\`.`,
    ) + printCreate(module, types),
    `${printExportedClients(exported)}\n\n${list("export type {", types, "};", { padding: " " })}`,
  ];
  return generatedFile(program, path, [module.imports(), ...sections]);
}

function printCreate(module: Module, [flows, handlers]: readonly string[]): string {
  const engine = module.use(packageValue("embedded", RUNTIME));
  const application = module.use(APPLICATION);
  const tasks = `${module.use(CREATE_TASKS)}(handlers)`;
  return [
    `export function createFlows(options: ${module.use(packageType("FlowsOptions", RUNTIME))}<${handlers}> = {}): ${flows} {`,
    "  const { handlers, ...engineOptions } = options;",
    `  const engine = ${engine}(${application}, ${tasks}, engineOptions);`,
    `  return ${module.use(CREATE_CLIENTS)}(engine);`,
    "}",
  ].join("\n");
}
