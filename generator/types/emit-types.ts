import type { EmittedTypes, TypeReference } from "../ir/program.ts";
import type { SchemaUse } from "../ir/schema.ts";
import { documentation } from "../print/comment.ts";
import type { SourceNode } from "../source/node.ts";
import type { StageResult } from "../stage.ts";
import { declare, isMereReference } from "./declarations.ts";
import type { Declaration } from "./declarations.ts";
import { applyDefaults } from "./defaults.ts";
import { documentationOf } from "./documentation.ts";
import { after, printType } from "./print-type.ts";
import { followReferences } from "./references.ts";
import type { SchemaResolver } from "./resolve.ts";
import { createSchemaTypes } from "./schema-type.ts";
import type { SchemaTypes } from "./schema-type.ts";
import { namesIn } from "./type.ts";
import type { Type } from "./type.ts";

export interface EmitTypesOptions {
  /** `schemas` of the spec. Each is exported, used or not. */
  readonly named: ReadonlyMap<string, SchemaUse>;
  /** All other schemas that have a type of their own: inputs, outputs, data of errors. */
  readonly roots: readonly SchemaUse[];
  /** Those of them that are inputs of workflows: there defaults are applied. */
  readonly inputs: readonly SchemaUse[];
  readonly resolver: SchemaResolver;
}

/**
 * Turns the schemas of a spec into the declarations of `types.ts`.
 *
 * A type whose values pass a workflow's input has its defaulted properties for certain; what a caller may pass is
 * declared beside it where it differs. Everywhere else a property with a default is what `required` says, because
 * nobody fills it in.
 */
export function emitTypes({ named, roots, inputs, resolver }: EmitTypesOptions): StageResult<EmittedTypes> {
  const uses = [...named.values(), ...roots];
  const references = followReferences(uses.map((use) => use.schema), resolver);
  const defaults = applyDefaults(inputs.map((input) => input.schema), references);
  const exported = [...named.values(), ...roots.filter((root) => !isMereReference(root.schema, references))];
  const declared = declare(exported, uses.map((use) => use.schema), references, defaults);
  const types = createSchemaTypes(declared.value, references);
  const declarations = [...declared.value.values()].flatMap((declaration) => printDeclaration(declaration, types));

  /** Of a schema with a name, or of the one that it refers to. */
  function declarationOf(schema: SourceNode): Declaration | undefined {
    const [target] = references.targetsOf(schema);
    return declared.value.get(schema) ?? (target && declared.value.get(target));
  }

  /** Schemas that are not among the roots are followed when they are asked for. */
  function inline(schema: SourceNode): TypeReference {
    const known = references.schemas.has(schema) ? references : followReferences([schema], resolver);
    const type = createSchemaTypes(declared.value, known).typeOf(schema);
    return { text: printType(type).trimStart(), names: namesIn(type) };
  }

  return {
    value: {
      code: declarations.toSorted(compareNames).map(({ text }) => text).join("\n"),
      typeOf: ({ schema }) => referenceTo(declarationOf(schema)?.name),
      inputTypeOf: ({ schema }) => {
        const declaration = declarationOf(schema);
        return referenceTo(declaration?.givenName ?? declaration?.name);
      },
      inline,
    },
    diagnostics: [...references.diagnostics, ...declared.diagnostics, ...types.diagnostics()],
  };
}

interface PrintedDeclaration {
  readonly name: string;
  readonly text: string;
}

function printDeclaration(declaration: Declaration, types: SchemaTypes): readonly PrintedDeclaration[] {
  const { name, givenName, filled, schema } = declaration;
  const comment = documentation(documentationOf(schema));
  const type = types.bodyOf(declaration, filled ? "filled" : "none");
  const printed = [{ name, text: comment + printExport(name, type) }];
  return givenName === undefined
    ? printed
    : [...printed, { name: givenName, text: comment + printExport(givenName, types.bodyOf(declaration, "given")) }];
}

/** Never an interface: it has no index signature, so that its values would not fit a schema that takes any object. */
function printExport(name: string, type: Type): string {
  return `export type ${name}${after(" =", type)};\n`;
}

function referenceTo(name: string | undefined): TypeReference {
  return name === undefined ? { text: "unknown", names: [] } : { text: name, names: [name] };
}

function compareNames(left: PrintedDeclaration, right: PrintedDeclaration): number {
  return left.name < right.name ? -1 : Number(left.name > right.name);
}
