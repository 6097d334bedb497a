import type {
  ConfigurationSettings,
  ExporterSettings as ConfiguredExporter,
} from "../../../../runtime/src/telemetry/configuration/document/settings.ts";
import { PLAIN_EXPORTER } from "../../../ir/telemetry/exporter.ts";
import type { ExporterSettings } from "../../../ir/telemetry/exporter.ts";
import type { TelemetrySettings } from "../../../ir/telemetry/settings.ts";
import type { SourceRange } from "../../../source/source-file.ts";

/** What a document says, as the shorthand of a spec would. */
export type DocumentSettings = Pick<
  TelemetrySettings,
  | "exporters"
  | "processor"
  | "sampler"
  | "spanLimits"
  | "propagators"
  | "resource"
  | "metrics"
  | "disabled"
  | "logLevel"
> & { readonly serviceName: string | undefined; readonly serviceVersion: string | undefined };

/** Puts what a declarative configuration says in the place of what the shorthand would say. */
export function lowerConfiguration(settings: ConfigurationSettings<SourceRange>): DocumentSettings {
  const { attributes, detectors, limits, metrics } = settings;
  const [first, ...others] = settings.exporters.map(({ processor }) => JSON.stringify(processor));
  const isShared = others.every((processor) => processor === first);
  return {
    serviceName: settings.serviceName,
    serviceVersion: settings.serviceVersion,
    exporters: settings.exporters.map((exporter) => lowerExporter(isShared ? { ...exporter, processor: undefined } : exporter)),
    processor: isShared ? settings.exporters[0]?.processor : undefined,
    sampler: settings.sampler,
    spanLimits: Object.values(limits).every((limit) => limit === undefined) ? undefined : limits,
    propagators: settings.propagators,
    resource: { attributes, detectors },
    metrics: metrics && { exporters: metrics.exporters.map(lowerExporter), interval: metrics.interval },
    disabled: settings.disabled,
    logLevel: settings.logLevel,
  };
}

function lowerExporter({ place, ...exporter }: ConfiguredExporter<SourceRange>): ExporterSettings {
  const { type, endpoint, headers, compression, timeout, filename, processor } = exporter;
  return { ...PLAIN_EXPORTER, type, range: place, endpoint, headers, compression, timeout, filename, processor };
}
