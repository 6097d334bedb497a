import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { _, type AnyValidateFunction } from "ajv/dist/core.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import ucs2length from "ajv/dist/runtime/ucs2length.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import type { SchemaEnv } from "ajv/dist/compile/index.js";
import { shapesOf } from "./object-shapes.ts";
import type { SchemaObject } from "./object-shapes.ts";

const SCHEMA = new URL("../../schema/", import.meta.url);
const DERIVED = new URL("derived/", SCHEMA);

/** What a definition may hold beside a `$ref` without checking anything itself. */
const ANNOTATIONS = new Set(["$ref", "description", "examples"]);

/**
 * Compiles `schema/gen-flows.schema.json` into `schema/derived/`: `validate-spec.ts`, a validator that needs no
 * library, and `object-shapes.ts`, the keys of every object with their descriptions.
 */
export async function deriveSchema(): Promise<void> {
  const schema = JSON.parse(readFileSync(new URL("gen-flows.schema.json", SCHEMA), "utf8")) as SchemaObject;
  mkdirSync(DERIVED, { recursive: true });
  writeFileSync(new URL("validate-spec.ts", DERIVED), validatorModule(compile(schema)));
  writeFileSync(new URL("object-shapes.ts", DERIVED), shapesModule(schema));
}

function compile(schema: SchemaObject): string {
  const ajv = new Ajv2020({
    allErrors: true,
    messages: false,
    strictTypes: false,
    strictRequired: false,
    formats: { regex: isRegularExpression },
    code: { source: true, esm: true, lines: true, formats: _`formats` },
  });
  const validate = ajv.compile(schema) as AnyValidateFunction;
  nameDefinitions(validate);
  return nameAliases(standaloneCode.default(ajv, validate), schema);
}

/** ajv begins schema paths anew in each definition; the place of a mistake is needed from the root on. */
function nameDefinitions(validate: AnyValidateFunction): void {
  for (const [reference, definition] of Object.entries(validate.schemaEnv.root.refs)) {
    const source = (definition as SchemaEnv).validate?.source;
    if (source !== undefined) {
      source.validateCode = source.validateCode.replaceAll(
        /schemaPath:"#\/(?!\$defs\/)/g,
        () => `schemaPath:"${reference}/`,
      );
    }
  }
}

/** A definition that only gives another one a description checks nothing itself: the other one is named. */
function nameAliases(code: string, { $defs = {} }: SchemaObject): string {
  const aliases = Object.entries($defs).flatMap(([name, definition]) =>
    definition.$ref !== undefined && Object.keys(definition).every((key) => ANNOTATIONS.has(key))
      ? [{ name, $ref: definition.$ref }]
      : [],
  );
  return aliases.reduce(
    (text, { name, $ref }) => text.replaceAll(`schemaPath:"#/$defs/${name}/`, () => `schemaPath:"${$ref}/`),
    code,
  );
}

/** The helpers that ajv would `require` stand in the module itself. */
function validatorModule(code: string): string {
  const entry = /export const validate = (\w+);/.exec(code)?.[1];
  const body = code
    .replace('"use strict";', "")
    .replaceAll(/export (?:const validate =|default) \w+;/g, "")
    .replaceAll(/require\("ajv\/dist\/runtime\/(\w+)"\)\.default/g, "$1")
    .trim();
  if (entry === undefined || body.includes("require(")) {
    throw new Error("ajv's standalone code is not as expected; look at scripts/derive/schema.ts");
  }
  return `// @ts-nocheck
// Compiled from gen-flows.schema.json by scripts/derive/schema.ts.
import type { SpecValidator } from "../spec-validator.ts";

${String(equal)}

${String(ucs2length.default)}

${String(isRegularExpression)}

const formats = { regex: isRegularExpression };

${body}

export const validateSpec: SpecValidator = ${entry};
`;
}

/** Equality of JSON values. ajv's own calls `valueOf` of what it compares, which a spec may hold as a key. */
function equal(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return one === other;
  }
  const left = Object.entries(one);
  const right = new Map(Object.entries(other));
  return (
    Array.isArray(one) === Array.isArray(other) &&
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && equal(value, right.get(key)))
  );
}

/** JSON Schema's regular expressions are ECMAScript's, with Unicode (draft 2020-12, section 6.4). */
function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

function shapesModule(schema: SchemaObject): string {
  return `// Collected from gen-flows.schema.json by scripts/derive/schema.ts.
import type { ObjectShape } from "../spec-validator.ts";

/** Every object of the schema that allows no other keys, by its JSON Pointer in the schema. */
export const objectShapes: Readonly<Record<string, ObjectShape>> = ${JSON.stringify(shapesOf(schema), null, 1)};
`;
}
