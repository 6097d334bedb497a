import { emitTypes } from "../../../generator/types/emit-types.ts";
import { createResolver } from "../../../generator/types/resolve.ts";
import { link } from "../../../generator/link/link.ts";
import { lower } from "../../../generator/lower/spec.ts";
import { schemaUses } from "../../../generator/schema-uses.ts";
import { loadSource } from "../../../generator/load/load.ts";
import { NO_REDACTION } from "../../../generator/ir/redaction.ts";
import type { AttributeType, Program } from "../../../generator/ir/program.ts";
import type { Spec } from "../../../generator/ir/spec.ts";
import type { Attribute } from "../../../generator/ir/task.ts";

export interface ProgramOptions {
  readonly importExtension?: ".js" | ".ts";
  readonly sourceName?: string;
  /** What the checker would have found out of attributes with expressions; default: a string that is there. */
  readonly attributeTypes?: Readonly<Record<string, AttributeType>>;
}

/** The program of a spec given as text, made by the real stages before emission. */
export function programOf(text: string, options: ProgramOptions = {}): Program {
  const loaded = loadSource("flows.json", { cwd: "/", readFile: () => text });
  if (loaded.value === undefined) {
    throw new Error(loaded.diagnostics.map(({ message }) => message).join("\n"));
  }
  const { value: spec, diagnostics } = lower(loaded.value);
  if (spec === undefined) {
    throw new Error("not a spec");
  }
  const linked = link(spec);
  const errors = [...diagnostics, ...linked.diagnostics].filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    throw new Error(errors.map(({ code, message }) => `${code} ${message}`).join("\n"));
  }
  const { roots, inputs } = schemaUses(spec);
  const schemas = [...spec.schemas.values(), ...roots].map(({ schema }) => schema);
  const types = emitTypes({
    named: spec.schemas,
    roots,
    inputs,
    resolver: createResolver({ documents: [loaded.value], schemas, load: () => undefined }),
  });
  return {
    linked: linked.value,
    types: types.value,
    validators: undefined,
    attributeTypes: attributeTypes(spec, options.attributeTypes ?? {}),
    converted: new Set(),
    redaction: NO_REDACTION,
    sourceName: options.sourceName ?? "flows.json",
    digest: "0123456789abcdef",
    importExtension: options.importExtension ?? ".js",
    isCommonJs: false,
  };
}

function attributeTypes(spec: Spec, known: Readonly<Record<string, AttributeType>>): ReadonlyMap<Attribute, AttributeType> {
  const tasks = [...spec.tasks.values()];
  const attributes = [
    ...tasks.flatMap(({ span }) => span.attributes),
    ...tasks.flatMap(({ metrics }) => metrics.flatMap((metric) => metric.attributes)),
    ...[...spec.workflows.values()].flatMap((workflow) => workflow.attributes),
  ];
  return new Map(attributes.flatMap((attribute) => {
    const type = known[attribute.name];
    return type === undefined ? [] : [[attribute, type] as const];
  }));
}
