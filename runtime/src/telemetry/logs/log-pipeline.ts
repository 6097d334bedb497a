import type { Resource } from "@opentelemetry/resources";
import type { LogRecordProcessor } from "@opentelemetry/sdk-logs";
import { DeliveryReport } from "../delivery/delivery-report.ts";
import { ExportQueue } from "../delivery/export-queue.ts";
import { startPreflight } from "../delivery/start-preflight.ts";
import { createQueueSettings } from "../delivery/queue-settings.ts";
import type { ExportableLogRecord, LogExporterDefinition } from "../exporters/exporter-definition.ts";
import type { LogsOptions } from "../options.ts";
import { createLoggerProvider } from "./logger-provider.ts";
import type { StoppableLoggerProvider } from "./stoppable-logger-provider.ts";

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

function createQueue(definition: LogExporterDefinition, options: LogsOptions | undefined): ExportQueue<ExportableLogRecord> {
  const settings = createQueueSettings(definition.processor ?? options?.processor, definition.immediate === true, "logs");
  const target = definition.create();
  const report = new DeliveryReport(target.destination, "logs");
  startPreflight(target.preflight, report);
  return new ExportQueue(target, settings, report);
}

/** Puts log records into a queue. */
function logQueue(queue: ExportQueue<ExportableLogRecord>): LogRecordProcessor {
  return {
    onEmit: (record) => {
      queue.add(record);
    },
    forceFlush: () => queue.forceFlush(),
    shutdown: () => queue.shutdown(),
  };
}
