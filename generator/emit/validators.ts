import type { OutputFile, Program } from "../ir/program.ts";
import { fileOf, generatedFile } from "./file.ts";

/** `validators.ts`: what checks the input of workflows, or nothing where none takes an input. */
export function emitValidators(program: Program): OutputFile | undefined {
  return program.validators && generatedFile(program, fileOf("./generated/validators"), [program.validators.code]);
}
