import type { EmittedValidators, TypeReference } from "../ir/program.ts";
import type { SchemaUse } from "../ir/schema.ts";
import { singleLine } from "../print/comment.ts";
import { createModule } from "../print/module.ts";
import { packageType } from "../print/symbol.ts";
import { followReferences } from "../types/references.ts";
import type { SchemaResolver } from "../types/resolve.ts";
import { bundle } from "./bundle.ts";
import { HELPERS } from "./helpers.ts";
import { compileStandalone } from "./standalone.ts";

/** The validator of a workflow's input. */
export interface ValidatorRequest {
  readonly workflow: string;
  /** What it is called: `validateCheckoutInput`. */
  readonly exportName: string;
  readonly use: SchemaUse;
  /** The type of the values that it lets through, after defaults were applied. */
  readonly type: TypeReference;
}

export interface EmitValidatorsOptions {
  readonly validators: readonly ValidatorRequest[];
  readonly resolver: SchemaResolver;
  readonly importExtension: ".js" | ".ts";
}

const EXEMPTION = `// @ts-nocheck
// ajv wrote the functions in this file, from the input schemas of the workflows. They need nothing but this file.
`;

/**
 * The body of `validators.ts`: for each request a function that says whether a value matches the schema, lists in
 * `errors` every place where it does not, and puts defaults into the value. What is wrong with the schemas, `emitTypes`
 * has said.
 *
 * @returns undefined where nothing is to be validated
 */
export function emitValidators(options: EmitValidatorsOptions): EmittedValidators | undefined {
  const { validators, resolver, importExtension } = options;
  if (validators.length === 0) {
    return undefined;
  }
  const declared = [...HELPERS.map((helper) => helper.name), ...validators.map((request) => request.exportName)];
  const module = createModule({ path: "generated/validators", declared, importExtension });
  const validatorType = module.use(packageType("Validator", "@gen-flows/runtime"));
  const used = new Set<string>();

  const functions = validators.map(({ workflow, exportName, use, type }) => {
    const references = followReferences([use.schema], resolver);
    const { statements, name, helpers } = compileStandalone(bundle(use.schema, references));
    helpers.forEach((helper) => used.add(helper.name));
    return `/** Says whether a value is an input of \`${singleLine(workflow)}\`, and fills in its defaults. */
export const ${exportName}: ${validatorType}<${module.useType(type)}> = (() => {
${statements}
return ${name};
})();
`;
  });
  const helpers = HELPERS.filter((helper) => used.has(helper.name)).map((helper) => helper.code);
  return {
    code: EXEMPTION + [module.imports(), ...helpers, ...functions].join("\n"),
    exportOf: new Map(validators.map(({ workflow, exportName }) => [workflow, exportName])),
  };
}
