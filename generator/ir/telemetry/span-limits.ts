import type { NumberSetting } from "../../../runtime/src/telemetry/settings/late-settings.ts";

/** How much a span holds. What is undefined is left to the SDK. */
export interface SpanLimitSettings {
  readonly attributeValueLength?: NumberSetting | undefined;
  readonly attributeCount?: NumberSetting | undefined;
  readonly eventCount?: NumberSetting | undefined;
  readonly linkCount?: NumberSetting | undefined;
  readonly attributesPerEvent?: NumberSetting | undefined;
  readonly attributesPerLink?: NumberSetting | undefined;
}
