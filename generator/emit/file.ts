import type { OutputFile, Program } from "../ir/program.ts";
import { withHeader } from "../print/header.ts";

/** Without an import or export a file would be a script. */
const EMPTY_MODULE = "export {};\n";

/**
 * A file of ours, under its header.
 *
 * @param path From the output directory, without the leading `./` and the extension.
 * @param sections Separated by an empty line; empty ones are left out.
 */
export function generatedFile(program: Program, path: string, sections: readonly string[]): OutputFile {
  const body = sections
    .filter((section) => section !== "")
    .map((section) => (section.endsWith("\n") ? section : `${section}\n`))
    .join("\n");
  return { path, ownership: "generated", text: withHeader(body === "" ? EMPTY_MODULE : body, program.sourceName) };
}

/** The path of a module's file: `./generated/types` is `generated/types.ts`. */
export function fileOf(module: string): string {
  return `${module.slice("./".length)}.ts`;
}
