import type { OutputFile, Program } from "../../ir/program.ts";
import { documentation } from "../../print/comment.ts";
import { list } from "../../print/layout.ts";
import { createModule } from "../../print/module.ts";
import { packageType, packageValue } from "../../print/symbol.ts";
import { APPLICATION, CREATE_CLIENTS, FLOWS } from "../application.ts";
import { exportedClients, printExportedClients } from "../exported-clients.ts";
import { fileOf, generatedFile } from "../file.ts";
import { optionsOver } from "./options.ts";
import type { Settings } from "./options.ts";

/** How the clients of an engine are made. */
export interface ClientModule {
  /** How people write the name of the engine. */
  readonly title: string;
  /** `./generated/restate/client`. */
  readonly module: string;
  /** Where the runtime has what is named here. */
  readonly runtime: string;
  /** The function that takes the application and options. */
  readonly factory: string;
  readonly optionsType: string;
  readonly settings: Settings;
}

/** What the module exports beside the workflows: less than `index.ts`. */
const EXPORTS: ReadonlySet<string> = new Set(["createFlows", FLOWS.name]);

/** `<engine>/client.ts`: the workflows as `index.ts` exports them, for runs on a server. It loads no handler. */
export function emitClientModule(program: Program, client: ClientModule): OutputFile {
  const { title, runtime, factory, optionsType, settings } = client;
  const path = fileOf(client.module);
  const exported = exportedClients(program, EXPORTS);
  const module = createModule({
    path,
    declared: ["createFlows", "options", "engine", ...exported.map(({ localName }) => localName)],
    importExtension: program.importExtension,
  });
  const flows = module.use(FLOWS);
  const engine = `${module.use(packageValue(factory, runtime))}(${module.use(APPLICATION)}, ${optionsOver(settings, "options", "  ")})`;
  const create = [
    `export function createFlows(options: ${module.use(packageType(optionsType, runtime))} = {}): ${flows} {`,
    `  const engine = ${engine};`,
    `  return ${module.use(CREATE_CLIENTS)}(engine);`,
    "}",
  ].join("\n");
  const sections = [
    documentation(
      `Makes clients of the workflows of \`${program.linked.spec.name}\` on ${title}. They connect when they are first used.`,
    ) + create,
    `${printExportedClients(exported)}\n\n${list("export type {", [flows], "};", { padding: " " })}`,
  ];
  return generatedFile(program, path, [module.imports(), ...sections]);
}
