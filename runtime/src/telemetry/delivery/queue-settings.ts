import type { ProcessorOptions } from "../options.ts";
import { TelemetryConfigError } from "../settings/config-error.ts";
import { readPositiveInteger } from "../settings/environment.ts";

/** How spans wait for an exporter. Durations are milliseconds. */
export interface QueueSettings {
  readonly maxQueueSize: number;
  readonly maxExportBatchSize: number;
  readonly scheduledDelay: number;
  readonly exportTimeout: number;
}

const DEFAULTS: QueueSettings = {
  maxQueueSize: 32_768,
  maxExportBatchSize: 512,
  scheduledDelay: 5_000,
  exportTimeout: 30_000,
};

/**
 * Settles how spans wait; `OTEL_BSP_*` go before the spec.
 *
 * @param immediate the exporter prefers not to wait, unless the spec says so.
 * @throws TelemetryConfigError for values that are not whole numbers above 0, or a batch larger than the queue.
 */
export function createQueueSettings(options: ProcessorOptions | undefined, immediate: boolean): QueueSettings {
  const simple = options === undefined ? immediate : options.type === "simple";
  const maxQueueSize = readPositiveInteger("OTEL_BSP_MAX_QUEUE_SIZE") ?? options?.maxQueueSize ?? DEFAULTS.maxQueueSize;
  const batch = readPositiveInteger("OTEL_BSP_MAX_EXPORT_BATCH_SIZE") ?? options?.maxExportBatchSize;
  if (batch !== undefined && batch > maxQueueSize) {
    throw new TelemetryConfigError(
      `A batch of ${batch} spans never fills up in a queue of ${maxQueueSize}: ` +
        "lower maxExportBatchSize (OTEL_BSP_MAX_EXPORT_BATCH_SIZE) or raise maxQueueSize (OTEL_BSP_MAX_QUEUE_SIZE).",
    );
  }
  return {
    maxQueueSize,
    maxExportBatchSize: simple ? 1 : (batch ?? Math.min(DEFAULTS.maxExportBatchSize, maxQueueSize)),
    scheduledDelay:
      readPositiveInteger("OTEL_BSP_SCHEDULE_DELAY") ?? options?.scheduledDelay ?? DEFAULTS.scheduledDelay,
    exportTimeout: readPositiveInteger("OTEL_BSP_EXPORT_TIMEOUT") ?? options?.exportTimeout ?? DEFAULTS.exportTimeout,
  };
}
