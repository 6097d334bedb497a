import type { SourceNode } from "../source/node.ts";
import { toPlain } from "../source/plain.ts";
import { KEYWORDS } from "./keywords.ts";
import { EVERY_KIND } from "./kinds.ts";
import type { Kinds } from "./kinds.ts";
import { absent, present } from "./object-type.ts";
import { certainKinds, commonKinds, otherKinds, possibleKinds } from "./possible-kinds.ts";
import type { References } from "./references.ts";
import { requiredOf, schemaMapIn, valuesOf } from "./schema.ts";
import { anyOfKinds, NEVER, union, UNKNOWN, withoutLiterals } from "./type.ts";
import type { Type } from "./type.ts";

/** What is known of the values of which a schema allows some. */
export interface Context {
  readonly kinds: Kinds;
  /** The types of their properties, as far as they are described. */
  readonly properties: ReadonlyMap<string, Type>;
  readonly references: References;
}

/** Keywords that say nothing of objects beyond what `complementOf` looks at. */
const UNDERSTOOD: ReadonlySet<string> = new Set(["type", "required", "properties", "$defs", "definitions", "contentSchema"]);

/** More ways not to match than these are hard to read. */
const MAXIMUM_WAYS = 2;

/**
 * A type that has all values that a schema does not allow, and maybe others: `unknown` where TypeScript cannot tell them
 * apart from those that it does.
 */
export function complementOf(schema: SourceNode, context: Context): Type {
  const { kinds, references } = context;
  const kindsLeft = commonKinds(kinds, otherKinds(certainKinds(schema, references)));
  const others = new Set([...kindsLeft].filter((kind) => kind !== "object"));
  const objects = kindsLeft.has("object") ? objectsOutside(schema, context) : NEVER;
  if (objects !== undefined) {
    return union([anyOfKinds(others), objects]);
  }
  return kindsLeft.size === kinds.size ? UNKNOWN : anyOfKinds(kindsLeft);
}

/** The objects that lack a property that has to be there, or have one that it may not be. */
function objectsOutside(schema: SourceNode, { properties, references }: Context): Type | undefined {
  if (!possibleKinds(schema, references).has("object")) {
    return undefined;
  }
  const isUnderstood = schema.kind === "object" && schema.members.every(({ key }) => UNDERSTOOD.has(key) || !KEYWORDS.has(key));
  if (!isUnderstood) {
    return undefined;
  }
  const required = requiredOf(schema);
  const described = new Map(schemaMapIn(schema, "properties").map(({ key, value }) => [key, value]));
  const ways = [...new Set([...required, ...described.keys()])].flatMap((name) => {
    const property = described.get(name);
    const outside = property === undefined ? NEVER : valuesOutside(property, properties.get(name), references);
    if (required.has(name)) {
      return absent(name, outside);
    }
    return outside.kind === "never" ? [] : present(name, outside);
  });
  const known = ways.filter((way) => way !== undefined);
  return known.length < ways.length || known.length > MAXIMUM_WAYS ? undefined : union(known);
}

/** The values of a property that its schema does not allow, out of those of a type. */
function valuesOutside(schema: SourceNode, known: Type | undefined, references: References): Type {
  const values = valuesOf(schema);
  const hasOnlyValues = schema.kind === "object" && schema.members.every(({ key }) => key === "const" || key === "enum" || !KEYWORDS.has(key));
  if (known !== undefined && values !== undefined && hasOnlyValues) {
    return withoutLiterals(known, values.map(toPlain));
  }
  const kinds = otherKinds(certainKinds(schema, references));
  return kinds.size === EVERY_KIND.size ? UNKNOWN : anyOfKinds(kinds);
}
