import type { ContextEntry } from "../ir/context-entry.ts";
import { propertyKey } from "../print/literal.ts";
import { typeText } from "./check-module.ts";
import type { CheckModule } from "./check-module.ts";

/**
 * How functions of the checked code take what travels with a run; undefined where the spec declares nothing of the
 * kind. Nobody has to pass an entry; those with a default are always there.
 */
export function contextParameter(module: CheckModule, entries: readonly ContextEntry[]): string | undefined {
  const properties = entries.map(({ name, schema, hasDefault }) => {
    const type = typeText(module, schema, "unknown");
    return hasDefault ? `readonly ${propertyKey(name)}: ${type};` : `readonly ${propertyKey(name)}?: (${type}) | undefined;`;
  });
  return properties.length === 0 ? undefined : `context: { ${properties.join(" ")} }`;
}

/** The parameters of a function of the checked code, those that are undefined left out. */
export function parameterList(...parameters: readonly (string | undefined)[]): string {
  return parameters.filter((parameter) => parameter !== undefined).join(", ");
}
