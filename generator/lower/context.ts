import type { ContextEntry } from "../ir/context-entry.ts";
import { pascalCase } from "../ir/pascal-case.ts";
import type { Member, SourceNode } from "../source/node.ts";
import { asBoolean, asObject, asOneOf, asString, get, membersOf } from "./read.ts";

/** The `context` of a spec. */
export function lowerContext(node: SourceNode | undefined): readonly ContextEntry[] {
  return membersOf(node).flatMap((member) => lowerEntry(member) ?? []);
}

function lowerEntry({ key, keyRange, value }: Member): ContextEntry | undefined {
  const origin = asObject(value);
  const schema = get(origin, "schema");
  if (origin === undefined || schema === undefined) {
    return undefined;
  }
  return {
    origin,
    name: key,
    nameRange: keyRange,
    description: asString(get(origin, "description")),
    schema: { typeName: `${pascalCase(key)}Context`, schema },
    hasDefault: get(schema, "default") !== undefined,
    propagate: asOneOf(get(origin, "propagate"), ["baggage", "none"]) ?? "none",
    attribute: asString(get(origin, "attribute")),
    log: asBoolean(get(origin, "log")) ?? false,
  };
}
