import { SENSITIVE_RULES } from "../ir/redaction.ts";
import type { SensitiveRule } from "../ir/redaction.ts";
import type { SourceRange } from "../source/source-file.ts";

/** What is known of a sensitive value. */
export interface Label {
  readonly rule: SensitiveRule;
  /** Where `x-sensitive` stands. */
  readonly at: SourceRange;
  /** What is marked there, for people: `Order.cardNumber`. */
  readonly what: string;
}

/** The strictest of labels: `drop` before `mask` before `hash`. Of equal ones the first. */
export function strictest(...labels: readonly (Label | undefined)[]): Label | undefined {
  let found: Label | undefined;
  for (const label of labels) {
    if (label !== undefined && (found === undefined || strictness(label) > strictness(found))) {
      found = label;
    }
  }
  return found;
}

/** The same origin under a rule that is at least as strict. */
export function atLeast(rule: SensitiveRule, label: Label): Label {
  return strictest({ ...label, rule }, label) ?? label;
}

function strictness({ rule }: Label): number {
  return SENSITIVE_RULES.indexOf(rule);
}
