import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { _, type AnyValidateFunction } from "ajv/dist/core.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import ucs2length from "ajv/dist/runtime/ucs2length.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import { FILE_DEFINITIONS } from "../../schema/file-kinds.ts";
import { includedFileSchema } from "./included-schema.ts";
import { referencedDefinition, shapesOf } from "./object-shapes.ts";
import type { SchemaObject } from "./object-shapes.ts";
import { OVERLAY_SUFFIX, orNullForReports, overlayFileSchema } from "./overlay-schema.ts";
import { publishedSchemas } from "./published-schemas.ts";
import { nameDefinitions, withoutAnnotations } from "./standalone.ts";

const SCHEMA = new URL("../../schema/", import.meta.url);
const DERIVED = new URL("derived/", SCHEMA);

/** What a definition may hold beside a `$ref` without checking anything itself. */
const ANNOTATIONS = new Set(["$ref", "description", "examples"]);

/** The name by which ajv knows the schema. */
const KEY = "gen-flows";

/** What the derived module exports, and where in the schema that begins. */
const VALIDATORS = {
  validateSpec: `${KEY}#`,
  validateIncludedFile: `${KEY}#/$defs/${FILE_DEFINITIONS.included}`,
  validateOverlayFile: `${KEY}#/$defs/${FILE_DEFINITIONS.overlay}`,
} as const;

/**
 * Compiles `schema/gen-flows.schema.json` into `schema/derived/`: `validate-spec.ts`, validators that need no library,
 * and `object-shapes.ts`, the keys of every object with their descriptions. The schemas of included files and of
 * overlays follow from that of specs; they are checked by the same module, and published beside it.
 */
export async function deriveSchema(): Promise<void> {
  const schema = JSON.parse(readFileSync(new URL("gen-flows.schema.json", SCHEMA), "utf8")) as SchemaObject;
  const overlay = overlayFileSchema(schema, orNullForReports);
  const files = { [FILE_DEFINITIONS.included]: includedFileSchema(schema), [FILE_DEFINITIONS.overlay]: overlay.file };
  const withFiles = { ...schema, $defs: { ...schema.$defs, ...files } };
  mkdirSync(DERIVED, { recursive: true });
  writeFileSync(new URL("validate-spec.ts", DERIVED), validatorModule(compile(withFiles, overlay.definitions)));
  writeFileSync(new URL("object-shapes.ts", DERIVED), shapesModule(withFiles));
  for (const [name, published] of Object.entries(publishedSchemas(schema))) {
    writeFileSync(new URL(name, SCHEMA), `${JSON.stringify(published, null, 2)}\n`);
  }
}

/** @param parts What overlays need beside the definitions of the schema. */
function compile({ $defs, ...file }: SchemaObject, parts: Readonly<Record<string, SchemaObject>>): string {
  const schema = { ...file, $defs: { ...$defs, ...parts } };
  const ajv = new Ajv2020({
    allErrors: true,
    messages: false,
    strictTypes: false,
    strictRequired: false,
    formats: { regex: isRegularExpression },
    code: { source: true, esm: true, lines: true, formats: _`formats` },
  });
  ajv.addSchema(withoutAnnotations(schema), KEY);
  for (const reference of Object.values(VALIDATORS)) {
    nameDefinitions(reference, ajv.getSchema(reference) as AnyValidateFunction);
  }
  return nameAliases(standaloneCode.default(ajv, VALIDATORS), schema);
}

/**
 * A definition that only gives another one a description checks nothing itself: the other one is named. A part of an
 * object is called like the whole.
 */
function nameAliases(code: string, { $defs = {} }: SchemaObject): string {
  const aliases = Object.entries($defs).flatMap(([name, definition]) => {
    const target = referencedDefinition(definition);
    return target !== undefined && Object.keys(definition).every((key) => ANNOTATIONS.has(key)) ? [{ name, target }] : [];
  });
  const parts = Object.keys($defs)
    .filter((name) => name.endsWith(OVERLAY_SUFFIX))
    .map((name) => ({ name, target: name.slice(0, -OVERLAY_SUFFIX.length) }));
  return [...aliases, ...parts].reduce(
    (text, { name, target }) =>
      text.replaceAll(`schemaPath:"#/$defs/${name}/`, () => `schemaPath:"#/$defs/${target}/`),
    code,
  );
}

/** The helpers that ajv would `require` stand in the module itself. */
function validatorModule(code: string): string {
  const entries = [...code.matchAll(/export const (\w+) = (\w+);/g)];
  const body = code
    .replaceAll('"use strict";', "")
    .replaceAll(/export const \w+ = \w+;/g, "")
    .replaceAll(/require\("ajv\/dist\/runtime\/(\w+)"\)\.default/g, "$1")
    .trim();
  if (entries.length !== Object.keys(VALIDATORS).length || body.includes("require(")) {
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

${entries.map(([, name, entry]) => `export const ${name}: SpecValidator = ${entry};\n`).join("")}`;
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
