import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { compile } from "./compile.ts";
import { emit } from "./emitting.ts";
import { assignmentWithoutWeakTypes, withoutWeakTypes } from "./instances.ts";
import { schemas, values } from "./random.ts";

const specs = fc.record({ schemas, values: fc.array(values, { minLength: 20, maxLength: 20 }) });

it("types compile strictly and have every instance that ajv accepts", () => {
  fc.assert(
    fc.property(fc.array(specs, { minLength: 50, maxLength: 50 }), (batch) => {
      const files = batch.map((spec, index) => [`spec${index}.ts`, fileFor(spec.schemas, spec.values)] as const);
      expect(compile(new Map(files))).toEqual([]);
    }),
    { numRuns: Number(process.env["PROPERTY_RUNS"] ?? 3), endOnFailure: true },
  );
});

function fileFor(named: Readonly<Record<string, unknown>>, instances: readonly unknown[]): string {
  const ajv = new Ajv2020({ strict: false, logger: false, allErrors: true, ownProperties: true, validateFormats: false, validateSchema: false, code: { optimize: false } });
  const assignments = Object.keys(named).flatMap((name) => {
    const validate = ajv.compile({ schemas: withoutEmptyEnums(named), $ref: `#/schemas/${name}` });
    const valid = instances.filter((instance) => validate(instance));
    return valid.map((instance, index) => assignmentWithoutWeakTypes(`${name}${index}`, instance, name));
  });
  return [withoutWeakTypes(emit({ schemas: named }).code), ...assignments].join("\n");
}

/** ajv refuses to compile them. */
function withoutEmptyEnums(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema), (_, value: { enum?: unknown }) =>
    Array.isArray(value?.enum) && value.enum.length === 0 ? false : value,
  );
}
