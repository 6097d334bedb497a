import { chosenMember, nodeAt, plainValue } from "./configuration-node.ts";
import type { ConfigurationNode } from "./configuration-node.ts";
import type { ConfigurationProblem } from "./configuration-problem.ts";
import type { ConfigurationDefinition, ConfigurationValidator, SchemaMistake } from "./configuration-validator.ts";

const FORMATS = new Set(["1.0", "1.1"]);

/** The official schema, as it is derived: large, and thus loaded only where there is a document. */
export interface OfficialSchema {
  readonly validateConfiguration: ConfigurationValidator;
  readonly definitions: Readonly<Record<string, ConfigurationDefinition>>;
}

/**
 * Checks a document against the official schema, version 1.1, which allows all that 1.0 does. Where variables are not
 * known yet, their defaults are checked; a value that has no default is not.
 */
export function checkSchema<Place>(
  root: ConfigurationNode<Place>,
  { validateConfiguration, definitions }: OfficialSchema,
): readonly ConfigurationProblem<Place>[] {
  const format = nodeAt(root, "/file_format");
  if (format?.kind === "scalar" && typeof format.value === "string" && !FORMATS.has(format.value)) {
    const message = `\`file_format\` cannot be \`${format.value}\``;
    return [{ kind: "invalid", place: format.place, message, help: "the formats `1.0` and `1.1` are known; write one of them, in quotes" }];
  }
  validateConfiguration(plainValue(root));
  const mistakes = validateConfiguration.errors ?? [];
  // Which of the alternatives fails, and why, is of no interest: what is allowed is said in one sentence.
  return mistakes
    .filter(({ schemaPath }) => !schemaPath.includes("/oneOf/"))
    .flatMap((mistake) => (isUnknownYet(root, mistake) ? [] : [describe(root, mistake, definitions)]));
}

function isUnknownYet(root: ConfigurationNode<unknown>, { instancePath }: SchemaMistake): boolean {
  const node = nodeAt(root, instancePath);
  return node?.kind === "scalar" && node.late?.isOpen === true;
}

function describe<Place>(
  root: ConfigurationNode<Place>,
  mistake: SchemaMistake,
  definitions: OfficialSchema["definitions"],
): ConfigurationProblem<Place> {
  const node = nodeAt(root, mistake.instancePath) ?? root;
  const name = nameOf(mistake.instancePath);
  const at = (place: Place, message: string, rest: Partial<ConfigurationProblem<Place>> = {}): ConfigurationProblem<Place> => ({
    kind: "invalid",
    place,
    message,
    ...rest,
  });
  const { params } = mistake;
  switch (mistake.keyword) {
    case "additionalProperties": {
      const word = String(params["additionalProperty"]);
      const member = node.kind === "object" ? node.members.find(({ key }) => key === word) : undefined;
      const known = Object.keys(definitions[mistake.schemaPath.split("/")[2] ?? ""]?.properties ?? {});
      return at(member?.keyPlace ?? node.place, `unknown key \`${word}\``, { unknown: { word, known } });
    }
    case "required":
      return at(keyPlaceOf(root, mistake.instancePath), `\`${String(params["missingProperty"])}\` is missing in ${name}`);
    case "type":
      return at(node.place, `${name} must be ${typesIn(params["type"])}, not ${kindOf(node)}`, { help: quotingHelp(node, params["type"]) });
    case "oneOf":
      return at(node.place, `${name} must be a text, a number, true or false, or a list of one of them`);
    case "enum": {
      const known = (params["allowedValues"] as readonly unknown[]).filter((value) => typeof value === "string");
      const word = String(plainValue(node));
      return at(node.place, `${name} cannot be \`${word}\``, { unknown: { word, known } });
    }
    case "minProperties":
      return at(keyPlaceOf(root, mistake.instancePath), `${name} says nothing`, { help: "it takes one key, which says what is meant" });
    case "maxProperties": {
      const second = node.kind === "object" ? node.members[1] : undefined;
      const first = chosenMember(node)?.key;
      return at(second?.keyPlace ?? node.place, `${name} has \`${first}\` already, and takes one key only`, {
        help: "write each in an item of its own, or take one of them out",
      });
    }
    case "minItems":
      return at(keyPlaceOf(root, mistake.instancePath), `${name} is empty`, { help: "leave it out, or write an item" });
    case "minimum":
      return at(node.place, `${name} must be at least ${String(params["limit"])}, not ${String(plainValue(node))}`);
    case "exclusiveMinimum":
      return at(node.place, `${name} must be more than ${String(params["limit"])}, not ${String(plainValue(node))}`);
    case "maximum":
      return at(node.place, `${name} must be at most ${String(params["limit"])}, not ${String(plainValue(node))}`);
    default:
      return at(node.place, `${name} does not fit the schema of OpenTelemetry's configuration (${mistake.keyword})`);
  }
}

/** What a pointer leads to, for sentences. */
function nameOf(pointer: string): string {
  const keys = pointer.split("/").slice(1).map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = keys.at(-1);
  if (last === undefined) {
    return "the configuration";
  }
  return /^\d+$/.test(last) ? `an item of \`${keys.at(-2) ?? ""}\`` : `\`${last}\``;
}

/** The key of the value, where it has one: the value itself may be many lines. */
function keyPlaceOf<Place>(root: ConfigurationNode<Place>, pointer: string): Place {
  const end = pointer.lastIndexOf("/");
  const parent = end === -1 ? undefined : nodeAt(root, pointer.slice(0, end));
  const node = nodeAt(root, pointer) ?? root;
  const member = parent?.kind === "object" ? parent.members.find(({ value }) => value === node) : undefined;
  return member?.keyPlace ?? chosenMember(node)?.keyPlace ?? node.place;
}

const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
};

function typesIn(type: unknown): string {
  const names = Array.isArray(type) ? type.map(String) : String(type).split(",");
  return names.flatMap((name) => TYPES[name] ?? []).join(" or ") || "null";
}

function kindOf(node: ConfigurationNode<unknown>): string {
  if (node.kind !== "scalar") {
    return node.kind === "object" ? "an object" : "a list";
  }
  return node.value === null ? "null" : typeof node.value === "string" ? "a text" : String(node.value);
}

/** Quotes decide on the type of what is written, and of what variables bring. */
function quotingHelp(node: ConfigurationNode<unknown>, type: unknown): string | undefined {
  if (node.kind !== "scalar" || node.value === null) {
    return undefined;
  }
  if (typeof node.value !== "string") {
    return typesIn(type) === TYPES["string"] ? "write it in quotes" : undefined;
  }
  const isWritten = node.late !== undefined || node.value.trim() !== "" && !Number.isNaN(Number(node.value));
  return isWritten ? "write it without quotes, in YAML: in quotes it stays a text" : undefined;
}
