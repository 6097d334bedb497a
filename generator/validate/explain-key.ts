import { objectShapes } from "../../schema/derived/object-shapes.ts";
import type { PropertyShape } from "../../schema/spec-validator.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { throughAlias } from "../diagnostics/through-alias.ts";
import { stepKeysOf } from "./explain-step.ts";
import { explainMisplacedKey, isMisplacedKey } from "./explain-misplaced.ts";
import { wayFor } from "./foreign-ideas.ts";
import { writeMember } from "./notation.ts";
import { isNamedByKey, wayForStep } from "./misplaced-step.ts";
import { definitionOf, headOf, memberOf } from "./place.ts";
import type { Place } from "./place.ts";
import { findHolder, holderOf, suggestKey } from "./synonyms.ts";

/** An unknown key, and what is known in its place. */
export interface UnknownKey {
  readonly key: string;
  readonly known: readonly string[];
  readonly suggestion: string | undefined;
}

/** What draft 2020-12 says in another way than other dialects of JSON Schema. */
const FOREIGN_KEYWORDS: Readonly<Record<string, string>> = {
  nullable: 'a string that may be null is `"type": ["string", "null"]`',
  discriminator: "give each variant of `oneOf` a property with a `const` of its own",
  optional: "a property is optional unless `required` of its object names it",
  additionalItems: "`items` holds for the items behind those of `prefixItems`",
};

/** Reads an `additionalProperties` error. */
export function unknownKeyOf(place: Place): UnknownKey {
  const { error, node } = place;
  const key = String(error.params["additionalProperty"]);
  const known = Object.keys(propertiesAt(error.schemaPath));
  const free = known.filter((candidate) => memberOf(node, candidate) === undefined);
  const isElsewhere = isMisplacedKey(place, key) || isBesideItsHolder(place, key);
  return { key, known, suggestion: isElsewhere ? undefined : suggestKey(key, free) };
}

/** True for a key of ours beside the object that it belongs into: `onError: collect` beside a `forEach`. */
function isBesideItsHolder({ node }: Place, key: string): boolean {
  const holder = holderOf(key);
  return holder !== undefined && memberOf(node, holder) !== undefined && memberOf(node, key)?.value.kind === "scalar";
}

/**
 * Explains a key that is unknown: an error in a spec, a warning in a JSON Schema, which may hold any key.
 *
 * @param help - what else there is to do, beside renaming the key
 */
export function explainUnknownKey(place: Place, help?: string): Diagnostic | undefined {
  const { key, known, suggestion } = unknownKeyOf(place);
  const member = memberOf(place.node, key);
  if (member === undefined) {
    return undefined;
  }
  if (isMisplacedKey(place, key)) {
    return explainMisplacedKey(place, member);
  }
  const alias = throughAlias(place.node);
  if (definitionOf(place) === "jsonSchema") {
    const foreign = Object.hasOwn(FOREIGN_KEYWORDS, key) ? FOREIGN_KEYWORDS[key] : undefined;
    return report("GF2013", member.keyRange, { key, suggestion, help: foreign }, alias);
  }
  const held = suggestion === undefined ? findHolder(key, known) : undefined;
  const holder = held && memberOf(place.node, held.holder);
  if (holder !== undefined && holder.value.kind !== "object") {
    // What the holder must be is said there.
    return undefined;
  }
  const elsewhere = held === undefined ? undefined : `\`${held.key}\` stands in \`${held.holder}\``;
  const advice = [help, elsewhere, attemptsFor(key, suggestion ?? held?.key)].filter((line) => line !== undefined);
  const way = suggestion === undefined && advice.length === 0 ? (wayForStep(place, member, known) ?? wayFor(key)) : undefined;
  return report("GF2001", member.keyRange, { key, suggestion, known, help: way === undefined ? advice : [way] }, alias);
}

/** Retries do not count the first attempt, attempts do. */
function attemptsFor(key: string, ours: string | undefined): string | undefined {
  return ours === "maximumAttempts" && /retr/i.test(key)
    ? "`maximumAttempts` counts the first attempt too: 3 retries are 4 attempts"
    : undefined;
}

/** Explains that a key is missing, with an example of it; nothing where a key that is unknown says it in another way. */
export function explainMissingKey(place: Place): Diagnostic | undefined {
  const { error, node } = place;
  const key = String(error.params["missingProperty"]);
  if (isNamedByKey(place) || (definitionOf(place) === "compensate" && stepKeysOf(node).length > 0)) {
    return undefined;
  }
  // A step of a list is a step that needs a name.
  const properties = propertiesAt(error.schemaPath.replace("/listStep/", "/step/"));
  const shape = Object.hasOwn(properties, key) ? properties[key] : undefined;
  const example = shape?.example === undefined ? undefined : writeMember(node.range.file, key, shape.example);
  return report("GF2002", headOf(place), { key, description: shape?.description, example }, throughAlias(node));
}

/** The properties of the object whose keyword a schema path names. */
function propertiesAt(schemaPath: string): Readonly<Record<string, PropertyShape>> {
  const object = schemaPath.replace(/\/[^/]+$/, "");
  return (Object.hasOwn(objectShapes, object) ? objectShapes[object] : undefined)?.properties ?? {};
}
