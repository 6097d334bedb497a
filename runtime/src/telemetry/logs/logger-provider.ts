import type { Resource } from "@opentelemetry/resources";
import type * as Sdk from "@opentelemetry/sdk-logs";
import { chooseLogExporters } from "../exporters/chosen-exporters.ts";
import type { LogExporterDefinition } from "../exporters/exporter-definition.ts";
import { loadLogsSdk } from "../exporters/loaded-exporters.ts";
import type { LogsOptions } from "../options.ts";
import { readPositiveInteger } from "../settings/environment.ts";
import { resolveNumber } from "../settings/setting.ts";
import { fieldsProcessor } from "./fields-processor.ts";
import type { StoppableLoggerProvider } from "./stoppable-logger-provider.ts";

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
