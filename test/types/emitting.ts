import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import type { EmittedTypes } from "../../generator/ir/program.ts";
import type { SchemaUse } from "../../generator/ir/schema.ts";
import type { SourceNode } from "../../generator/source/node.ts";
import { nodeAt } from "../../generator/source/pointer.ts";
import { emitTypes } from "../../generator/types/emit-types.ts";
import { createResolver } from "../../generator/types/resolve.ts";
import type { SchemaResolver } from "../../generator/types/resolve.ts";
import { parse } from "./parse.ts";

/** What a spec is made of in these tests: schemas, and schemas that are used as inputs and otherwise. */
export interface Schemas {
  readonly schemas?: Readonly<Record<string, unknown>>;
  /** By the names of their types. */
  readonly roots?: Readonly<Record<string, unknown>>;
  /** Likewise, but inputs of workflows. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** Other files, by absolute path; the spec is `/project/flows.json`. */
  readonly files?: Readonly<Record<string, unknown>>;
}

export interface Emission {
  readonly types: EmittedTypes;
  readonly code: string;
  readonly diagnostics: readonly Diagnostic[];
  /** `GF5001 #/schemas/Ordr 3:12`: code, the text it is about, and its line and column. */
  readonly problems: readonly string[];
  readonly use: (typeName: string) => SchemaUse;
  readonly resolver: SchemaResolver;
}

/** Emits the types of a spec that is only in memory. */
export function emit(spec: Schemas): Emission {
  const { files = {}, ...parts } = spec;
  const document = parse(JSON.stringify(parts, undefined, 2));
  const usesIn = (pointer: string): readonly SchemaUse[] => {
    const node = nodeAt(document, pointer);
    return node?.kind === "object" ? node.members.map(({ key, value }) => ({ typeName: key, schema: value })) : [];
  };
  const named = usesIn("/schemas");
  const inputs = usesIn("/inputs");
  const roots = [...usesIn("/roots"), ...inputs];
  const all = [...named, ...roots];
  const resolver = createResolver({
    documents: [document],
    schemas: all.map((use) => use.schema),
    load: (path) => loadFrom(files, path),
  });
  const { value, diagnostics } = emitTypes({
    named: new Map(named.map((use) => [use.typeName, use])),
    roots,
    inputs,
    resolver,
  });
  return {
    types: value,
    code: value.code,
    diagnostics,
    problems: diagnostics.map(describe),
    resolver,
    use: (typeName) => {
      const use = all.find((candidate) => candidate.typeName === typeName);
      if (use === undefined) {
        throw new Error(`no schema is called ${typeName}`);
      }
      return use;
    },
  };
}

/** What one schema becomes, without the declaration around it. */
export function typeOf(schema: unknown): string {
  const { code } = emit({ schemas: { T: schema } });
  return code.replace(/^export type T = ?/m, "").replace(/;?\n$/, "");
}

function loadFrom(files: Readonly<Record<string, unknown>>, path: string): SourceNode | undefined {
  return path in files ? parse(JSON.stringify(files[path], undefined, 2), path) : undefined;
}

function describe({ code, at }: Diagnostic): string {
  const before = at?.file.text.slice(0, at.start).split("\n") ?? [];
  const text = at?.file.text.slice(at.start, at.end).split("\n")[0];
  return `${code} ${text} ${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}
