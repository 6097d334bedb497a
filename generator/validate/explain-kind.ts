import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { throughAlias } from "../diagnostics/through-alias.ts";
import { describeKind } from "../source/describe.ts";
import type { SourceNode } from "../source/node.ts";
import type { SourceFile } from "../source/source-file.ts";
import { suggestDuration } from "./durations.ts";
import { STEP_KEYS } from "./explain-step.ts";
import { writeMember, writeString } from "./notation.ts";
import { hintForKeyword } from "./older-drafts.ts";
import { definitionOf, subjectOf } from "./place.ts";
import type { Place } from "./place.ts";
import { hintForYamlText } from "./yaml-habits.ts";

const KINDS: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  integer: "a whole number",
  boolean: "`true` or `false`",
  null: "`null`",
  array: "a list",
  object: "an object",
};

/** Explains a value of the wrong kind. */
export function explainKind(place: Place): Diagnostic {
  const { node, tokens } = place;
  const alias = throughAlias(node);
  const definition = definitionOf(place);
  if (definition === "duration") {
    const text = node.kind === "scalar" && typeof node.value === "number" ? suggestDuration(node.value, unitOf(place)) : undefined;
    const suggestion = text === undefined ? undefined : `\`${writeString(node.range.file, text)}\``;
    return report("GF2005", node.range, { given: show(node), suggestion, isComputed: false }, alias);
  }
  if (definition === "expression") {
    return report("GF2012", node.range, { subject: subjectOf(tokens) }, alias);
  }
  const isSchema = place.error.schemaPath === "#/$defs/jsonSchema/type";
  const wanted = wantedKinds(place);
  const names = wanted.map((kind) => KINDS[kind] ?? kind);
  return report(
    "GF2003",
    node.kind === "scalar" ? node.range : openingOf(node),
    {
      subject: subjectOf(tokens),
      wanted: isSchema ? "a JSON Schema" : joinAlternatives(names),
      given: wanted.includes("integer") && isNumber(node) ? show(node) : describeKind(node),
      help: hintFor(place) ?? (isSchema ? schemaHelp(node) : mendingHelp(place, wanted)),
    },
    alias,
  );
}

/** The unit that a key of another tool names: `timeoutSeconds`. It is written so, though it has been renamed already. */
function unitOf({ member }: Place): "ms" | "s" | "m" | "h" {
  const key = member === undefined ? "" : member.keyRange.file.text.slice(member.keyRange.start, member.keyRange.end);
  return /seconds|secs/i.test(key) ? "s" : /minutes|mins/i.test(key) ? "m" : /hours/i.test(key) ? "h" : "ms";
}

/** What to write where a keyword of JSON Schema has the value of an older draft. */
function hintFor(place: Place): string | undefined {
  const { tokens, node } = place;
  return definitionOf(place) === "jsonSchema" ? hintForKeyword(tokens.at(-1) ?? "", node) : undefined;
}

function isNumber(node: SourceNode): boolean {
  return node.kind === "scalar" && typeof node.value === "number";
}

/** The kinds that a `type` keyword asks for. */
export function wantedKinds({ error }: Place): readonly string[] {
  const type = error.params["type"];
  return Array.isArray(type) ? type.map(String) : String(type).split(",");
}

/** `a, b or c`. */
function joinAlternatives(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** A value as it is written, as long as that is short. */
export function show(node: SourceNode): string {
  const written = node.range.file.text.slice(node.range.start, node.range.end);
  return node.kind === "scalar" && written.length <= 60 && !/[\r\n]/.test(written) && written !== ""
    ? `\`${written}\``
    : describeKind(node);
}

function mendingHelp(place: Place, wanted: readonly string[]): string | undefined {
  const { node } = place;
  const { file } = node.range;
  if (wanted.includes("array") && !wanted.includes("object")) {
    return "put it into `[ ]`, even if it is the only one";
  }
  if (node.kind !== "scalar" || node.value === null) {
    return undefined;
  }
  const { value } = node;
  const meant = typeof value === "string" ? objectMeant(place, value) : undefined;
  if (meant !== undefined) {
    return meant;
  }
  const written = file.text.slice(node.range.start, node.range.end);
  if (typeof value !== "string") {
    return wanted.includes("string") ? `put it into quotes: \`"${written}"\`` : attemptsHelp(place);
  }
  const other = file.format === "yaml" ? hintForYamlText(value, written, wanted) : undefined;
  if (other !== undefined) {
    return other;
  }
  const number = wanted.includes("integer") ? /^-?\d+$/ : wanted.includes("number") ? /^-?\d+(?:\.\d+)?$/ : undefined;
  const unquoted = number?.test(value) === true || (wanted.includes("boolean") && /^(?:true|false)$/.test(value));
  return unquoted && written !== value
    ? `write \`${value}\`, without quotes`
    : undefined;
}

/** The object that a text stands for which is the chief thing in it. */
function objectMeant({ tokens, node: { range }, error }: Place, value: string): string | undefined {
  const key = tokens.at(-1) ?? "";
  if (error.schemaPath === "#/$defs/step/type" && STEP_KEYS.includes(key)) {
    return `steps stand in \`steps\`, each under its name, and what a step does within: \`first: ${writeObject(range.file, { [key]: value })}\``;
  }
  switch (key) {
    case "forEach":
      return `name the list and its items: \`${writeObject(range.file, { items: value, as: "item" })}\``;
    case "compensate":
      return `write \`${writeObject(range.file, { task: value })}\``;
    case "schedule":
      return `write \`${writeObject(range.file, { cron: value })}\``;
    default:
      return undefined;
  }
}

/** `{ items: "${ input.lines }", as: item }`. */
function writeObject(file: SourceFile, members: Readonly<Record<string, string>>): string {
  return `{ ${Object.entries(members).map(([key, value]) => writeMember(file, key, value)).join(", ")} }`;
}

/** `retries: 3` is understood as `retry`; its number goes further in. */
function attemptsHelp({ tokens, node }: Place): string | undefined {
  const retries = node.kind === "scalar" && tokens.at(-1) === "retry" ? node.value : undefined;
  return typeof retries === "number"
    ? `write \`${writeMember(node.file, "maximumAttempts", retries + 1)}\` in it, which counts the first attempt too`
    : undefined;
}

function schemaHelp(node: SourceNode): string {
  const text = node.kind === "scalar" && typeof node.value === "string" ? node.value : undefined;
  if (text !== undefined && /^(?:string|number|integer|boolean|null|object|array)$/.test(text)) {
    return `write \`{ "type": "${text}" }\``;
  }
  const name = text !== undefined && /^[A-Za-z_]\w*$/.test(text) ? text : "Order";
  return `write a schema such as \`{ "type": "string" }\`, or name one: \`{ "$ref": "#/schemas/${name}" }\``;
}

/** Of an object or list only how it begins, for it may be long. */
function openingOf({ range }: SourceNode): SourceNode["range"] {
  const lineEnd = range.file.text.slice(range.start, range.end).search(/[\r\n]/);
  return lineEnd === -1 ? range : { ...range, end: range.start + lineEnd };
}
