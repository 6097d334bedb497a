import { check } from "../../generator/check/check.ts";
import type { CheckResult } from "../../generator/check/check.ts";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import type { Program } from "../../generator/ir/program.ts";
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
  const { linked, types } = analyseSpec(text, format);
  const { value, diagnostics } = check(linked, types);
  return { ...value, diagnostics };
}

/** Runs a spec through the stages before the check. */
export function analyseSpec(text: string, format: SourceFormat = "yaml"): Pick<Program, "linked" | "types"> {
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
  return { linked: link(spec).value, types };
}

/** What the small specs of these tests declare; its last line belongs to the workflow `main`. */
export const SPEC = `
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
  Decision: { type: object, required: [approved], properties: { approved: { type: boolean }, by: { type: string } } }
context:
  tenantId: { schema: { type: string }, propagate: baggage }
  region: { schema: { type: string, default: eu } }
signals:
  review: { $ref: "#/schemas/Decision" }
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
  charge:
    input: { type: object, required: [cents], properties: { cents: { type: integer } } }
    output: { type: object, required: [paymentId], properties: { paymentId: { type: string } } }
    errors:
      CardDeclined: { data: { type: object, required: [reason], properties: { reason: { type: string } } } }
      Busy: {}
  ping: {}
  anything: { input: {}, output: {} }
workflows:
  settle:
    input: { type: object, required: [id, mode], properties: { id: { type: string }, mode: { enum: [fast, slow], default: fast } } }
    output: { $ref: "#/schemas/Item" }
  quiet: {}
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
        either: { type: [string, number] }
        prices: { type: object, additionalProperties: { type: number } }
`;

/** A workflow, beside `settle` and `quiet`, with an input of `name`, `count`, `items`, `kind`, `flag`, `either` and `prices`, and these steps. */
export function checkSteps(steps: string, rest = ""): Checked {
  const indented = steps.trim().split("\n").map((line) => `      ${line.trim()}`).join("\n");
  return checkSpec(`${SPEC}${rest}    steps:\n${indented}\n`);
}

/** What is wrong with the value of a step. */
export function checkValue(code: string): readonly string[] {
  return lines(checkSteps(`it: { value: "\${ ${code} }" }`));
}

/** Code, marked text and message of every diagnostic. */
export function lines({ diagnostics }: Checked): readonly string[] {
  return diagnostics.map(({ code, at, message }) => `${code} [${marked(at)}] ${message}`);
}

/** Marked text and sentence of every place beside a diagnostic. */
export function relatedOf({ diagnostics }: Checked): readonly string[] {
  return diagnostics.flatMap(({ related }) => related.map(({ at, text }) => `[${marked(at)}] ${text}`));
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
