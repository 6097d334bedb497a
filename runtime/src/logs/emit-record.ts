import * as api from "@opentelemetry/api";
import type { Context, Logger, LoggerProvider } from "@opentelemetry/api";
import type { LogFields } from "./log-fields.ts";
import { logScopeOf } from "./log-scope.ts";
import { originHere } from "./origin.ts";
import type { LogOrigin } from "./origin.ts";
import { recordAttributes } from "./record-attributes.ts";
import { redactRecord } from "./redact-record.ts";

/** The API has logs since 1.10, and is 1.9 in some applications: nothing of it is imported by name. */
const { logs } = api as Partial<Pick<typeof api, "logs">>;

const VERSION = "0.1.0";

/** Set by OpenTelemetry around the work of exporters, whose own output must not be exported again. */
const SUPPRESSED = api.createContextKey("OpenTelemetry SDK Context Key SUPPRESS_TRACING");

/** What a record says, whoever made it. */
export interface LogRecordParts {
  /** Undefined for a level that is somebody's own. */
  readonly severityNumber: number | undefined;
  /** As the logger calls it. */
  readonly severityText: string;
  readonly body: string;
  readonly attributes: LogFields | undefined;
  /** Where and when it was made, if that was before. */
  readonly origin?: LogOrigin | undefined;
}

/**
 * Hands a record to OpenTelemetry's logger provider.
 *
 * @param describe called if anybody wants records.
 * @param place says where it was made; called if anybody wants records. Default: here.
 */
export type EmitRecord = (describe: () => LogRecordParts, place?: () => Context) => void;

let emitting = false;

/** True while one of our records is made: it has its fields, and what OpenTelemetry prints about it is no record. */
export function isEmitting(): boolean {
  return emitting;
}

/**
 * What makes the records of one instrumentation scope.
 *
 * @param scope `@gen-flows/runtime` or one of its subpaths.
 */
export function createEmitter(scope: string): EmitRecord {
  let cached: { readonly provider: LoggerProvider; readonly logger: Logger } | undefined;

  function currentLogger(): Logger | undefined {
    const provider = logs?.getLoggerProvider();
    if (provider !== undefined && cached?.provider !== provider) {
      cached = { provider, logger: provider.getLogger(scope, VERSION) };
    }
    return cached?.logger;
  }

  return (describe, place = () => api.context.active()) => {
    if (emitting || logs === undefined) {
      return;
    }
    emitting = true;
    try {
      const logger = currentLogger();
      if (logger?.enabled() === true) {
        emit(logger, place(), describe);
      }
    } catch (error) {
      api.diag.error("A log record could not be made:", error);
    } finally {
      emitting = false;
    }
  };
}

function emit(logger: Logger, context: Context, describe: () => LogRecordParts): void {
  if (context.getValue(SUPPRESSED) === true || !logger.enabled({ context })) {
    return;
  }
  const parts = describe();
  const { severityNumber = 0, severityText, body } = parts;
  const { timestamp, fields } = parts.origin ?? originHere(context);
  const redactor = logScopeOf(context)?.redactor;
  const shown =
    redactor === undefined
      ? { body, attributes: recordAttributes({ ...fields, ...parts.attributes }) }
      : redactRecord(redactor, body, parts.attributes, fields);
  logger.emit({ severityNumber, severityText, context, timestamp, ...shown });
}
