import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import type { SourceNode } from "../source/node.ts";
import { alternativesOf } from "./alternatives.ts";
import { arrayType } from "./array-type.ts";
import type { Declaration, Declarations } from "./declarations.ts";
import { defaultOf } from "./defaults.ts";
import { ALL_KINDS, EVERY_KIND } from "./kinds.ts";
import type { Kinds } from "./kinds.ts";
import { objectType } from "./object-type.ts";
import { commonKinds, kindsWithoutType, possibleKinds } from "./possible-kinds.ts";
import type { References } from "./references.ts";
import { schemasIn, valuesOf } from "./schema.ts";
import { isListOfItself, isSelfReference } from "./self-reference.ts";
import { anyOfKinds, intersection, NEVER, union, UNKNOWN, withoutOpenness } from "./type.ts";
import type { Property, Type } from "./type.ts";
import { typeOfValues } from "./value-type.ts";

/**
 * Which values a type is of: those after defaults were applied, those before, or those to which nobody applies
 * defaults. The last refers to named types as they are after defaults.
 */
export type DefaultsMode = "filled" | "given" | "none";

/** What surrounds a schema. */
interface Surroundings {
  readonly mode: DefaultsMode;
  /** The kinds that the schemas around it allow. */
  readonly kinds: Kinds;
  /** The properties that they describe. */
  readonly properties: ReadonlyMap<string, Type>;
  /** The declaration whose values this schema describes; undefined below properties and items. */
  readonly within: Declaration | undefined;
  /** The declaration whose values or, at any depth, items it describes; undefined below properties. */
  readonly listedIn: Declaration | undefined;
  /** Schemas without a name of their own that are being written out. */
  readonly expanding: ReadonlySet<SourceNode>;
}

/** What a schema says itself. */
interface Structure {
  readonly type: Type;
  /** Whether it says more than kinds. */
  readonly says: boolean;
  /** Those of its objects. */
  readonly properties: readonly Property[];
}

/** Turns schemas into types. */
export interface SchemaTypes {
  /** What a declaration declares. */
  readonly bodyOf: (declaration: Declaration, mode: DefaultsMode) => Type;
  /** The type of any schema, with the names of the schemas that have one. */
  readonly typeOf: (schema: SourceNode) => Type;
  /** What was noticed so far. */
  readonly diagnostics: () => readonly Diagnostic[];
}

