import type { SpanLimits } from "@opentelemetry/sdk-trace";
import type { SpanLimitOptions } from "./options.ts";
import { TelemetryConfigError } from "./settings/config-error.ts";
import { resolveNumber } from "./settings/setting.ts";

/** What the SDK calls the limits. */
const NAMES: Readonly<Record<keyof SpanLimitOptions, keyof SpanLimits>> = {
  attributeValueLength: "attributeValueLengthLimit",
  attributeCount: "attributeCountLimit",
  eventCount: "eventCountLimit",
  linkCount: "linkCountLimit",
  attributesPerEvent: "attributePerEventCountLimit",
  attributesPerLink: "attributePerLinkCountLimit",
};

/**
 * Settles how much a span holds; what is not given is the SDK's default.
 *
 * @throws TelemetryConfigError for what is no whole number of 0 or more.
 */
export function createSpanLimits(options: SpanLimitOptions = {}): SpanLimits {
  const limits = Object.entries(NAMES).flatMap(([option, name]) => {
    const limit = resolveNumber(options[option as keyof SpanLimitOptions], `spanLimits.${option}`);
    if (limit !== undefined && !(Number.isInteger(limit) && limit >= 0)) {
      throw new TelemetryConfigError(`The telemetry option "spanLimits.${option}" is ${limit}: give a whole number, 0 or more.`);
    }
    return limit === undefined ? [] : [[name, limit] as const];
  });
  return Object.fromEntries(limits);
}
