import type { Attributes } from "@opentelemetry/api";
import {
  ATTR_EXCEPTION_MESSAGE,
  ATTR_EXCEPTION_STACKTRACE,
  ATTR_EXCEPTION_TYPE,
} from "@opentelemetry/semantic-conventions";
import { toAnyValue } from "./any-value.ts";
import type { LogFields } from "./log-fields.ts";

/**
 * Turns all fields of a log record into its attributes. Every field of every record, whichever bridge it comes from,
 * passes through here, and so does what loggers of others print of a task.
 *
 * The first error becomes the record's exception, in place of its own key; further ones stay where they are.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-logs/
 */
export function recordAttributes(fields: LogFields): Attributes {
  const attributes: Attributes = {};
  let exception: Error | undefined;
  for (const [key, field] of Object.entries(fields)) {
    if (field instanceof Error && exception === undefined) {
      exception = field;
    } else {
      const value = toAnyValue(field);
      if (value !== undefined) {
        attributes[key] = value;
      }
    }
  }
  return exception === undefined ? attributes : { ...attributes, ...exceptionAttributes(exception) };
}

function exceptionAttributes({ name, message, stack }: Error): Attributes {
  return {
    [ATTR_EXCEPTION_TYPE]: name,
    [ATTR_EXCEPTION_MESSAGE]: message,
    ...(stack !== undefined && { [ATTR_EXCEPTION_STACKTRACE]: stack }),
  };
}
