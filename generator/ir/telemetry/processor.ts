import type { NumberSetting } from "../../../runtime/src/telemetry/settings/late-settings.ts";

/** How spans wait for their exporter. Durations are milliseconds. */
export interface ProcessorSettings {
  readonly type: "batch" | "simple";
  readonly maxQueueSize?: NumberSetting | undefined;
  readonly scheduledDelay?: NumberSetting | undefined;
  readonly maxExportBatchSize?: NumberSetting | undefined;
  readonly exportTimeout?: NumberSetting | undefined;
}
