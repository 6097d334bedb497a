import { isSpanContextValid, trace } from "@opentelemetry/api";
import type { Attributes } from "@opentelemetry/api";
import type { LogFields } from "./log-fields.ts";
import { originHere } from "./origin.ts";
import type { LogOrigin } from "./origin.ts";
import { recordAttributes } from "./record-attributes.ts";

/**
 * What lines of text and JSON have in place of a record's own trace id, span id and flags.
 *
 * @see https://opentelemetry.io/docs/specs/otel/compatibility/logging_trace_context/
 */
const TRACE_FIELDS: ReadonlySet<string> = new Set(["trace_id", "span_id", "trace_flags"]);

/** What a logger's own output should carry: the trace, and the fields of the task or workflow. */
export function correlationFields(origin: LogOrigin = originHere()): Attributes {
  const span = trace.getSpanContext(origin.context);
  const fields = recordAttributes(origin.fields);
  if (span === undefined || !isSpanContextValid(span)) {
    return fields;
  }
  const flags = span.traceFlags.toString(16).padStart(2, "0");
  return { trace_id: span.traceId, span_id: span.spanId, trace_flags: flags, ...fields };
}

/** Takes the trace away from a logger's line, which the record that is made of it has in places of its own. */
export function withoutTraceFields(line: LogFields, origin?: LogOrigin): LogFields {
  const known = correlationFields(origin);
  return Object.fromEntries(
    Object.entries(line).filter(([name, value]) => !TRACE_FIELDS.has(name) || value !== known[name]),
  );
}
