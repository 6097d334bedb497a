import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { CASES, specOf } from "../types/cases.ts";
import { emit } from "../types/emitting.ts";
import { schemas, values } from "../types/random.ts";
import { load, validatorsOf } from "./load.ts";

it.each(CASES)("a validator knows the instances of $name", async (each) => {
  const { valid, invalid, unseen = [] } = each;
  const { validateInput } = await load(validatorsOf(emit({ ...specOf(each), inputs: { Input: { $ref: "#/schemas/T" } } }), ["Input"]));
  const says = (instance: unknown): boolean | undefined => validateInput?.(structuredClone(instance));
  expect(valid.filter((instance) => says(instance) !== true)).toEqual([]);
  expect([...invalid, ...unseen].filter((instance) => says(instance) !== false)).toEqual([]);
});

const NAMES = ["A", "B", "C"] as const;

it("validators say what ajv says", async () => {
  await fc.assert(
    fc.asyncProperty(schemas, fc.array(values, { minLength: 20, maxLength: 20 }), async (named, instances) => {
      const validators = await load(validatorsOf(emit({ schemas: named }), NAMES));
      const ajv = new Ajv2020({ strict: false, logger: false, allErrors: true, ownProperties: true, validateSchema: false, code: { optimize: false } });
      for (const name of NAMES) {
        const ajvSays = ajv.compile({ schemas: withoutEmptyEnums(named), $ref: `#/schemas/${name}` });
        expect(instances.map((instance) => validators[`validate${name}`]?.(instance))).toEqual(
          instances.map((instance) => ajvSays(instance)),
        );
      }
    }),
    { numRuns: Number(process.env["PROPERTY_RUNS"] ?? 30) },
  );
});

/** ajv refuses to compile them. */
function withoutEmptyEnums(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema), (_, value: { enum?: unknown }) =>
    Array.isArray(value?.enum) && value.enum.length === 0 ? false : value,
  );
}
