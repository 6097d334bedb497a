import type { SourceNode } from "../source/node.ts";
import type { Link, Links } from "./references.ts";
import type { SchemaResolver } from "./resolve.ts";
import { mapSubschemas, subschemasOf } from "./schema.ts";

/** What each name means: the outermost schema with that `$dynamicAnchor`, among the resources on the way. */
type Scope = ReadonlyMap<string, SourceNode>;

const NOWHERE: Scope = new Map();

/**
 * Lets every `$dynamicRef` lead to one schema (JSON Schema Core, section 8.2.3.2). What it means depends on the way by
 * which it is reached, so a schema that is reached in several ways becomes several: copies that stand in the same place.
 *
 * @param roots Where ways begin. They stay what they are.
 * @param names The anchors that several schemas have.
 */
export function specialise(roots: readonly SourceNode[], links: Links, names: ReadonlySet<string>, resolver: SchemaResolver): Links {
  const relevant = relevantNames(links, names, resolver);
  const origins = new Map<SourceNode, { readonly schema: SourceNode; readonly scope: Scope }>();
  const variants = new Map<SourceNode, Map<string, SourceNode>>();
  const numbers = new Map([...links.schemas].map((schema, index) => [schema, index]));

  /** Whoever stands further out has already said what its names mean. */
  function enter(schema: SourceNode, scope: Scope): Scope {
    const added = [...resolver.dynamicAnchorsAround(schema)].filter(([name]) => names.has(name) && !scope.has(name));
    return added.length === 0 ? scope : new Map([...scope, ...added]);
  }

  /** Equal for scopes in which a schema means the same. */
  function keyOf(schema: SourceNode, scope: Scope): string {
    return [...(relevant.get(schema) ?? [])].map((name) => `${name} ${numbers.get(scope.get(name) ?? schema)}`).join();
  }

  function note(variant: SourceNode, schema: SourceNode, scope: Scope): void {
    origins.set(variant, { schema, scope });
    const known = variants.get(schema) ?? new Map<string, SourceNode>();
    variants.set(schema, known.set(keyOf(schema, scope), variant));
  }

  function variantOf(schema: SourceNode, from: Scope): SourceNode {
    const scope = enter(schema, from);
    if (!relevant.has(schema)) {
      return schema;
    }
    const known = variants.get(schema)?.get(keyOf(schema, scope));
    if (known !== undefined) {
      return known;
    }
    const copy = mapSubschemas(schema, (subschema) => variantOf(subschema, scope));
    note(copy, schema, scope);
    return copy;
  }

  function keep(root: SourceNode, from: Scope): void {
    const scope = enter(root, from);
    note(root, root, scope);
    subschemasOf(root).forEach(({ schema }) => keep(schema, scope));
  }

  const schemas = new Set<SourceNode>();
  const specialised = new Map<SourceNode, readonly Link[]>();

  function visit(variant: SourceNode): void {
    if (schemas.has(variant)) {
      return;
    }
    schemas.add(variant);
    const { schema, scope } = origins.get(variant) ?? { schema: variant, scope: NOWHERE };
    const followed = links.linksOf(schema).map(({ target, dynamicName }) => {
      const meant = (dynamicName === undefined ? undefined : scope.get(dynamicName)) ?? target;
      return { target: variantOf(meant, scope), dynamicName: undefined };
    });
    specialised.set(variant, followed);
    followed.forEach(({ target }) => visit(target));
    for (const subschema of subschemasOf(variant)) {
      if (subschema.applicator.of !== "nobody") {
        visit(subschema.schema);
      }
    }
  }

  roots.forEach((root) => keep(root, NOWHERE));
  roots.forEach(visit);
  return { schemas, linksOf: (schema) => specialised.get(schema) ?? [] };
}

/** For each schema the names on whose meaning it depends, itself or through what it leads to. */
function relevantNames(
  { schemas, linksOf }: Links,
  names: ReadonlySet<string>,
  { dynamicAnchorsNamed }: SchemaResolver,
): ReadonlyMap<SourceNode, ReadonlySet<string>> {
  const users = new Map<SourceNode, SourceNode[]>();
  const relevant = new Map<SourceNode, Set<string>>();
  const mark = (schema: SourceNode, name: string): void => {
    const known = relevant.get(schema) ?? new Set();
    relevant.set(schema, known);
    if (!known.has(name)) {
      known.add(name);
      users.get(schema)?.forEach((user) => mark(user, name));
    }
  };

  for (const schema of schemas) {
    const links = linksOf(schema);
    const meant = links.flatMap(({ dynamicName }) => (dynamicName === undefined ? [] : dynamicAnchorsNamed(dynamicName)));
    const used = [...links.map(({ target }) => target), ...meant, ...subschemasOf(schema).map((below) => below.schema)];
    for (const each of used) {
      users.set(each, [...(users.get(each) ?? []), schema]);
    }
  }
  for (const schema of schemas) {
    for (const { dynamicName } of linksOf(schema)) {
      if (dynamicName !== undefined && names.has(dynamicName)) {
        mark(schema, dynamicName);
      }
    }
  }
  return relevant;
}
