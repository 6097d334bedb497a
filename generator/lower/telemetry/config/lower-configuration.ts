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
  | "logs"
  | "disabled"
  | "logLevel"
> & { readonly serviceName: string | undefined; readonly serviceVersion: string | undefined };

/** Puts what a declarative configuration says in the place of what the shorthand would say. */
export function lowerConfiguration(settings: ConfigurationSettings<SourceRange>): DocumentSettings {
  const { attributes, detectors, limits, metrics, logs } = settings;
  return {
    serviceName: settings.serviceName,
    serviceVersion: settings.serviceVersion,
    ...lowerExporters(settings.exporters),
    sampler: settings.sampler,
    spanLimits: unlessEmpty(limits),
    propagators: settings.propagators,
    resource: { attributes, detectors },
    metrics: metrics && { exporters: metrics.exporters.map(lowerExporter), interval: metrics.interval, timeout: metrics.timeout },
    logs: logs && { ...lowerExporters(logs.exporters), limits: unlessEmpty(logs.limits), bridges: [] },
    disabled: settings.disabled,
    logLevel: settings.logLevel,
  };
}

/** The shorthand has one processor for all exporters; they have their own where they are not all the same. */
function lowerExporters(configured: readonly ConfiguredExporter<SourceRange>[]): Pick<DocumentSettings, "exporters" | "processor"> {
  const [first, ...others] = configured.map(({ processor }) => JSON.stringify(processor));
  const isShared = others.every((processor) => processor === first);
  return {
    exporters: configured.map((exporter) => lowerExporter(isShared ? { ...exporter, processor: undefined } : exporter)),
    processor: isShared ? configured[0]?.processor : undefined,
  };
}

function lowerExporter({ place, ...exporter }: ConfiguredExporter<SourceRange>): ExporterSettings {
  return { ...PLAIN_EXPORTER, ...exporter, range: place };
}

function unlessEmpty<Limits extends object>(limits: Limits): Limits | undefined {
  return Object.values(limits).every((limit) => limit === undefined) ? undefined : limits;
}
