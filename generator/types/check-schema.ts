import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { throughAlias } from "../diagnostics/through-alias.ts";
import { describeKind } from "../source/describe.ts";
import type { SourceNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";
import { KEYWORDS } from "./keywords.ts";
import type { ValueShape } from "./keywords.ts";
import { hasShape, isSchema, schemaMapIn, stringIn } from "./schema.ts";

const DIALECT = "https://json-schema.org/draft/2020-12/schema";

const EXPECTED: Record<ValueShape, string> = {
  schema: "a schema: an object or a boolean",
  "schema list": "an array of at least one schema",
  "schema map": "an object of schemas",
  type: "one of `string`, `number`, `integer`, `boolean`, `object`, `array`, `null`, or an array of them",
  string: "a string",
  number: "a number",
  count: "an integer of at least 0",
  boolean: "`true` or `false`",
  list: "an array",
  names: "an array of strings",
  "map of names": "an object of arrays of strings",
  anything: "a value",
};

/** What is wrong with one schema, whatever stands below it. */
export function checkSchema(schema: SourceNode): readonly Diagnostic[] {
  if (!isSchema(schema)) {
    return [report("GF5004", schema.range, { found: describeKind(schema) }, throughAlias(schema))];
  }
  return schema.kind === "object"
    ? [...checkShapes(schema), ...checkDialect(schema), ...checkPatterns(schema)]
    : [];
}

/** True if a validator can make a regular expression of it. */
export function isPattern(text: string): boolean {
  return problemOf(text) === undefined;
}

function checkShapes(schema: SourceNode & { kind: "object" }): readonly Diagnostic[] {
  return schema.members.flatMap(({ key, value }) => {
    const shape = KEYWORDS.get(key)?.shape;
    return shape === undefined || hasShape(value, shape)
      ? []
      : report("GF5005", value.range, { keyword: key, expected: EXPECTED[shape], hint: hintFor(key, value) });
  });
}

/** What a value meant in an older draft. */
function hintFor(key: string, value: SourceNode): string | undefined {
  if (key === "items" && value.kind === "array") {
    return "an array of schemas, one an item, is called `prefixItems` since 2020-12";
  }
  if (key.startsWith("exclusive") && value.kind === "scalar" && typeof value.value === "boolean") {
    return "the limit itself stands here since draft 6";
  }
  if (key === "required" && value.kind === "scalar") {
    return "name the required properties in the schema of the object";
  }
  return undefined;
}

function checkDialect(schema: SourceNode & { kind: "object" }): readonly Diagnostic[] {
  const dialect = stringIn(schema, "$schema");
  const at = schema.members.find((member) => member.key === "$schema")?.value.range;
  return dialect === undefined || dialect.replace(/#$/, "") === DIALECT ? [] : [report("GF5007", at, { dialect })];
}

function checkPatterns(schema: SourceNode & { kind: "object" }): readonly Diagnostic[] {
  const pattern = schema.members.find((member) => member.key === "pattern")?.value;
  const keys = schemaMapIn(schema, "patternProperties");
  return [
    ...(pattern?.kind === "scalar" && typeof pattern.value === "string" ? checkPattern(pattern.value, pattern.range) : []),
    ...keys.flatMap(({ key, keyRange }) => checkPattern(key, keyRange)),
  ];
}

function checkPattern(text: string, range: SourceRange): readonly Diagnostic[] {
  const reason = problemOf(text);
  return reason === undefined ? [] : [report("GF5006", range, { reason })];
}

function problemOf(pattern: string): string | undefined {
  try {
    void new RegExp(pattern, "u");
    return undefined;
  } catch (error) {
    return (error as SyntaxError).message.replace(/^Invalid regular expression: .*: /s, "");
  }
}
