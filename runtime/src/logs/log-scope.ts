import { createContextKey } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import type { LogFields } from "./log-fields.ts";

const SCOPE = createContextKey("gen-flows log scope");

/** Takes sensitive values out of log records. */
export interface LogRedactor {
  text(text: string): string;
  /** @param fields plain data. */
  fields(fields: object): Record<string, unknown>;
}

/** A part of a run that log records come from: an attempt of a task, or the body of a workflow. */
export interface LogScope {
  /** What every record carries that comes from here. Computed when first read. */
  readonly fields: LogFields;
  /** Undefined where nothing sensitive is at hand. */
  readonly redactor: LogRedactor | undefined;
}

/**
 * A context in which log records belong to a scope. It stands in front of another one, because setting a value costs
 * OpenTelemetry's own context a copy of all its values, once an attempt, also where nobody logs.
 */
class ScopedContext implements Context {
  readonly base: Context;
  private readonly scope: LogScope;

  constructor(base: Context, scope: LogScope) {
    this.base = base;
    this.scope = scope;
  }

  getValue(key: symbol): unknown {
    return key === SCOPE ? this.scope : this.base.getValue(key);
  }

  setValue(key: symbol, value: unknown): Context {
    return new ScopedContext(this.base.setValue(key, value), this.scope);
  }

  deleteValue(key: symbol): Context {
    return new ScopedContext(this.base.deleteValue(key), this.scope);
  }
}

/** The same context, with another scope. */
export function withLogScope(context: Context, scope: LogScope): Context {
  return new ScopedContext(context instanceof ScopedContext ? context.base : context, scope);
}

/** The scope that a context is in; undefined outside of runs. */
export function logScopeOf(context: Context): LogScope | undefined {
  return context.getValue(SCOPE) as LogScope | undefined;
}
