import type { Program } from "../ir/program.ts";
import type { SpecMetric } from "../ir/spec.ts";
import type { TaskMetric } from "../ir/task.ts";
import { propertyKey } from "../print/literal.ts";
import type { Module } from "../print/module.ts";
import { computedAttributes, typeOf } from "./attributes.ts";

export type DeclaredMetric = SpecMetric | TaskMetric;

/** An attribute as one declaration of its metric has it. */
interface AttributeUse {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
}

/**
 * The members of the interface of a metric's attributes. One that a declaration of the metric does not have, or may
 * not have, may be left out.
 *
 * @param declarations All of one metric.
 */
export function metricAttributes(
  program: Program,
  module: Module,
  declarations: readonly DeclaredMetric[],
): readonly string[] {
  const uses = declarations.map((metric) => usesIn(program, module, metric));
  const names = new Set(uses.flat().map(({ name }) => name));
  return [...names].map((name) => {
    const found = uses.flat().filter((use) => use.name === name);
    const types = [...new Set(found.map(({ type }) => type))];
    const isOptional = found.length < declarations.length || found.some(({ optional }) => optional);
    return `readonly ${propertyKey(name)}${isOptional ? "?" : ""}: ${types.join(" | ")};\n`;
  });
}

function usesIn(program: Program, module: Module, metric: DeclaredMetric): readonly AttributeUse[] {
  const mayBeMissing = new Set("optional" in metric ? metric.optional.map(({ value }) => value) : []);
  const declared = metric.attributes.flatMap((attribute) =>
    attribute.kind === "declared"
      ? { name: attribute.name, type: module.useType(program.types.inline(attribute.schema)), optional: mayBeMissing.has(attribute.name) }
      : [],
  );
  const computed = computedAttributes(program, metric.attributes).map((attribute) => ({ name: attribute.name, ...typeOf(program, attribute) }));
  return [...declared, ...computed];
}
