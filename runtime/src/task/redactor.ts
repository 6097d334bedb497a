import { framesOf } from "./masked-error.ts";
import { REDACTED, redactedValue, ruleOf } from "./redaction.ts";
import type { SensitiveRule, SensitiveRules } from "./redaction.ts";
import { sensitiveTexts, withoutTexts } from "./sensitive-texts.ts";
import type { SensitiveSource, SensitiveTexts } from "./sensitive-texts.ts";

/** Takes sensitive values out of what code says of itself: messages, and fields of log records. */
export interface Redactor {
  /**
   * A text without the sensitive values of the input and the context. What is left of a value that was taken apart,
   * translated or encoded in ways of its own is not found.
   */
  text(text: string): string;
  /**
   * Fields with what stands for those that are sensitive by their name, at any depth, and without the sensitive values in
   * others. Messages of errors are masked.
   *
   * @param fields Plain data: text, numbers, booleans, bytes, lists and objects of these.
   */
  fields(fields: object): Record<string, unknown>;
}

/** Sensitive names. */
export interface SensitiveNames {
  /** The whole input is sensitive. */
  readonly input?: SensitiveRule;
  readonly fields?: SensitiveRules;
  readonly attributes?: SensitiveRules;
}

/** Looks into the input and the context when it is first asked. */
export function createRedactor(names: SensitiveNames, source: SensitiveSource): Redactor {
  return new ValueRedactor(names, source);
}

class ValueRedactor implements Redactor {
  private readonly names: SensitiveNames;
  private readonly source: SensitiveSource;
  private known: SensitiveTexts | undefined;

  constructor(names: SensitiveNames, source: SensitiveSource) {
    this.names = names;
    this.source = source;
  }

  text(text: string): string {
    this.known ??= sensitiveTexts(this.names, this.source);
    return withoutTexts(text, this.known);
  }

  fields(fields: object): Record<string, unknown> {
    const shown: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(withoutMessages(fields))) {
      const rule = ruleOf(this.names.fields, name) ?? ruleOf(this.names.attributes, name);
      const replacement = rule === undefined || value === undefined ? this.value(value) : redactedValue(rule, value);
      if (replacement !== undefined) {
        shown[this.text(name)] = replacement;
      }
    }
    return shown;
  }

  private value(value: unknown): unknown {
    switch (typeof value) {
      case "string":
        return this.text(value);
      case "number":
        // A number stays one unless it is sensitive.
        return this.text(String(value)) === String(value) ? value : REDACTED;
      case "object":
        return value === null ? null : this.within(value);
      default:
        return value;
    }
  }

  private within(value: object): unknown {
    if (Array.isArray(value)) {
      return value.map((item) => this.value(item));
    }
    return ArrayBuffer.isView(value) ? REDACTED : this.fields(value);
  }
}

/** How log records say an error: at the top of their attributes, and inside of one. */
const ERROR_SHAPES = [
  { type: "exception.type", message: "exception.message", stack: "exception.stacktrace" },
  { type: "type", message: "message", stack: "stacktrace" },
  { type: "type", message: "message", stack: "stack" },
];

/** Masks the message of an error, and keeps the lines of its stack where it is certain that they say no more. */
function withoutMessages(fields: object): object {
  const given = fields as Readonly<Record<string, unknown>>;
  for (const { type, message, stack } of ERROR_SHAPES) {
    if (typeof given[message] === "string" && typeof given[stack] === "string") {
      const name = String(given[type]);
      const frames = framesOf({ name, message: given[message], stack: given[stack] });
      return {
        ...given,
        [message]: given[message] === name ? name : REDACTED,
        [stack]: frames === undefined ? undefined : `${name}: ${REDACTED}\n${frames}`,
      };
    }
  }
  return given;
}