/** Every type is an upper bound of its schema: it has all its instances, and more where TypeScript cannot say it. */
export function createSchemaTypes(declarations: Declarations, references: References): SchemaTypes {
  const noticed = new Map<SourceNode, Diagnostic>();

  function typeOf(schema: SourceNode, surroundings: Surroundings): Type {
    const declaration = declarations.get(schema);
    if (declaration !== undefined) {
      return refer(declaration, surroundings);
    }
    return surroundings.expanding.has(schema) ? UNKNOWN : expand(schema, surroundings);
  }

  function refer(declaration: Declaration, { mode, within }: Surroundings): Type {
    if (within !== undefined && isSelfReference(within.schema, declaration.schema, references)) {
      noticed.set(within.schema, report("GF5009", within.schema.range, { name: within.name }));
      return UNKNOWN;
    }
    return { kind: "reference", name: mode === "given" ? (declaration.givenName ?? declaration.name) : declaration.name };
  }

  function expand(schema: SourceNode, surroundings: Surroundings): Type {
    const kinds = commonKinds(surroundings.kinds, possibleKinds(schema, references));
    if (kinds.size === 0) {
      return NEVER;
    }
    const values = valuesOf(schema);
    const inner = { ...surroundings, kinds, expanding: new Set([...surroundings.expanding, schema]) };
    const own = values === undefined ? structureOf(schema, inner) : { type: typeOfValues(values, kinds), says: true, properties: [] };
    const properties = new Map(own.properties.map(({ name, type }) => [name, type]));
    const inPlace = { ...inner, properties: new Map([...surroundings.properties, ...properties]) };
    const inPlaceTypes = typesInPlace(schema, inPlace);
    const others = properties.size > 0 ? inPlaceTypes.map(withoutOpenness) : inPlaceTypes;
    const isNeeded = own.says || others.length === 0 || narrowsKinds(schema, surroundings.kinds, kinds);
    return intersection(isNeeded ? [own.type, ...others] : others);
  }

  /** True where nothing but `type` or `not` excludes some kinds. */
  function narrowsKinds(schema: SourceNode, outer: Kinds, kinds: Kinds): boolean {
    return commonKinds(outer, kindsWithoutType(schema, references)).size > kinds.size;
  }

  /** The types of all that describes the same value. */
  function typesInPlace(schema: SourceNode, inPlace: Surroundings): readonly Type[] {
    const mode = inPlace.mode === "filled" ? "given" : inPlace.mode;
    const alternative = { ...inPlace, mode } as const;
    const { kinds, properties } = inPlace;
    return [
      ...references.targetsOf(schema).map((target) => typeOf(target, inPlace)),
      ...schemasIn(schema, "allOf").map((branch) => typeOf(branch, inPlace)),
      ...alternativesOf(schema, {
        kinds,
        properties,
        references,
        typeOf: (branch, possible) => typeOf(branch, { ...alternative, kinds: possible }),
      }),
    ];
  }

  /** What `type`, `properties`, `items` and the like allow, and whether they say more than kinds. */
  function structureOf(schema: SourceNode, surroundings: Surroundings): Structure {
    const { kinds, mode, properties } = surroundings;
    const item: Surroundings = { ...surroundings, kinds: EVERY_KIND, properties: new Map(), within: undefined };
    const property: Surroundings = { ...item, listedIn: undefined };
    const object = kinds.has("object")
      ? objectType(schema, {
          typeOf: (part) => typeOf(part, property),
          defaulted: (part) => presence(part, mode),
          surrounding: properties,
          untyped: kinds.size === EVERY_KIND.size,
        })
      : undefined;
    const array = kinds.has("array") ? arrayType(schema, references, (part) => typeOf(part, item)) : undefined;
    if (kinds.size === EVERY_KIND.size && (object ?? array) !== undefined) {
      noticed.set(schema, report("GF5011", schema.range, { type: object === undefined ? "array" : "object" }));
    }
    const known = { object, array: array && withoutEndlessTuple(schema, array, surroundings) };
    const inKinds = ALL_KINDS.filter((kind) => kinds.has(kind)).map((kind): Type => {
      const structure = kind === "object" || kind === "array" ? known[kind] : undefined;
      return structure ?? anyOfKinds(new Set([kind]));
    });
    const says = object !== undefined || array !== undefined;
    return { type: says ? union(inKinds) : anyOfKinds(kinds), says, properties: object?.properties ?? [] };
  }

  /**
   * TypeScript resolves what is below `T?` and `...T[]` at once, and fails where an alias leads back to itself through
   * it: a list that is an item of itself is an array.
   */
  function withoutEndlessTuple(schema: SourceNode, type: Type, { listedIn }: Surroundings): Type {
    if (type.kind !== "tuple" || listedIn === undefined) {
      return type;
    }
    const isEndless = references
      .constituentsOf(schema)
      .some(({ applicator, schema: item }) => applicator.of === "item" && isListOfItself(listedIn.schema, item, references));
    const rest = type.rest === undefined ? [] : [type.rest];
    return isEndless ? { kind: "array", items: union([...type.elements.map((element) => element.type), ...rest]) } : type;
  }

  function presence(property: SourceNode, mode: DefaultsMode): "present" | "optional" | undefined {
    if (mode === "none" || defaultOf(property, references) === undefined) {
      return undefined;
    }
    return mode === "filled" ? "present" : "optional";
  }

  const outermost = { kinds: EVERY_KIND, properties: new Map(), within: undefined, listedIn: undefined, expanding: new Set<SourceNode>() };
  return {
    bodyOf: (declaration, mode) => expand(declaration.schema, { ...outermost, mode, within: declaration, listedIn: declaration }),
    typeOf: (schema) => typeOf(schema, { ...outermost, mode: "none" }),
    diagnostics: () => [...noticed.values()],
  };
}
