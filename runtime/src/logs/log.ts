import { context, trace } from "@opentelemetry/api";
import type { Context, Span } from "@opentelemetry/api";
import { createEmitter } from "./emit-record.ts";
import type { LogFields } from "./log-fields.ts";
import { logScopeOf } from "./log-scope.ts";
import { SEVERITY } from "./severity.ts";
import type { LogLevel } from "./severity.ts";

const emit = createEmitter("@gen-flows/runtime");

/**
 * Attributes of a record by name, or an `Error`. Any object will do, such as a task's input: interfaces do not fit a
 * type with an index signature.
 */
export type LogAttributes = object;

/**
 * Makes log records, from the least severe to the most. They carry the trace and the span, the run's id, the names of
 * task and step, what the spec's context says with `log: true`, and the fields of `withLogFields`.
 *
 * Attributes may be anything that JSON can say. An `Error` among them, or in their place, becomes `exception.type`,
 * `exception.message` and `exception.stacktrace`.
 *
 * Records go to OpenTelemetry's logger provider. Without one nothing is printed, and a call costs next to nothing.
 * A call never throws.
 */
export interface Log {
  trace(message: string, attributes?: LogAttributes): void;
  debug(message: string, attributes?: LogAttributes): void;
  info(message: string, attributes?: LogAttributes): void;
  warn(message: string, attributes?: LogAttributes): void;
  error(message: string, attributes?: LogAttributes): void;
  fatal(message: string, attributes?: LogAttributes): void;
}

/**
 * The log of a span.
 *
 * @param parent the context that the span began in, with the scope of its records.
 */
export function createLog(parent: Context, span: Span): Log {
  return new SpanLog(parent, span);
}

class SpanLog implements Log {
  private readonly parent: Context;
  private readonly span: Span;

  constructor(parent: Context, span: Span) {
    this.parent = parent;
    this.span = span;
  }

  trace(message: string, attributes?: LogAttributes): void {
    this.emit("trace", message, attributes);
  }

  debug(message: string, attributes?: LogAttributes): void {
    this.emit("debug", message, attributes);
  }

  info(message: string, attributes?: LogAttributes): void {
    this.emit("info", message, attributes);
  }

  warn(message: string, attributes?: LogAttributes): void {
    this.emit("warn", message, attributes);
  }

  error(message: string, attributes?: LogAttributes): void {
    this.emit("error", message, attributes);
  }

  fatal(message: string, attributes?: LogAttributes): void {
    this.emit("fatal", message, attributes);
  }

  private emit(level: LogLevel, body: string, attributes: LogAttributes | undefined): void {
    emit(
      () => ({
        severityNumber: SEVERITY[level],
        severityText: level.toUpperCase(),
        body,
        attributes: attributes instanceof Error ? { error: attributes } : (attributes as LogFields | undefined),
      }),
      () => this.context(),
    );
  }

  /** That of a span within ours, if one is active; else ours, wherever the call comes from. */
  private context(): Context {
    const active = context.active();
    return logScopeOf(active) === logScopeOf(this.parent) ? active : trace.setSpan(this.parent, this.span);
  }
}
