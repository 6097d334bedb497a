import { ruleOf } from "./redaction.ts";
import type { SensitiveRule, SensitiveRules } from "./redaction.ts";

/** Shorter texts are found everywhere: `DE`, `yes`, `42`. */
const MINIMUM_LENGTH = 4;

/** What a call was given: here sensitive values are looked for. */
export interface SensitiveSource {
  readonly input: unknown;
  readonly context: unknown;
}

/**
 * The sensitive values of a call as they may stand in a text: strings and numbers of at least 4 characters, also as
 * JSON and URLs write them. The longest come first, so that none is cut by a part of itself.
 */
export function sensitiveTexts(
  names: { readonly input?: SensitiveRule; readonly fields?: SensitiveRules },
  { input, context }: SensitiveSource,
): readonly string[] {
  const texts = new Set<string>();
  const ancestors = new Set<object>();

  const collect = (value: unknown, isSensitive: boolean): void => {
    if (typeof value === "object" && value !== null) {
      if (!ancestors.has(value)) {
        ancestors.add(value);
        for (const [name, part] of Object.entries(value)) {
          collect(part, isSensitive || ruleOf(names.fields, name) !== undefined);
        }
        ancestors.delete(value);
      }
    } else if (isSensitive && (typeof value === "string" || typeof value === "number")) {
      for (const text of writtenForms(String(value))) {
        if (text.length >= MINIMUM_LENGTH) {
          texts.add(text);
        }
      }
    }
  };

  collect(input, names.input !== undefined);
  collect(context, false);
  return [...texts].toSorted((one, other) => other.length - one.length);
}

function writtenForms(text: string): readonly string[] {
  const asJson = JSON.stringify(text).slice(1, -1);
  // A lone half of a surrogate pair cannot stand in a URL.
  return text.isWellFormed() ? [text, asJson, encodeURIComponent(text), encodeURI(text)] : [text, asJson];
}
