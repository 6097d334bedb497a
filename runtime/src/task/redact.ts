import type { Attempt } from "./attempt.ts";
import { REDACTED, redactedValue, ruleOf } from "./redaction.ts";
import type { Redaction } from "./redaction.ts";
import { sensitiveTexts } from "./sensitive-texts.ts";

/** Of attempts that were asked for: what may not stand in a text of theirs. */
const known = new WeakMap<Attempt, readonly string[]>();

/**
 * A text of an attempt without the sensitive values that the attempt was given; itself where the spec marks none.
 * What is left of a value that was taken apart, translated or encoded in ways of its own is not found.
 */
export function redactText(attempt: Attempt, text: string): string {
  const { redaction } = attempt;
  if (redaction === undefined) {
    return text;
  }
  let shown = text;
  for (const sensitive of textsOf(attempt, redaction)) {
    shown = shown.replaceAll(sensitive, REDACTED);
  }
  return shown;
}

/**
 * The fields of a log record of an attempt, with what stands for those that are sensitive by their name, at any depth,
 * and without the sensitive values in others. The same object where the spec marks nothing.
 */
export function redactFields<Fields extends object>(attempt: Attempt, fields: Fields): Fields {
  const { redaction } = attempt;
  return redaction === undefined ? fields : (redactWithin(attempt, redaction, fields, new Set()) as Fields);
}

function redactWithin(attempt: Attempt, redaction: Redaction, value: unknown, ancestors: Set<object>): unknown {
  switch (typeof value) {
    case "string":
      return redactText(attempt, value);
    case "number":
    case "bigint":
      // A number stays one unless it is sensitive.
      return redactText(attempt, String(value)) === String(value) ? value : REDACTED;
    case "object":
      break;
    default:
      return value;
  }
  if (value === null || ancestors.has(value)) {
    return value === null ? null : REDACTED;
  }
  ancestors.add(value);
  const shown = redactObject(attempt, redaction, value, ancestors);
  ancestors.delete(value);
  return shown;
}

function redactObject(attempt: Attempt, redaction: Redaction, value: object, ancestors: Set<object>): unknown {
  if (value instanceof Error) {
    return `${redactText(attempt, value.name)}: ${REDACTED}`;
  }
  if (Array.isArray(value)) {
    return value.map((item) => redactWithin(attempt, redaction, item, ancestors));
  }
  if (ArrayBuffer.isView(value)) {
    return REDACTED;
  }
  if ("toJSON" in value && typeof value.toJSON === "function") {
    return redactWithin(attempt, redaction, value.toJSON(), ancestors);
  }
  const shown: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) {
    const rule = ruleOf(redaction.fields, name) ?? ruleOf(redaction.attributes, name);
    const replacement =
      rule === undefined || part === undefined
        ? redactWithin(attempt, redaction, part, ancestors)
        : redactedValue(rule, part);
    if (replacement !== undefined) {
      shown[redactText(attempt, name)] = replacement;
    }
  }
  return shown;
}

function textsOf(attempt: Attempt, redaction: Redaction): readonly string[] {
  let texts = known.get(attempt);
  if (texts === undefined) {
    texts = sensitiveTexts(redaction, { input: attempt.run.input, context: attempt.context });
    known.set(attempt, texts);
  }
  return texts;
}
