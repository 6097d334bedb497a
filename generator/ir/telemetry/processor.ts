/** How spans wait for their exporter. Durations are milliseconds. */
export interface ProcessorSettings {
  readonly type: "batch" | "simple";
  readonly maxQueueSize: number | undefined;
  readonly scheduledDelay: number | undefined;
  readonly maxExportBatchSize: number | undefined;
  readonly exportTimeout: number | undefined;
}
