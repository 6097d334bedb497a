import { check } from "../../generator/check/check.ts";
import type { CheckResult } from "../../generator/check/check.ts";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import { link } from "../../generator/link/link.ts";
import { lower } from "../../generator/lower/spec.ts";
import { schemaUses } from "../../generator/schema-uses.ts";
import type { SourceFormat } from "../../generator/source/source-file.ts";
import { positionAt } from "../../generator/source/position.ts";
import { parseJson } from "../../generator/load/json.ts";
import { parseYaml } from "../../generator/load/yaml.ts";
import { emitTypes } from "../../generator/types/emit-types.ts";
import { createResolver } from "../../generator/types/resolve.ts";

export interface Checked extends CheckResult {
  /** Of the check alone. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs a spec through every stage up to the check. */
export function checkSpec(text: string, format: SourceFormat = "yaml"): Checked {
  const file = { path: `flows.${format}`, absolutePath: undefined, format, text };
  const { value: root } = format === "yaml" ? parseYaml(file) : parseJson(file);
  const spec = root && lower(root).value;
  if (root === undefined || spec === undefined) {
    throw new Error(`no spec: ${text}`);
  }
  const { roots, inputs } = schemaUses(spec);
  const schemas = [...spec.schemas.values(), ...roots].map(({ schema }) => schema);
  const resolver = createResolver({ documents: [root], schemas, load: () => undefined });
  const types = emitTypes({ named: spec.schemas, roots, inputs, resolver }).value;
  const { value, diagnostics } = check(link(spec).value, types);
  return { ...value, diagnostics };
}

/** Tasks that the small specs of these tests call. */
const TASKS = `
specVersion: 1
name: shop
version: 1.0.0
schemas:
  Item:
    type: object
    required: [id, price]
    properties:
      id: { type: string }
      price: { type: number }
      note: { type: [string, "null"] }
      tags: { type: array, items: { type: string } }
tasks:
  find: { input: { type: object, required: [id], properties: { id: { type: string } } }, output: { $ref: "#/schemas/Item" } }
  save:
    input:
      type: object
      required: [id]
      properties:
        id: { type: string }
        mode: { enum: [fast, slow] }
        count: { type: integer }
        owner: { type: object, required: [name], properties: { name: { type: string } } }
        tags: { type: array, items: { type: string } }
  ping: {}
  anything: { input: {}, output: {} }
workflows:
  main:
    input:
      type: object
      required: [name, items, count]
      properties:
        name: { type: string }
        count: { type: integer }
        items: { type: array, items: { $ref: "#/schemas/Item" } }
        kind: { enum: [pos, web] }
        flag: { type: boolean }
        prices: { type: object, additionalProperties: { type: number } }
`;

/** A workflow with an input of `name`, `count`, `items`, `kind`, `flag` and `prices`, and these steps. */
export function checkSteps(steps: string, rest = ""): Checked {
  const indented = steps.trim().split("\n").map((line) => `      ${line.trim()}`).join("\n");
  return checkSpec(`${TASKS}${rest}    steps:\n${indented}\n`);
}

/** What is wrong with the value of a step. */
export function checkValue(code: string): readonly string[] {
  return lines(checkSteps(`it: { value: "\${ ${code} }" }`));
}

/** Code, marked text and message of every diagnostic. */
export function lines({ diagnostics }: Checked): readonly string[] {
  return diagnostics.map(({ code, at, message }) => `${code} [${marked(at)}] ${message}`);
}

/** `line:column` of a diagnostic. */
export function placeOf({ at }: Diagnostic): string {
  if (at === undefined) {
    return "nowhere";
  }
  const { line, column } = positionAt(at.file, at.start);
  return `${line}:${column}`;
}

export function marked(at: Diagnostic["at"]): string {
  return at === undefined ? "" : at.file.text.slice(at.start, at.end);
}
