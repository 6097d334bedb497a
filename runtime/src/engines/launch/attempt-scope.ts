import type { Attributes, AttributeValue } from "@opentelemetry/api";
import { redactedValue } from "../../task/index.ts";
import type { AttemptScope } from "../../task/index.ts";
import type { Application, ContextEntry } from "../application.ts";

/** The spec's `context`, by name. */
export type Entries = readonly (readonly [name: string, entry: ContextEntry])[];

type Values = Readonly<Record<string, unknown>>;

/** What all attempts of a run have in common, from the values that travel with it. */
export function attemptScopeOf(entries: Entries, values: Values, payloadBytes: number | undefined): AttemptScope {
  return {
    context: values,
    attributes: attributesOf(entries, values),
    logFields: logFieldsOf(entries, values),
    payloadBytes,
  };
}

/** Makes the scopes of runs whose values have been checked before. Undefined where there is nothing to know. */
export function scopesOf({
  context,
  payloadBytes,
}: Pick<Application, "context" | "payloadBytes">): (values: Values | undefined) => AttemptScope | undefined {
  if (context === undefined) {
    const scope = scopeWithout(payloadBytes);
    return () => scope;
  }
  const entries: Entries = Object.entries(context.entries);
  return (values = {}) => attemptScopeOf(entries, values, payloadBytes);
}

/** Of runs without a context. */
export function scopeWithout(payloadBytes: number | undefined): AttemptScope | undefined {
  return payloadBytes === undefined
    ? undefined
    : { context: undefined, attributes: undefined, logFields: undefined, payloadBytes };
}

function attributesOf(entries: Entries, values: Values): Attributes | undefined {
  const attributes: Attributes = {};
  for (const [name, { attribute, sensitive }] of entries) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (attribute !== undefined && value !== undefined) {
      const written = isAttributeValue(value) ? value : JSON.stringify(value);
      attributes[attribute] = sensitive === undefined ? written : redactedValue(sensitive, written);
    }
  }
  return Object.keys(attributes).length === 0 ? undefined : attributes;
}

/** Named as on spans, if the value is there too. */
function logFieldsOf(entries: Entries, values: Values): Attributes | undefined {
  const logged = entries.filter(([name, { log }]) => log === true && Object.hasOwn(values, name));
  return logged.length === 0
    ? undefined
    : Object.fromEntries(
        logged.map(([name, { attribute, sensitive }]) => [
          attribute ?? name,
          sensitive === undefined ? values[name] : redactedValue(sensitive, values[name]),
        ]),
      );
}

function isAttributeValue(value: unknown): value is AttributeValue {
  return typeof value !== "object" || (Array.isArray(value) && value.every((item) => typeof item === "string"));
}
