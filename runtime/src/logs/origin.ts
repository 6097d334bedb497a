import { context } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import { scopedFields } from "./log-fields.ts";
import type { LogFields } from "./log-fields.ts";
import { logScopeOf } from "./log-scope.ts";

/** Where and when a record is made. */
export interface LogOrigin {
  readonly context: Context;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** Of `withLogFields`, then of the task or workflow. */
  readonly fields: LogFields;
}

const NONE: LogFields = {};

/** The origin of a record that is made now, here. */
export function originHere(here: Context = context.active()): LogOrigin {
  const outer = scopedFields();
  const inner = logScopeOf(here)?.fields;
  const fields = outer === undefined ? (inner ?? NONE) : { ...outer, ...inner };
  return { context: here, timestamp: Date.now(), fields };
}
