import type { AttributeValue } from "@opentelemetry/api";
import { hashed } from "./hashed.ts";

/** How telemetry shows a sensitive value: not at all, as a fixed text, or as a hash that says only what is equal. */
export type SensitiveRule = "mask" | "hash" | "drop";

/** Rules by name. */
export type SensitiveRules = Readonly<Record<string, SensitiveRule>>;

/** What a spec marks as sensitive of one task. Where a task has one, the messages of its errors are not shown. */
export interface Redaction {
  /** The whole input is sensitive. */
  readonly input?: SensitiveRule;
  /** Properties, at any depth of what the task is given and of what it logs. */
  readonly fields?: SensitiveRules;
  /** Attributes of its span. */
  readonly attributes?: SensitiveRules;
  /** Attributes of its events. */
  readonly events?: Readonly<Record<string, SensitiveRules>>;
}

/** Stands in telemetry for a value that is masked. */
export const REDACTED = "[REDACTED]";

/** What telemetry shows of a value; undefined if nothing. */
export function redactedValue(rule: SensitiveRule, value: unknown): AttributeValue | undefined {
  switch (rule) {
    case "drop":
      return undefined;
    case "mask":
      return REDACTED;
    case "hash":
      return Array.isArray(value) ? hashed(value) : hashed(value as string);
  }
}

/** The rule of a name, if it has one: what every object inherits is none. */
export function ruleOf(rules: SensitiveRules | undefined, name: string): SensitiveRule | undefined {
  return rules !== undefined && Object.hasOwn(rules, name) ? rules[name] : undefined;
}

/** The same values, with what stands for those that have a rule. */
export function redactedAttributes<Value>(
  values: Readonly<Record<string, Value>>,
  rules: SensitiveRules,
): Record<string, Value | AttributeValue> {
  const shown: Record<string, Value | AttributeValue> = {};
  for (const [name, value] of Object.entries(values)) {
    const rule = ruleOf(rules, name);
    const replacement = rule === undefined || value === undefined ? value : redactedValue(rule, value);
    if (replacement !== undefined) {
      shown[name] = replacement;
    }
  }
  return shown;
}
