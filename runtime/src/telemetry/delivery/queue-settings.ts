import type { ProcessorOptions } from "../options.ts";
import { TelemetryConfigError } from "../settings/config-error.ts";
import { readPositiveInteger } from "../settings/environment.ts";
import { resolveNumber } from "../settings/setting.ts";

/** How spans or log records wait for an exporter. Durations are milliseconds. */
export interface QueueSettings {
  readonly maxQueueSize: number;
  readonly maxExportBatchSize: number;
  readonly scheduledDelay: number;
  readonly exportTimeout: number;
}

const DEFAULTS: Omit<QueueSettings, "scheduledDelay"> = {
  maxQueueSize: 32_768,
  maxExportBatchSize: 512,
  exportTimeout: 30_000,
};

/** What differs by signal: how OpenTelemetry's specification calls the variables, and how long it lets things wait. */
const SIGNALS = {
  spans: { prefix: "OTEL_BSP_", items: "spans", scheduledDelay: 5_000 },
  logs: { prefix: "OTEL_BLRP_", items: "log records", scheduledDelay: 1_000 },
} as const;

/**
 * Settles how spans or log records wait; `OTEL_BSP_*` and `OTEL_BLRP_*` go before the spec.
 *
 * @param immediate the exporter prefers not to wait, unless the spec says so.
 * @throws TelemetryConfigError for values that are not whole numbers above 0, or a batch larger than the queue.
 */
export function createQueueSettings(
  options: ProcessorOptions | undefined,
  immediate: boolean,
  signal: keyof typeof SIGNALS = "spans",
): QueueSettings {
  const { prefix, items, scheduledDelay } = SIGNALS[signal];
  const simple = options === undefined ? immediate : options.type === "simple";
  const maxQueueSize = readPositiveInteger(`${prefix}MAX_QUEUE_SIZE`) ?? resolveNumber(options?.maxQueueSize, "processor.maxQueueSize") ?? DEFAULTS.maxQueueSize;
  const batch = readPositiveInteger(`${prefix}MAX_EXPORT_BATCH_SIZE`) ?? resolveNumber(options?.maxExportBatchSize, "processor.maxExportBatchSize");
  if (batch !== undefined && batch > maxQueueSize) {
    throw new TelemetryConfigError(
      `A batch of ${batch} ${items} never fills up in a queue of ${maxQueueSize}: ` +
        `lower maxExportBatchSize (${prefix}MAX_EXPORT_BATCH_SIZE) or raise maxQueueSize (${prefix}MAX_QUEUE_SIZE).`,
    );
  }
  return {
    maxQueueSize,
    maxExportBatchSize: simple ? 1 : (batch ?? Math.min(DEFAULTS.maxExportBatchSize, maxQueueSize)),
    scheduledDelay: readPositiveInteger(`${prefix}SCHEDULE_DELAY`) ?? resolveNumber(options?.scheduledDelay, "processor.scheduledDelay") ?? scheduledDelay,
    exportTimeout: readPositiveInteger(`${prefix}EXPORT_TIMEOUT`) ?? resolveNumber(options?.exportTimeout, "processor.exportTimeout") ?? DEFAULTS.exportTimeout,
  };
}
