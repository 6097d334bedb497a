import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { validateIncludedFile, validateOverlayFile } from "../../schema/derived/validate-spec.ts";

interface Schema {
  readonly properties: Readonly<Record<string, object>>;
  readonly $defs: Readonly<Record<string, object>>;
}

const ajv = new Ajv2020({ strictTypes: false, strictRequired: false });
addFormats.default(ajv);

function published(kind: string): Schema {
  const url = new URL(`../../schema/gen-flows.${kind}schema.json`, import.meta.url);
  return JSON.parse(readFileSync(url, "utf8")) as Schema;
}

const spec = published("");

/** What editors say of a file by its published schema, and we by the derived validator. */
function judge(kind: "included" | "overlay", file: unknown): readonly [editor: boolean, ours: boolean] {
  const ours = kind === "included" ? validateIncludedFile : validateOverlayFile;
  return [ajv.validate(published(`${kind}.`), file) as boolean, ours(file)];
}

const RIGHT = [true, true];
const WRONG = [false, false];

describe.each(["included", "overlay"])("the schema of files that are %s", (kind) => {
  const schema = published(`${kind}.`);

  test("is a JSON Schema itself, and stands for itself", () => {
    expect(ajv.validateSchema(schema)).toBe(true);
    const references = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/(\w+)"/g)].map(([, name = ""]) => name);
    expect(new Set(references)).toEqual(new Set(Object.keys(schema.$defs)));
  });

  test("describes every key, with examples that are right", () => {
    for (const property of Object.values(schema.properties) as { description: string; examples: readonly unknown[] }[]) {
      expect(property.description).toMatch(/\.$/);
      for (const example of property.examples) {
        expect(ajv.validate({ $defs: schema.$defs, ...property }, example)).toBe(true);
      }
    }
  });
});

describe("an included file", () => {
  test("declares what a spec declares", () => {
    const examples = Object.entries(spec.properties).map(([key, { examples }]: [string, { examples?: readonly unknown[] }]) => [key, examples?.[0]]);
    const whole = Object.fromEntries(examples);
    const { name: _name, version: _version, telemetry: _telemetry, defaults: _defaults, engines: _engines, output: _output, lint: _lint, limits: _limits, ...file } = whole;
    expect(Object.keys(file)).toEqual([
      "$schema", "specVersion", "description", "include", "schemas", "context", "tasks", "signals", "workflows", "metrics",
    ]);
    expect(judge("included", file)).toEqual(RIGHT);
    expect(judge("included", whole)).toEqual(WRONG);
  });

  test.each([
    [{ tasks: {} }],
    [{ specVersion: 1, name: "shop" }],
    [{ specVersion: 1, telemetry: {} }],
    [{ specVersion: 1, tasks: { "charge-card": {} } }],
    [{ specVersion: 1, workflows: { run: { steps: { one: {} } } } }],
  ])("%j is none", (file) => {
    expect(judge("included", file)).toEqual(WRONG);
  });
});

describe("an overlay", () => {
  test.each([
    [{}],
    [{ $schema: "x", telemetry: null, defaults: null }],
    [{ telemetry: { sampler: { ratio: 0.5 } } }],
    [{ telemetry: { sampler: { type: "always_on", ratio: null }, exporters: null } }],
    [{ telemetry: { exporters: [{ type: "console" }], resource: { attributes: { stage: "a", region: null } } } }],
    [{ telemetry: { config: { tracer_provider: null } } }],
    [{ telemetry: { services: { billing: { sampler: { ratio: 1 } }, other: null } } }],
    [{ telemetry: { otel: { sampler: { traceIdRatio: 0.1 } } } }],
    [{ defaults: { task: { retry: { maximumAttempts: 2, initialInterval: null } } } }],
  ])("%j is one", (file) => {
    expect(judge("overlay", file)).toEqual(RIGHT);
  });

  test.each([
    [{ specVersion: 1 }],
    [{ tasks: {} }],
    [{ telemetry: { sampelr: null } }],
    [{ telemetry: { sampler: { ratio: 2 } } }],
    [{ telemetry: { exporters: [{ endpoint: "http://localhost" }] } }],
    [{ telemetry: { exporters: [null] } }],
    [{ telemetry: { resource: { attributes: { stage: [] } } } }],
    [{ telemetry: { services: { billing: { services: {} } } } }],
    [{ defaults: { task: { retry: { maximumAttempts: 0 } } } }],
    [{ defaults: { task: { startToCloseTimeout: 5 } } }],
  ])("%j is none", (file) => {
    expect(judge("overlay", file)).toEqual(WRONG);
  });
});
