import type { LogExporterDefinition, MetricExporterDefinition, SpanExporterDefinition } from "../exporters/exporter-definition.ts";
import type { ResourceOptions, TelemetryOptions } from "../options.ts";
import { CONFIG_FILE, readVariable } from "../settings/environment.ts";
import { readConfigurationFile } from "./configuration-file.ts";
import { configuredExporters } from "./configured-exporters.ts";
import type { ConfigurationSettings } from "./document/settings.ts";

/**
 * The options of the document that `OTEL_CONFIG_FILE` names. They stand in the place of the spec's, but for what the
 * document cannot say, and for the name and the version of the service where it has none.
 *
 * @throws TelemetryConfigError if the document is wrong or cannot be honoured, or a package that it needs is missing.
 */
export function configuredOptions(specified: TelemetryOptions): TelemetryOptions {
  return optionsOf(readConfigurationFile(readVariable(CONFIG_FILE) ?? ""), specified);
}

function optionsOf(settings: ConfigurationSettings<unknown>, specified: TelemetryOptions): TelemetryOptions {
  const { metrics, logs, logLevel } = settings;
  return {
    ...specified,
    serviceName: settings.serviceName ?? specified.serviceName,
    serviceVersion: settings.serviceVersion ?? specified.serviceVersion,
    exporters: configuredExporters<SpanExporterDefinition>(settings.exporters, "traces"),
    processor: undefined,
    sampler: settings.sampler,
    spanLimits: settings.limits,
    propagators: settings.propagators,
    resource: { attributes: settings.attributes as ResourceOptions["attributes"], detectors: settings.detectors },
    metrics: metrics && {
      exporters: configuredExporters<MetricExporterDefinition>(metrics.exporters, "metrics"),
      interval: metrics.interval,
      timeout: metrics.timeout,
    },
    logs: logs && {
      exporters: configuredExporters<LogExporterDefinition>(logs.exporters, "logs"),
      limits: logs.limits,
      // Which loggers the application has is nothing that a document says.
      bridges: specified.logs?.bridges,
    },
    disabled: settings.disabled,
    logLevel,
  };
}
