import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Validator } from "../../runtime/src/engines/validator.ts";
import { emitValidators } from "../../generator/validators/emit-validators.ts";
import type { Emission } from "../types/emitting.ts";

export type Validators = Readonly<Record<string, Validator<unknown>>>;

/** The module that validates the inputs of these names, each by a validator of the same name. */
export function validatorsOf(emission: Emission, inputs: readonly string[]): string {
  const emitted = emitValidators({
    validators: inputs.map((name) => ({
      values: `an input of \`${name}\``,
      exportName: `validate${name}`,
      use: emission.use(name),
      type: emission.types.typeOf(emission.use(name)),
    })),
    context: undefined,
    resolver: emission.resolver,
    importExtension: ".js",
  });
  return emitted?.code ?? "";
}

/** Runs a module for real: from a folder in which there is nothing else, so that it can require nothing. */
export async function load(code: string): Promise<Validators> {
  const folder = mkdtempSync(join(tmpdir(), "gen-flows-validators-"));
  try {
    const file = join(folder, "validators.mjs");
    writeFileSync(file, stripTypeScriptTypes(code));
    return (await import(pathToFileURL(file).href)) as Validators;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
