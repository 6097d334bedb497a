import { attributesOf } from "../../generator/ir/attributes.ts";
import { findSensitive } from "../../generator/sensitive/sensitive.ts";
import type { Sensitivity } from "../../generator/sensitive/sensitive.ts";
import { schemaUses } from "../../generator/schema-uses.ts";
import { createResolver } from "../../generator/types/resolve.ts";
import { analyse } from "../support/analyse.ts";

/** What is found out about a spec in YAML, without its first three keys. */
export interface Found extends Sensitivity {
  /** The rule of each attribute that has one, by its name. */
  readonly rules: Readonly<Record<string, string>>;
  /** Codes and messages. */
  readonly problems: readonly string[];
  /** By the name of the task. */
  readonly fields: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly workflows: readonly string[];
}

/** @throws Error if another stage has something to say. */
export function find(text: string): Found {
  const { spec, linked, problems } = analyse(`specVersion: 1\nname: shop\nversion: 1.0.0\n${text}`);
  if (problems.length > 0) {
    throw new Error(problems.join("\n"));
  }
  const schemas = [...spec.schemas.values(), ...schemaUses(spec).roots].map(({ schema }) => schema);
  const resolver = createResolver({ documents: [spec.origin], schemas, load: () => undefined });
  const { value, diagnostics } = findSensitive({ linked, schemas, documents: () => [spec.origin], resolver });
  const { attributes, tasks, workflows } = value.redaction;
  const named = attributesOf(spec).flatMap((attribute) => {
    const rule = attributes.get(attribute);
    return rule === undefined ? [] : [[attribute.name, rule] as const];
  });
  return {
    ...value,
    rules: Object.fromEntries(named),
    problems: diagnostics.map(({ code, message }) => `${code} ${message}`),
    fields: Object.fromEntries(
      Array.from(tasks, ([task, { input, fields }]) => [
        task.name,
        { ...(input !== undefined && { "*": input }), ...Object.fromEntries(fields) },
      ]),
    ),
    workflows: Array.from(workflows.keys(), ({ name }) => name),
  };
}
