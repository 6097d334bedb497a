import { AsyncLocalStorage } from "node:async_hooks";
import { context } from "@opentelemetry/api";
import type { Span } from "@opentelemetry/api";
import { logScopeOf } from "./log-scope.ts";

/** Attributes of log records, by name. */
export type LogFields = Readonly<Record<string, unknown>>;

/** What `withLogFields` takes: values that every span and every logger can carry. */
export type ScopedFields = Readonly<Record<string, string | number | boolean>>;

/** Made when first needed: it costs every asynchronous step of the process a little. */
let storage: AsyncLocalStorage<ScopedFields> | undefined;

/**
 * Puts fields on every span that is started and every log record that is made while `fn` runs, also after its awaits
 * and in the runs of workflows that it starts. Fields of scopes around it are kept; of those with one name, the inner
 * one counts. Works in handlers and anywhere else in the application, whoever owns the providers.
 *
 * In a task that has to do with sensitive values, they are taken out of the fields.
 *
 * Of spans that others start, those get the fields whose provider is ours.
 *
 * @returns what `fn` returns.
 */
export function withLogFields<Result>(fields: ScopedFields, fn: () => Result): Result {
  storage ??= new AsyncLocalStorage();
  const redactor = logScopeOf(context.active())?.redactor;
  const shown = redactor === undefined ? fields : (redactor.fields(fields) as ScopedFields);
  return storage.run({ ...storage.getStore(), ...shown }, fn);
}

/** The fields of `withLogFields` around here; undefined where there are none. */
export function scopedFields(): ScopedFields | undefined {
  return storage?.getStore();
}

/** Sets the fields of `withLogFields` around here on a span. */
export function describeScope(span: Span): void {
  const fields = scopedFields();
  if (fields !== undefined) {
    span.setAttributes(fields);
  }
}
