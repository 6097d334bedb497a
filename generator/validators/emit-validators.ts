import type { EmittedValidators, TypeReference } from "../ir/program.ts";
import type { SchemaUse } from "../ir/schema.ts";
import { singleLine } from "../print/comment.ts";
import { createModule } from "../print/module.ts";
import { packageType } from "../print/symbol.ts";
import type { ImportedSymbol } from "../print/symbol.ts";
import { followReferences } from "../types/references.ts";
import type { SchemaResolver } from "../types/resolve.ts";
import { bundle } from "./bundle.ts";
import { HELPERS } from "./helpers.ts";
import { compileStandalone } from "./standalone.ts";

/** A validator of something that comes from outside. */
export interface ValidatorRequest {
  /** What the values are: ``an input of `checkout` ``. */
  readonly values: string;
  /** What it is called: `validateCheckoutInput`. */
  readonly exportName: string;
  readonly use: SchemaUse;
  /** The type of the values that it lets through, after defaults were applied. */
  readonly type: TypeReference | ImportedSymbol;
}

export interface EmitValidatorsOptions {
  /** Of inputs and signals. */
  readonly validators: readonly ValidatorRequest[];
  readonly context: ValidatorRequest | undefined;
  readonly resolver: SchemaResolver;
  readonly importExtension: ".js" | ".ts";
}

const EXEMPTION = `// @ts-nocheck
// ajv wrote the functions in this file, from schemas of the spec. They need nothing but this file.
`;

/**
 * The body of `validators.ts`: for each request a function that says whether a value matches the schema, lists in
 * `errors` every place where it does not, and puts defaults into the value. What is wrong with the schemas, `emitTypes`
 * has said.
 *
 * @returns undefined where nothing is to be validated
 */
export function emitValidators(options: EmitValidatorsOptions): EmittedValidators | undefined {
  const { validators, context, resolver, importExtension } = options;
  const requests = context === undefined ? validators : [...validators, context];
  if (requests.length === 0) {
    return undefined;
  }
  const declared = [...HELPERS.map((helper) => helper.name), ...requests.map((request) => request.exportName)];
  const module = createModule({ path: "generated/validators", declared, importExtension });
  const validatorType = module.use(packageType("Validator", "@gen-flows/runtime"));
  const used = new Set<string>();

  const functions = requests.map(({ values, exportName, use, type }) => {
    const references = followReferences([use.schema], resolver);
    const { statements, name, helpers } = compileStandalone(bundle(use.schema, references));
    helpers.forEach((helper) => used.add(helper.name));
    const typeName = "from" in type ? module.use(type) : module.useType(type);
    return `/** Says whether a value is ${singleLine(values)}, and fills in its defaults. */
export const ${exportName}: ${validatorType}<${typeName}> = (() => {
${statements}
return ${name};
})();
`;
  });
  const helpers = HELPERS.filter((helper) => used.has(helper.name)).map((helper) => helper.code);
  return {
    code: EXEMPTION + [module.imports(), ...helpers, ...functions].join("\n"),
    exportOf: new Map(validators.map(({ use, exportName }) => [use, exportName])),
    context: context?.exportName,
  };
}
