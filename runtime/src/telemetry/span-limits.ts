import type { SpanLimits } from "@opentelemetry/sdk-trace";
import type { SpanLimitOptions } from "./options.ts";
import { TelemetryConfigError } from "./settings/config-error.ts";
import { readWholeNumber } from "./settings/environment.ts";
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

/** What goes before the spec: the variable of spans, then the general one. */
const VARIABLES: Readonly<Record<keyof SpanLimitOptions, readonly string[]>> = {
  attributeValueLength: ["OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT"],
  attributeCount: ["OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "OTEL_ATTRIBUTE_COUNT_LIMIT"],
  eventCount: ["OTEL_SPAN_EVENT_COUNT_LIMIT"],
  linkCount: ["OTEL_SPAN_LINK_COUNT_LIMIT"],
  attributesPerEvent: ["OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT"],
  attributesPerLink: ["OTEL_LINK_ATTRIBUTE_COUNT_LIMIT"],
};

/**
 * Settles how much a span holds; what neither a variable nor the spec says is the SDK's default.
 *
 * @throws TelemetryConfigError for what is no whole number of 0 or more.
 */
export function createSpanLimits(options: SpanLimitOptions = {}): SpanLimits {
  const limits = Object.entries(NAMES).flatMap(([option, name]) => {
    const [fromVariable] = VARIABLES[option as keyof SpanLimitOptions].flatMap((variable) => readWholeNumber(variable) ?? []);
    const limit = fromVariable ?? resolveNumber(options[option as keyof SpanLimitOptions], `spanLimits.${option}`);
    if (limit !== undefined && !(Number.isInteger(limit) && limit >= 0)) {
      throw new TelemetryConfigError(`The telemetry option "spanLimits.${option}" is ${limit}: give a whole number, 0 or more.`);
    }
    return limit === undefined ? [] : [[name, limit] as const];
  });
  return Object.fromEntries(limits);
}
