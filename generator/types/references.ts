import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { throughAlias } from "../diagnostics/through-alias.ts";
import type { SourceNode } from "../source/node.ts";
import { checkSchema } from "./check-schema.ts";
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

/** Follows all references from `roots`, and checks every schema on the way. */
export function followReferences(roots: Iterable<SourceNode>, resolver: SchemaResolver): References {
  const schemas = new Set<SourceNode>();
  const targets = new Map<ReferenceNode, SourceNode>();
  const dynamic: { readonly at: ReferenceNode; readonly from: SourceNode }[] = [];
  const diagnostics: Diagnostic[] = [];

  function visit(schema: SourceNode, reference?: ReferenceNode): void {
    if (schemas.has(schema)) {
      return;
    }
    schemas.add(schema);
    diagnostics.push(...checkSchema(schema, reference));
    for (const name of REFERENCE_KEYWORDS) {
      const at = referenceIn(schema, name);
      if (at === undefined) {
        continue;
      }
      const resolution = resolver.resolve(at, schema);
      if (resolution.kind === "found") {
        targets.set(at, resolution.schema);
        visit(resolution.schema, at);
        if (name === "$dynamicRef") {
          dynamic.push({ at, from: schema });
        }
      } else {
        diagnostics.push(...explain(resolution, at));
      }
    }
    for (const subschema of subschemasOf(schema)) {
      if (subschema.applicator.of !== "nobody") {
        visit(subschema.schema);
      }
    }
  }

  for (const root of roots) {
    visit(root);
  }
  for (const { at, from } of dynamic) {
    const resolution = resolver.resolveDynamic(at, from);
    if (resolution.kind !== "found") {
      targets.delete(at);
      diagnostics.push(...explain(resolution, at));
    }
  }

  function targetsOf(schema: SourceNode): readonly SourceNode[] {
    return REFERENCE_KEYWORDS.flatMap((name) => {
      const at = referenceIn(schema, name);
      const target = at && targets.get(at);
      return target !== undefined && isSchema(target) ? [target] : [];
    });
  }

  const constituents = new Map<SourceNode, readonly Constituent[]>();

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

  return { targetsOf, constituentsOf, schemas, diagnostics };
}

function referenceIn(schema: SourceNode, name: (typeof REFERENCE_KEYWORDS)[number]): ReferenceNode | undefined {
  return keyword(schema, name) as ReferenceNode | undefined;
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
    case "ambiguous":
      return [report("GF5012", at.range, { reference }, related)];
    case "unreadable":
      return [];
  }
}
