import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { throughAlias } from "../diagnostics/through-alias.ts";
import { SENSITIVE, SENSITIVE_RULES } from "../ir/redaction.ts";
import { asOneOf } from "../lower/read.ts";
import { describeKind } from "../source/describe.ts";
import type { SourceNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";
import { hintForKeyword } from "../validate/older-drafts.ts";
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

/**
 * What is wrong with one schema, whatever stands below it.
 *
 * @param reference The `$ref` that leads to it, if one does.
 */
export function checkSchema(schema: SourceNode, reference: SourceNode | undefined): readonly Diagnostic[] {
  if (!isSchema(schema)) {
    return [noSchema(schema, reference)];
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
    if (key === SENSITIVE && asOneOf(value, SENSITIVE_RULES) === undefined) {
      return report("GF5005", value.range, { keyword: key, expected: "`mask`, `hash` or `drop`", hint: undefined });
    }
    const shape = KEYWORDS.get(key)?.shape;
    return shape === undefined || hasShape(value, shape)
      ? []
      : report("GF5005", culpritIn(value, shape).range, { keyword: key, expected: EXPECTED[shape], hint: hintForKeyword(key, value) });
  });
}

/** The item of a list that is wrong, if that is all there is to it. */
function culpritIn(value: SourceNode, shape: ValueShape): SourceNode {
  const items = value.kind === "array" && (shape === "type" || shape === "names") ? value.items : [];
  return items.find((item) => !hasShape({ ...value, items: [item] } as SourceNode, shape)) ?? value;
}

function noSchema(node: SourceNode, reference: SourceNode | undefined): Diagnostic {
  const found = describeKind(node);
  return reference === undefined
    ? report("GF5004", node.range, { found }, throughAlias(node))
    : report("GF5004", reference.range, { found }, [{ at: node.range, text: `${found} stands here` }]);
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
