import type { OutputFile, Program } from "../ir/program.ts";
import { documentation } from "../print/comment.ts";
import { list } from "../print/layout.ts";
import { createModule } from "../print/module.ts";
import type { Module } from "../print/module.ts";
import { safeIdentifier } from "../print/safe-identifier.ts";
import { packageType, packageValue } from "../print/symbol.ts";
import { APPLICATION, CREATE_CLIENTS, FLOWS } from "./application.ts";
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
  const exported = workflows.map(({ workflow: { name } }) => ({
    name,
    localName: safeIdentifier(name, `${name}Client`, INDEX_EXPORTS),
  }));
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
    `${printExports(exported)}\n\n${list("export type {", types, "};", { padding: " " })}`,
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

function printExports(workflows: readonly { readonly name: string; readonly localName: string }[]): string {
  const bindings = workflows.map(({ name, localName }) => (name === localName ? name : `${name}: ${localName}`));
  const renamed = workflows.filter(({ name, localName }) => name !== localName);
  if (renamed.length === 0) {
    return list("export const {", bindings, "} = createFlows();", { padding: " " });
  }
  const names = workflows.map(({ name, localName }) => (name === localName ? name : `${localName} as ${name}`));
  return `${list("const {", bindings, "} = createFlows();", { padding: " " })}\n\n${list("export {", names, "};", { padding: " " })}`;
}
