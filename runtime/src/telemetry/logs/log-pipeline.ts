import type { LoggerProvider } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import type * as Sdk from "@opentelemetry/sdk-logs";
import { DeliveryReport } from "../delivery/delivery-report.ts";
import { ExportQueue } from "../delivery/export-queue.ts";
import { startPreflight } from "../delivery/start-preflight.ts";
import { createQueueSettings } from "../delivery/queue-settings.ts";
import { chooseLogExporters } from "../exporters/chosen-exporters.ts";
import type { ExportableLogRecord, LogExporterDefinition } from "../exporters/exporter-definition.ts";
import { loadLogsSdk } from "../exporters/loaded-exporters.ts";
import type { LogsOptions } from "../options.ts";
import { readPositiveInteger } from "../settings/environment.ts";
import { resolveNumber } from "../settings/setting.ts";
import { fieldsProcessor } from "./fields-processor.ts";

/** A logger provider of the SDK, without its type: SDK packages are optional. */
export interface StoppableLoggerProvider extends LoggerProvider {
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

/** Our own logger provider, and the queues between it and its exporters. */
export interface LogPipeline {
  /** Undefined where nobody wants log records: then the logs SDK is not loaded. */
  readonly provider: StoppableLoggerProvider | undefined;
  readonly queues: readonly ExportQueue<ExportableLogRecord>[];
}

/**
 * Builds what log records go through; registers nothing.
 *
 * @throws TelemetryConfigError if the spec or a variable asks for something that cannot be done.
 */
export function createLogPipeline(options: LogsOptions | undefined, resource: Resource): LogPipeline {
  const queues: ExportQueue<ExportableLogRecord>[] = [];
  const provider = createLoggerProvider(options, resource, (definitions) => {
    queues.push(...definitions.map((definition) => createQueue(definition, options)));
    return queues.map(logQueue);
  });
  return { provider, queues };
}

/**
 * Builds what makes log records, and gives them to processors. Undefined where nobody wants them.
 *
 * @param resource Default: none.
 */
export function createLoggerProvider(
  options: LogsOptions | undefined,
  resource: Resource | undefined,
  createProcessors: (definitions: readonly LogExporterDefinition[]) => readonly Sdk.LogRecordProcessor[],
): StoppableLoggerProvider | undefined {
  const definitions = chooseLogExporters(options?.exporters ?? []);
  if (definitions.length === 0) {
    return undefined;
  }
  const processors = [fieldsProcessor, ...createProcessors(definitions)];
  const { LoggerProvider } = (options?.sdk ?? loadLogsSdk)() as Pick<typeof Sdk, "LoggerProvider">;
  return new LoggerProvider({ ...(resource && { resource }), processors, logRecordLimits: readLimits(options?.limits) });
}

function createQueue(definition: LogExporterDefinition, options: LogsOptions | undefined): ExportQueue<ExportableLogRecord> {
  const settings = createQueueSettings(definition.processor ?? options?.processor, definition.immediate === true, "logs");
  const target = definition.create();
  const report = new DeliveryReport(target.destination, "logs");
  startPreflight(target.preflight, report);
  return new ExportQueue(target, settings, report);
}

/** Puts log records into a queue. */
function logQueue(queue: ExportQueue<ExportableLogRecord>): Sdk.LogRecordProcessor {
  return {
    onEmit: (record) => {
      queue.add(record);
    },
    forceFlush: () => queue.forceFlush(),
    shutdown: () => queue.shutdown(),
  };
}

/**
 * Settles how much a record holds; variables go before the spec.
 *
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#attribute-limits
 */
function readLimits(limits: LogsOptions["limits"] = {}) {
  const count =
    readPositiveInteger("OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT") ??
    readPositiveInteger("OTEL_ATTRIBUTE_COUNT_LIMIT") ??
    resolveNumber(limits.attributeCount, "logs.limits.attributeCount");
  const length =
    readPositiveInteger("OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT") ??
    readPositiveInteger("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT") ??
    resolveNumber(limits.attributeValueLength, "logs.limits.attributeValueLength");
  return {
    ...(count !== undefined && { attributeCountLimit: count }),
    ...(length !== undefined && { attributeValueLengthLimit: length }),
  };
}
