import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import type { SchemaUse } from "../ir/schema.ts";
import { isUnsafe, safeIdentifier } from "../print/safe-identifier.ts";
import type { SourceNode } from "../source/node.ts";
import type { StageResult } from "../stage.ts";
import type { AppliedDefaults } from "./defaults.ts";
import { hasDefaults } from "./defaults.ts";
import { KEYWORDS } from "./keywords.ts";
import { namesFromPlace } from "./name-from-place.ts";
import type { References } from "./references.ts";

/** A schema that gets a type with a name. */
export interface Declaration {
  readonly schema: SourceNode;
  readonly name: string;
  /** True where defaults have been applied to its values. */
  readonly filled: boolean;
  /** What the type before defaults are applied is called, where it differs. */
  readonly givenName: string | undefined;
}

export type Declarations = ReadonlyMap<SourceNode, Declaration>;

/**
 * Decides which schemas get a type with a name, and which: those of the spec their own; roots theirs, unless they only
 * refer to another; and whatever else is referred to one from its place.
 *
 * @param uses The schemas that come with a name.
 * @param roots All schemas whose types are wanted.
 */
export function declare(
  uses: readonly SchemaUse[],
  roots: readonly SourceNode[],
  references: References,
  defaults: AppliedDefaults,
): StageResult<Declarations> {
  const diagnostics: Diagnostic[] = [];
  const taken = new Set<string>();
  const names = new Map<SourceNode, string>();
  const firstUses = new Map<string, SchemaUse>();

  for (const use of safeNamesFirst(uses)) {
    if (names.has(use.schema)) {
      continue;
    }
    const first = firstUses.get(use.typeName);
    if (first === undefined) {
      firstUses.set(use.typeName, use);
    } else {
      const related = [{ at: first.schema.range, text: "the other one" }];
      diagnostics.push(report("GF5008", use.schema.range, { name: use.typeName }, related));
    }
    take(use.schema, use.typeName, `${use.typeName}Type`);
  }
  const referenced = referencedSchemas(roots, references).filter((schema) => !names.has(schema));
  for (const [schema, name] of namePlaces(referenced, taken)) {
    take(schema, name, `${name}Type`);
  }

  function take(schema: SourceNode, name: string, alternative: string): void {
    const identifier = safeIdentifier(name, alternative, taken);
    taken.add(identifier);
    names.set(schema, identifier);
  }

  const declarations = [...names].map(([schema, name]): Declaration => {
    const filled = defaults.schemas.has(schema);
    return { schema, name, filled, givenName: filled && hasDefaults(schema, references) ? givenNameOf(name) : undefined };
  });

  function givenNameOf(name: string): string {
    const longer = `${name}WithoutDefaults`;
    const identifier = name.endsWith("Input") ? safeIdentifier(longer, longer, taken) : safeIdentifier(`${name}Input`, longer, taken);
    taken.add(identifier);
    return identifier;
  }

  return { value: new Map(declarations.map((declaration) => [declaration.schema, declaration])), diagnostics };
}

/** True for a schema that says nothing but what another one says. */
export function isMereReference(schema: SourceNode, references: References): boolean {
  return (
    schema.kind === "object" &&
    references.targetsOf(schema).length === 1 &&
    schema.members.every(({ key }) => key === "$ref" || key === "$defs" || !KEYWORDS.has(key))
  );
}

/** Names that have to be changed give way to those that do not. */
function safeNamesFirst(uses: readonly SchemaUse[]): readonly SchemaUse[] {
  return uses.toSorted((left, right) => Number(isUnsafe(left.typeName)) - Number(isUnsafe(right.typeName)));
}

/** What the types of `roots` refer to. */
function referencedSchemas(roots: readonly SourceNode[], references: References): readonly SourceNode[] {
  const seen = new Set<SourceNode>();
  const referenced = new Set<SourceNode>();
  const visit = (schema: SourceNode): void => {
    if (seen.has(schema)) {
      return;
    }
    seen.add(schema);
    for (const constituent of references.constituentsOf(schema)) {
      if (constituent.applicator.typed) {
        if (constituent.referenced) {
          referenced.add(constituent.schema);
        }
        visit(constituent.schema);
      }
    }
  };
  roots.forEach(visit);
  return [...referenced];
}

/**
 * Gives each the shortest name from its place that no other one could have too, so that names depend on what is
 * called alike and on nothing else.
 */
function namePlaces(schemas: readonly SourceNode[], taken: ReadonlySet<string>): readonly (readonly [SourceNode, string])[] {
  const candidates = schemas.toSorted(comparePlaces).map((schema) => ({ schema, names: namesFromPlace(schema) }));
  const claims = new Map<string, number>();
  for (const name of candidates.flatMap(({ names }) => names)) {
    claims.set(name, (claims.get(name) ?? 0) + 1);
  }
  return candidates.map(({ schema, names }) => {
    const free = names.find((name) => claims.get(name) === 1 && !taken.has(name));
    return [schema, free ?? names.at(-1) ?? "Schema"];
  });
}

/** Absolute, because shown paths depend on where the command was run. */
function comparePlaces(left: SourceNode, right: SourceNode): number {
  const [a, b] = [left, right].map(({ file, pointer }) => `${file.absolutePath ?? ""}#${pointer}`) as [string, string];
  return a < b ? -1 : Number(a > b);
}
