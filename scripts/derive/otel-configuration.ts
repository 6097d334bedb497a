import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { AnyValidateFunction } from "ajv/dist/core.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import { Node, Project } from "ts-morph";
import { referencedDefinition } from "./object-shapes.ts";
import type { SchemaObject } from "./object-shapes.ts";
import { nameDefinitions, withoutAnnotations } from "./standalone.ts";

const DERIVED = new URL("../../runtime/src/telemetry/configuration/document/derived/", import.meta.url);

const KEY = "opentelemetry";

/** The name of the root among the definitions. */
const ROOT = "OpenTelemetryConfiguration";

/** A part of the official schema that is looked at. */
interface OfficialSchema extends SchemaObject {
  readonly items?: OfficialSchema;
  readonly maxProperties?: number;
}

/**
 * Derives from the official JSON Schema of OpenTelemetry's declarative configuration, as `@opentelemetry/configuration`
 * carries it: `validate-configuration.ts`, which needs no library and reports every mistake with its place, and
 * `definitions.ts`, what each definition may hold.
 *
 * The validator of that package itself stops at the first mistake and is not exported.
 *
 * @see https://github.com/open-telemetry/opentelemetry-configuration (Apache-2.0)
 * @throws Error if the package does not carry the schema in the way it used to.
 */
export function deriveOtelConfiguration(): void {
  const schema = withoutAnnotations(officialSchema());
  mkdirSync(DERIVED, { recursive: true });
  writeFileSync(new URL("validate-configuration.ts", DERIVED), validatorModule(schema));
  writeFileSync(new URL("definitions.ts", DERIVED), definitionsModule(schema));
}

/** The one object in the validator of the package that is the whole schema: its code refers to it. */
function officialSchema(): SchemaObject {
  const entry = new URL(import.meta.resolve("@opentelemetry/configuration"));
  const text = readFileSync(new URL("./generated/validator.mjs", entry), "utf8");
  const file = new Project({ useInMemoryFileSystem: true }).createSourceFile("validator.mjs", text);
  const found = file.forEachDescendant((node) =>
    Node.isObjectLiteralExpression(node) && node.getText().slice(0, 200).includes(`"title": "${ROOT}"`) ? node : undefined,
  );
  const schema = found === undefined ? {} : (JSON.parse(found.getText()) as SchemaObject);
  if (Object.keys(schema.$defs ?? {}).length < 100 || schema.properties?.["file_format"] === undefined) {
    throw new Error("@opentelemetry/configuration is not as expected; look at scripts/derive/otel-configuration.ts");
  }
  return schema;
}

function validatorModule(schema: SchemaObject): string {
  const ajv = new Ajv2020({
    allErrors: true,
    messages: false,
    strict: false,
    // Each definition is a function of its own, so that mistakes name the definition.
    inlineRefs: false,
    code: { source: true, esm: true },
  });
  ajv.addSchema(schema, KEY);
  const validate = ajv.getSchema(KEY) as AnyValidateFunction;
  nameDefinitions(`${KEY}#`, validate);
  const code = standaloneCode.default(ajv, { validateConfiguration: `${KEY}#` });
  const entry = /export const validateConfiguration = (\w+);/.exec(code);
  const body = code.replace('"use strict";', "").replace(entry?.[0] ?? "", "");
  if (entry === null || body.includes("require(")) {
    throw new Error("ajv's standalone code is not as expected; look at scripts/derive/otel-configuration.ts");
  }
  return `// @ts-nocheck
// Compiled from the schema in @opentelemetry/configuration (Apache-2.0) by scripts/derive/otel-configuration.ts.
import type { ConfigurationValidator } from "../configuration-validator.ts";

${body}

export const validateConfiguration: ConfigurationValidator = ${entry[1]};
`;
}

function definitionsModule(schema: SchemaObject): string {
  const all = Object.entries<OfficialSchema>({ [ROOT]: schema, ...schema.$defs });
  const definitions = all
    .filter(([, { type }]) => type === "object" || (Array.isArray(type) && type.includes("object")))
    .map(([name, definition]) => [name, describe(definition)] as const);
  return `// Collected from the schema in @opentelemetry/configuration (Apache-2.0) by scripts/derive/otel-configuration.ts.
import type { ConfigurationDefinition } from "../configuration-validator.ts";

/** Every object of OpenTelemetry's declarative configuration, by its name in the schema. */
export const definitions: Readonly<Record<string, ConfigurationDefinition>> = ${JSON.stringify(Object.fromEntries(definitions), null, 1)};
`;
}

function describe({ properties = {}, maxProperties, additionalProperties }: OfficialSchema): object {
  return {
    ...(maxProperties === 1 && { isChoice: true }),
    ...(additionalProperties !== false && { isOpen: true }),
    properties: Object.fromEntries(
      Object.entries<OfficialSchema | boolean>(properties).map(([key, property]) => [key, typeof property === "boolean" ? {} : target(property)]),
    ),
  };
}

/** Of a property, the definition of its value or of the items of its value. */
function target(property: OfficialSchema): object {
  const definition = referencedDefinition(property.items ?? property);
  return definition === undefined ? {} : { definition };
}
