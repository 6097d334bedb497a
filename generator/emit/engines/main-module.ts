import type { OutputFile, Program } from "../../ir/program.ts";
import { documentation } from "../../print/comment.ts";
import { createModule } from "../../print/module.ts";
import { packageValue } from "../../print/symbol.ts";
import { fileOf, generatedFile } from "../file.ts";

/** What a process starts. */
export interface MainModule {
  /** How people write the name of the engine. */
  readonly title: string;
  /** `./generated/restate`. */
  readonly folder: string;
  /** The function that starts a worker, and the file beside that exports it. */
  readonly start: string;
  readonly from: string;
}

/** `<engine>/main.ts`: a process that is a worker and nothing else. Without `await`, for projects of CommonJS. */
export function emitMain(program: Program, { title, folder, start, from }: MainModule): OutputFile {
  const path = fileOf(`${folder}/main`);
  const module = createModule({ path, importExtension: program.importExtension });
  const run = module.use(packageValue("runWorker", "@gen-flows/runtime"));
  const worker = module.use({ name: start, from: `${folder}/${from}`, kind: "value", alias: `${start}Worker` });
  const comment = documentation(`A worker of \`${program.linked.spec.name}\` on ${title}, as a process of its own.`);
  return generatedFile(program, path, [comment + module.imports(), `void ${run}(${worker});`]);
}
