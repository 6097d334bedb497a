import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { validateSpec } from "../../schema/derived/validate-spec.ts";

interface Node {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Node>>;
  readonly properties?: Readonly<Record<string, Node | boolean>>;
  readonly description?: string;
  readonly examples?: readonly unknown[];
}

const schema = JSON.parse(
  readFileSync(new URL("../../schema/gen-flows.schema.json", import.meta.url), "utf8"),
) as Node;
const definitions = schema.$defs ?? {};
const ajv = new Ajv2020({ strictTypes: false, strictRequired: false });
addFormats.default(ajv);

/** Every key of the language, with what stands at it or at the definition that it refers to. */
const keys = [["#", schema] as const, ...Object.entries(definitions)].flatMap(([name, { properties = {} }]) =>
  Object.entries(properties).flatMap(([key, property]) =>
    typeof property === "object" && !(name === "traceExporter" || name === "metricExporter" || name === "logExporter")
      ? [{ path: `${name}.${key}`, property, definition: definitions[property.$ref?.replace("#/$defs/", "") ?? ""] }]
      : [],
  ),
);

test("the schema is a JSON Schema itself", () => {
  expect(ajv.validateSchema(schema)).toBe(true);
});

test.each(keys)("$path says what it is, with examples that are right", ({ property, definition }) => {
  expect(property.description ?? definition?.description).toMatch(/^.{3,}[.`)]$/);
  const examples = property.examples ?? definition?.examples ?? [];
  expect(examples.length).toBeGreaterThan(0);
  const validate = ajv.compile({ $defs: definitions, ...property });
  for (const example of examples) {
    expect(validate(example), JSON.stringify([example, validate.errors])).toBe(true);
  }
});

test("the derived validator needs no library", () => {
  const code = readFileSync(new URL("../../schema/derived/validate-spec.ts", import.meta.url), "utf8");
  expect(code.match(/^import .*$/gm)).toEqual(['import type { SpecValidator } from "../spec-validator.ts";']);
  expect(code).not.toMatch(/\brequire\(/);
});

test("keys that mean something to JavaScript do no harm", () => {
  const hostile: unknown = JSON.parse(
    '{ "specVersion": 1, "name": "a", "version": "1.0.0", "schemas": { "A": { "enum": [{ "valueOf": 1 }, { "valueOf": 2 }], "required": [{ "toString": 1 }, { "toString": 1 }], "properties": { "__proto__": {}, "constructor": {} } } }, "telemetry": { "propagators": [{ "valueOf": 1 }, { "valueOf": 1 }, { "toString": 1 }] } }',
  );
  expect(validateSpec(hostile)).toBe(false);
  expect(validateSpec.errors?.map(({ keyword }) => keyword).toSorted()).toEqual([
    "enum", "enum", "enum", "not", "propertyNames", "type", "type", "uniqueItems",
  ]);
});

const durations = ["500ms", "30s", "5m", "1h30m", "3d", "1d2h3m4s5ms", "0s"];
const others = ["", "5", "s", "1.5s", "30s5m", "5 s", "-5s", "1w", "5M", "PT5S", "5m5m", "1e3s", "5s\n"];

test("durations are those of the language", () => {
  const isDuration = ajv.compile(definitions["duration"] as object);
  expect(durations.filter((text) => !isDuration(text))).toEqual([]);
  expect(others.filter((text) => isDuration(text))).toEqual([]);
});
