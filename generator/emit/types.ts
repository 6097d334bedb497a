import type { OutputFile, Program, TypeReference } from "../ir/program.ts";
import type { SchemaUse } from "../ir/schema.ts";
import { fileOf, generatedFile } from "./file.ts";

const UNDEFINED: TypeReference = { text: "undefined", names: [] };
/** As a parameter it may be left out. */
const VOID: TypeReference = { text: "void", names: [] };

interface Typed {
  readonly input: SchemaUse | undefined;
  readonly output: SchemaUse | undefined;
}

/** `types.ts`: what the schemas of the spec became. */
export function emitTypes(program: Program): OutputFile {
  return generatedFile(program, fileOf("./generated/types"), [program.types.code]);
}

/** What a handler or workflow function is given: `undefined` where the spec gives no schema. */
export function inputType({ types }: Program, { input }: Typed): TypeReference {
  return input === undefined ? UNDEFINED : types.typeOf(input);
}

/** What a workflow passes to a task: nothing where the spec gives no schema. */
export function argumentType({ types }: Program, { input }: Typed): TypeReference {
  return input === undefined ? VOID : types.typeOf(input);
}

/** What may be passed to a workflow from outside: properties with a default may be left out. */
export function passedType({ types }: Program, { input }: Typed): TypeReference {
  return input === undefined ? VOID : types.inputTypeOf(input);
}

/** What a task or workflow returns: `void` where the spec gives no schema. */
export function outputType({ types }: Program, { output }: Typed): TypeReference {
  return output === undefined ? VOID : types.typeOf(output);
}
