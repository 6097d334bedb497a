import { REDACTED, ruleOf } from "./redaction.ts";
import type { SensitiveRule, SensitiveRules } from "./redaction.ts";

/** Shorter texts are found everywhere: `DE`, `yes`, `42`. */
const MINIMUM_LENGTH = 4;

/** What a call was given: here sensitive values are looked for. */
export interface SensitiveSource {
  readonly input: unknown;
  readonly context: unknown;
}

/** Texts that must not be seen, by their first characters; of those that begin alike, the longest first. */
export type SensitiveTexts = ReadonlyMap<string, readonly string[]>;

/**
 * The sensitive values of a call as they may stand in a text: strings and numbers of at least 4 characters, also as
 * JSON and URLs write them.
 */
export function sensitiveTexts(
  names: { readonly input?: SensitiveRule; readonly fields?: SensitiveRules },
  { input, context }: SensitiveSource,
): SensitiveTexts {
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
  return byBeginning(texts);
}

/** A text with something else in place of every sensitive one. A call may hold thousands of these, in a long list. */
export function withoutTexts(text: string, texts: SensitiveTexts): string {
  if (texts.size === 0) {
    return text;
  }
  let shown = "";
  let kept = 0;
  for (let index = 0; index + MINIMUM_LENGTH <= text.length; ) {
    const found = texts.get(text.slice(index, index + MINIMUM_LENGTH))?.find((one) => text.startsWith(one, index));
    if (found === undefined) {
      index += 1;
    } else {
      shown += text.slice(kept, index) + REDACTED;
      index += found.length;
      kept = index;
    }
  }
  return kept === 0 ? text : shown + text.slice(kept);
}

function byBeginning(texts: ReadonlySet<string>): SensitiveTexts {
  const found = new Map<string, string[]>();
  for (const text of [...texts].toSorted((one, other) => other.length - one.length)) {
    const beginning = text.slice(0, MINIMUM_LENGTH);
    const alike = found.get(beginning);
    if (alike === undefined) {
      found.set(beginning, [text]);
    } else {
      alike.push(text);
    }
  }
  return found;
}

function writtenForms(text: string): readonly string[] {
  const asJson = JSON.stringify(text).slice(1, -1);
  // A lone half of a surrogate pair cannot stand in a URL.
  return text.isWellFormed() ? [text, asJson, encodeURIComponent(text), encodeURI(text)] : [text, asJson];
}
