import type { OutputFile, Program, TypeReference } from "../ir/program.ts";
import type { SchemaUse } from "../ir/schema.ts";
import { fileOf, generatedFile } from "./file.ts";

const NOTHING_GIVEN: TypeReference = { text: "undefined", names: [] };
const NOTHING_RETURNED: TypeReference = { text: "void", names: [] };

interface Typed {
  readonly input: SchemaUse | undefined;
  readonly output: SchemaUse | undefined;
}

/** `types.ts`: what the schemas of the spec became. */
export function emitTypes(program: Program): OutputFile {
  return generatedFile(program, fileOf("./generated/types"), [program.types.code]);
}

/** What a task or workflow takes: `undefined` where the spec gives no schema. */
export function inputType({ types }: Program, { input }: Typed): TypeReference {
  return input === undefined ? NOTHING_GIVEN : types.typeOf(input);
}

/** What may be passed to it from outside: properties with a default may be left out. */
export function passedType({ types }: Program, { input }: Typed): TypeReference {
  return input === undefined ? NOTHING_GIVEN : types.inputTypeOf(input);
}

/** What a task or workflow returns: `void` where the spec gives no schema. */
export function outputType({ types }: Program, { output }: Typed): TypeReference {
  return output === undefined ? NOTHING_RETURNED : types.typeOf(output);
}
