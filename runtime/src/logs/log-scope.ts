import { createContextKey } from "@opentelemetry/api";
import type { Attributes, Context, Span } from "@opentelemetry/api";
import type { ErrorContract } from "../workflow/index.ts";
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
  /** What every span below carries: what the spec's context says of the run. */
  readonly attributes?: Attributes | undefined;
  /** What the spec declares of errors there, by name. */
  readonly errors?: Readonly<Record<string, ErrorContract>> | undefined;
}

/**
 * A context in which log records belong to a scope, with room for one more value: the span, as a rule. It stands in front
 * of another one, because setting a value costs OpenTelemetry's own context a copy of all its values, at each attempt.
 */
class ScopedContext implements Context {
  private readonly base: Context;
  private readonly scope: LogScope;
  private readonly key: symbol | undefined;
  private readonly value: unknown;

  constructor(base: Context, scope: LogScope, key: symbol | undefined, value: unknown) {
    this.base = base;
    this.scope = scope;
    this.key = key;
    this.value = value;
  }

  getValue(key: symbol): unknown {
    if (key === this.key) {
      return this.value;
    }
    return key === SCOPE ? this.scope : this.base.getValue(key);
  }

  setValue(key: symbol, value: unknown): Context {
    const base = this.key === undefined || this.key === key ? this.base : this.base.setValue(this.key, this.value);
    return new ScopedContext(base, this.scope, key, value);
  }

  deleteValue(key: symbol): Context {
    const base = this.base.deleteValue(key);
    return key === this.key
      ? new ScopedContext(base, this.scope, undefined, undefined)
      : new ScopedContext(base, this.scope, this.key, this.value);
  }

  within(scope: LogScope): Context {
    return new ScopedContext(this.base, scope, this.key, this.value);
  }
}

/** The same context, with another scope. */
export function withLogScope(context: Context, scope: LogScope): Context {
  return context instanceof ScopedContext
    ? context.within(scope)
    : new ScopedContext(context, scope, undefined, undefined);
}

/** The scope that a context is in; undefined outside of runs. */
export function logScopeOf(context: Context): LogScope | undefined {
  return context.getValue(SCOPE) as LogScope | undefined;
}

/**
 * Sets what the spec's context says on a span within a run.
 *
 * @param parent what the span began in.
 */
export function describeRun(span: Span, parent: Context): void {
  const attributes = logScopeOf(parent)?.attributes;
  if (attributes !== undefined) {
    span.setAttributes(attributes);
  }
}
