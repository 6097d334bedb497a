import * as fc from "fast-check";

/** Names that mean something to TypeScript, or to nobody. */
const NAMES = ["a", "b", "c-d", "class", "readonly"] as const;

/** ajv itself cannot compare objects that have a `toString` of their own. */
const ownName = fc.constantFrom(...NAMES);
const name = fc.constantFrom(...NAMES, "toString");
const scalar = fc.oneof(fc.constantFrom("", "a", "b", "ab"), fc.integer({ min: -2, max: 3 }), fc.boolean(), fc.constant(null));

/** JSON values that have a chance to match a schema of `schemas`. */
export const values: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(ownName, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

const kinds = fc.uniqueArray(fc.constantFrom("string", "number", "integer", "boolean", "null", "array", "object"), { minLength: 1, maxLength: 3 });

/** An object with a key `then` cannot be written down: linters take it for a promise. */
function rename(value: object, from: string, to: string): unknown {
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key === from ? to : key, member]));
}

/** A JSON Schema with references to `#/schemas/A` and `#/schemas/B`, below properties and items only. */
const schema: fc.Arbitrary<unknown> = fc.letrec((tie) => {
  const list = fc.array(tie("schema"), { minLength: 1, maxLength: 2 });
  const map = fc.dictionary(name, tie("schema"), { maxKeys: 3, noNullPrototype: true });
  const part = fc.oneof(tie("schema"), fc.constantFrom({ $ref: "#/schemas/A" }, { $ref: "#/schemas/B" }));
  const parts = fc.dictionary(name, part, { maxKeys: 3, noNullPrototype: true });
  return {
    schema: fc.oneof(
      { maxDepth: 3 },
      fc.oneof(fc.boolean(), fc.record({ type: kinds })),
      fc.oneof(fc.record({ enum: fc.array(values, { maxLength: 3 }) }), fc.record({ const: values })),
      fc.record(
        {
          type: fc.oneof(fc.constant("object"), kinds),
          properties: parts,
          required: fc.uniqueArray(name, { maxLength: 2 }),
          additionalProperties: part,
          patternProperties: fc.dictionary(fc.constantFrom("^a", "-"), part, { maxKeys: 1, noNullPrototype: true }),
          unevaluatedProperties: fc.boolean(),
          maxProperties: fc.integer({ min: 0, max: 3 }),
          dependentRequired: fc.dictionary(name, fc.uniqueArray(name, { maxLength: 2 }), { maxKeys: 2, noNullPrototype: true }),
          not: fc.record({ required: fc.uniqueArray(name, { minLength: 1, maxLength: 2 }) }),
          propertyNames: fc.constant({ minLength: 1 }),
        },
        { requiredKeys: ["type"], noNullPrototype: true },
      ),
      fc.record(
        {
          type: fc.oneof(fc.constant("array"), kinds),
          prefixItems: fc.array(part, { minLength: 1, maxLength: 2 }),
          items: part,
          unevaluatedItems: fc.boolean(),
          minItems: fc.integer({ min: 0, max: 3 }),
          maxItems: fc.integer({ min: 0, max: 3 }),
          uniqueItems: fc.boolean(),
          contains: tie("schema"),
        },
        { requiredKeys: ["type"], noNullPrototype: true },
      ),
      fc
        .record(
          {
            type: kinds,
            allOf: list,
            anyOf: list,
            oneOf: list,
            not: tie("schema"),
            if: tie("schema"),
            consequence: tie("schema"),
            else: tie("schema"),
            properties: parts,
            dependentSchemas: map,
            minLength: fc.integer({ min: 0, max: 2 }),
          },
          { requiredKeys: [], noNullPrototype: true },
        )
        .map((keywords) => rename(keywords, "consequence", "then")),
    ),
  };
}).schema;

/** Three schemas that refer to one another. */
export const schemas: fc.Arbitrary<Readonly<Record<"A" | "B" | "C", unknown>>> = fc.record({ A: schema, B: schema, C: schema });
