import type { Attributes } from "@opentelemetry/api";
import { ATTR_EXCEPTION_MESSAGE } from "@opentelemetry/semantic-conventions";
import type { LogFields } from "./log-fields.ts";
import type { LogRedactor } from "./log-scope.ts";
import { recordAttributes } from "./record-attributes.ts";

/** What a record shows. */
export interface ShownRecord {
  readonly body: string;
  readonly attributes: Attributes;
}

const MASK = "[REDACTED]";

/** Shorter messages are found in every text. */
const MINIMUM_LENGTH = 4;

/**
 * A record without sensitive values, made where such are at hand.
 *
 * @param given What the record says itself.
 * @param known What the task or workflow says with every record: it has its rules already.
 */
export function redactRecord(
  redactor: LogRedactor,
  body: string,
  given: LogFields | undefined,
  known: LogFields,
): ShownRecord {
  const own = recordAttributes(given ?? {});
  const shown = redactor.fields(own) as Attributes;
  const ofRun = recordAttributes(known);
  for (const name of Object.keys(ofRun)) {
    // Loggers repeat it in their lines.
    if (own[name] === ofRun[name]) {
      shown[name] = ofRun[name];
    }
  }
  return { body: redactBody(redactor, body, [...messagesIn(given ?? {}), own[ATTR_EXCEPTION_MESSAGE]]), attributes: { ...ofRun, ...shown } };
}

/** Loggers put messages of errors into the text, or make it of them. */
function redactBody(redactor: LogRedactor, body: string, messages: readonly unknown[]): string {
  let shown = body;
  for (const message of messages) {
    // Pino adds the messages of causes to that of the error, not to the text.
    if (message === body || (typeof message === "string" && message.startsWith(`${body}: `))) {
      return MASK;
    }
    if (typeof message === "string" && message.length >= MINIMUM_LENGTH) {
      shown = shown.replaceAll(message, MASK);
    }
  }
  return redactor.text(shown);
}

/** The messages of errors among the fields, with those of their causes. */
function messagesIn(fields: LogFields): readonly string[] {
  const messages: string[] = [];
  const visited = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (value instanceof Error && !visited.has(value)) {
      visited.add(value);
      messages.push(value.message);
      visit(value.cause);
      if (value instanceof AggregateError) {
        value.errors.forEach(visit);
      }
    }
  };
  Object.values(fields).forEach(visit);
  return messages;
}
