import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { throughAlias } from "../diagnostics/through-alias.ts";
import type { SourceNode } from "../source/node.ts";
import { checkSchema } from "./check-schema.ts";
import { specialise } from "./dynamic-scope.ts";
import type { Applicator } from "./keywords.ts";
import type { ReferenceNode, Resolution, SchemaResolver } from "./resolve.ts";
import { isSchema, keyword, subschemasOf } from "./schema.ts";
import type { Subschema } from "./schema.ts";

const REFERENCE_KEYWORDS = ["$ref", "$dynamicRef"] as const;

/** A schema that is referred to describes the same instance. */
const REFERENCE: Applicator = { of: "instance", always: true, typed: true };

/** A schema that bears on another: one below it, or one that it refers to. */
export interface Constituent extends Subschema {
  /** True where it is referred to. */
  readonly referenced: boolean;
}

/** Everything that can be reached from some schemas, with its references followed. */
export interface References {
  /** What the references of a schema lead to, as far as they lead anywhere. */
  readonly targetsOf: (schema: SourceNode) => readonly SourceNode[];
  /** The schemas below a schema and those it refers to. */
  readonly constituentsOf: (schema: SourceNode) => readonly Constituent[];
  /** Every schema that was reached, in the order in which it was. */
  readonly schemas: ReadonlySet<SourceNode>;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a reference leads to. */
export interface Link {
  /** For a `$dynamicRef`: where it leads unless a schema around it has the same `$dynamicAnchor`. */
  readonly target: SourceNode;
  /** That anchor; undefined where nothing else can be meant. */
  readonly dynamicName: string | undefined;
}

/** A link, and the reference that it is. */
interface FoundLink {
  readonly link: Link;
  readonly at: ReferenceNode;
}

/** Schemas, and the links from them. */
export interface Links {
  readonly schemas: ReadonlySet<SourceNode>;
  readonly linksOf: (schema: SourceNode) => readonly Link[];
}

/** Follows all references from `roots`, and checks every schema on the way. */
export function followReferences(roots: readonly SourceNode[], resolver: SchemaResolver): References {
  const schemas = new Set<SourceNode>();
  const links = new Map<SourceNode, readonly Link[]>();
  const diagnostics: Diagnostic[] = [];

  function visit(schema: SourceNode, reference?: ReferenceNode): void {
    if (schemas.has(schema)) {
      return;
    }
    schemas.add(schema);
    diagnostics.push(...checkSchema(schema, reference));
    const found = REFERENCE_KEYWORDS.flatMap((name) => follow(name, schema));
    if (found.length > 0) {
      links.set(schema, found.map(({ link }) => link));
    }
    found.forEach(({ link, at }) => visit(link.target, at));
    for (const subschema of subschemasOf(schema)) {
      if (subschema.applicator.of !== "nobody") {
        visit(subschema.schema);
      }
    }
  }

  function follow(name: (typeof REFERENCE_KEYWORDS)[number], schema: SourceNode): readonly FoundLink[] {
    const at = keyword(schema, name) as ReferenceNode | undefined;
    const resolution = at && resolver.resolve(at, schema);
    if (at === undefined || resolution === undefined) {
      return [];
    }
    if (resolution.kind !== "found") {
      diagnostics.push(...explain(resolution, at));
      return [];
    }
    const target = resolution.schema;
    return [{ link: { target, dynamicName: name === "$dynamicRef" ? resolver.dynamicName(at, target) : undefined }, at }];
  }

  roots.forEach((root) => visit(root));
  const found: Links = { schemas, linksOf: (schema) => links.get(schema) ?? [] };
  const names = visitDynamicTargets(found, visit, resolver);
  const followed = names.size === 0 ? found : specialise(roots, found, names, resolver);

  const constituents = new Map<SourceNode, readonly Constituent[]>();

  function targetsOf(schema: SourceNode): readonly SourceNode[] {
    return followed.linksOf(schema).flatMap(({ target }) => (isSchema(target) ? [target] : []));
  }

  function constituentsOf(schema: SourceNode): readonly Constituent[] {
    const known = constituents.get(schema) ?? [
      ...targetsOf(schema).map((target) => ({ schema: target, applicator: REFERENCE, referenced: true })),
      ...subschemasOf(schema)
        .filter(({ applicator }) => applicator.of !== "nobody")
        .map(({ schema: subschema, applicator }) => ({ schema: subschema, applicator, referenced: false })),
    ];
    constituents.set(schema, known);
    return known;
  }

  return { targetsOf, constituentsOf, schemas: followed.schemas, diagnostics };
}

/** Visits all that a `$dynamicRef` might mean. Returns the names that mean several schemas. */
function visitDynamicTargets(
  { schemas, linksOf }: Links,
  visit: (schema: SourceNode) => void,
  { dynamicAnchorsNamed }: SchemaResolver,
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const schema of schemas) {
    for (const { dynamicName } of linksOf(schema)) {
      const targets = dynamicName === undefined ? [] : dynamicAnchorsNamed(dynamicName);
      if (dynamicName !== undefined && targets.length > 1) {
        names.add(dynamicName);
        targets.forEach(visit);
      }
    }
  }
  return names;
}

function explain(resolution: Exclude<Resolution, { kind: "found" }>, at: ReferenceNode): readonly Diagnostic[] {
  const reference = at.value;
  const related = throughAlias(at);
  switch (resolution.kind) {
    case "missing":
      return [report("GF5001", at.range, { reference, suggestion: resolution.suggestion }, related)];
    case "pasted":
      return [report("GF5002", at.range, { reference, suggestion: resolution.suggestion }, related)];
    case "remote":
      return [report("GF5003", at.range, { uri: resolution.uri }, related)];
    case "unreadable":
      return [];
  }
}
