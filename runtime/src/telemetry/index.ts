/** `@gen-flows/runtime/telemetry`: providers from the pieces of the SDK. Exporters have subpaths of their own. */
export { TelemetryConfigError } from "./settings/config-error.ts";
export { defineTelemetry } from "./define-telemetry.ts";
export type {
  CreatedLogExporter,
  CreatedSpanExporter,
  Destination,
  ExporterType,
  LogExporterDefinition,
  MetricExporterDefinition,
  SpanExporterDefinition,
} from "./exporters/exporter-definition.ts";
export type {
  DetectorName,
  LogsOptions,
  MetricsOptions,
  ProcessorOptions,
  PropagatorName,
  ResourceOptions,
  RootSamplerOptions,
  SamplerOptions,
  ServiceOptions,
  TelemetryOptions,
} from "./options.ts";
export type { MetricTemporality, OtlpOptions, TlsOptions } from "./exporters/otlp-options.ts";
export type { ProviderRegistry, ServiceProviders } from "./provider-registry.ts";
export type { Deliveries, OwnedTelemetry, TelemetryStatistics } from "./owned-telemetry.ts";
export type { Telemetry } from "./telemetry.ts";
