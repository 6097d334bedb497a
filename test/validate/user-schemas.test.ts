import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { validateSpec } from "../../schema/derived/validate-spec.ts";

const official = new Ajv2020({ validateFormats: false });

const scalar = fc.oneof(
  fc.constantFrom<unknown>("string", "integer", "x", "^a$", "#/$defs/a", 0, 1, -1, 1.5, true, false, null),
  fc.constantFrom<unknown>([], ["a"], ["a", "a"], ["string", "null"], ["string", "string"], {}, [{}], [true], { "x-a": ["b"] }),
);

const keyword = fc.constantFrom(
  "$id", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary", "$comment", "$defs", "prefixItems", "items",
  "contains", "additionalProperties", "properties", "patternProperties", "dependentSchemas", "propertyNames", "if", "then",
  "else", "allOf", "anyOf", "oneOf", "not", "unevaluatedItems", "unevaluatedProperties", "type", "const", "enum",
  "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern",
  "maxItems", "minItems", "uniqueItems", "maxContains", "minContains", "maxProperties", "minProperties", "required",
  "dependentRequired", "title", "description", "default", "deprecated", "readOnly", "writeOnly", "examples", "format",
  "contentEncoding", "contentMediaType", "contentSchema", "x-own",
);

const { schema } = fc.letrec((tie) => ({
  schema: fc.oneof(
    { maxDepth: 4 },
    fc.boolean(),
    fc.dictionary(keyword, fc.oneof(scalar, tie("schema"), fc.array(tie("schema"), { maxLength: 2 }), fc.record({ "x-a": tie("schema") })), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

test("JSON Schemas in a spec are judged as the official meta-schema does", () => {
  let valid = 0;
  fc.assert(
    fc.property(schema, (candidate) => {
      const expected = official.validate("https://json-schema.org/draft/2020-12/schema", candidate);
      valid += expected ? 1 : 0;
      expect(validateSpec({ specVersion: 1, name: "a", version: "1.0.0", schemas: { A: candidate } })).toBe(expected);
    }),
    { numRuns: 3000 },
  );
  expect(valid).toBeGreaterThan(300);
});

test.each([["mask", true], ["hash", true], ["drop", true], ["hide", false], [true, false]])("`x-sensitive: %s`: %s", (value, good) => {
  const schemas = { A: { properties: { a: { "x-sensitive": value } } } };
  expect(validateSpec({ specVersion: 1, name: "a", version: "1.0.0", schemas })).toBe(good);
});
