import type { SourceRange } from "../source/source-file.ts";

/** Strings may hold `${env:NAME}` or `${env:NAME:-default}`; the runtime reads them at start-up. Durations are milliseconds. */
export interface ExporterSettings {
  readonly type: "noop" | "console" | "memory" | "file" | "otlphttp" | "otlpgrpc";
  readonly range: SourceRange;
  readonly endpoint: string | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly compression: "gzip" | "none" | undefined;
  readonly timeout: number | undefined;
  readonly filename: string | undefined;
}

export interface SamplerSettings {
  readonly type:
    | "always_on"
    | "always_off"
    | "traceidratio"
    | "parentbased_always_on"
    | "parentbased_always_off"
    | "parentbased_traceidratio";
  readonly ratio: number | undefined;
}

export interface ProcessorSettings {
  readonly type: "batch" | "simple";
  readonly maxQueueSize: number | undefined;
  readonly scheduledDelay: number | undefined;
  readonly maxExportBatchSize: number | undefined;
  readonly exportTimeout: number | undefined;
}

/** The `telemetry` block, read. What is undefined is left to the runtime's defaults. */
export interface TelemetrySettings {
  readonly serviceName: string;
  readonly serviceVersion: string;
  readonly provider: "owned" | "adopt" | "none";
  readonly exporters: readonly ExporterSettings[];
  readonly processor: ProcessorSettings | undefined;
  readonly sampler: SamplerSettings | undefined;
  readonly propagators: readonly ("tracecontext" | "baggage" | "none")[] | undefined;
  readonly resource: {
    readonly attributes: Readonly<Record<string, string | number | boolean>>;
    readonly detectors: readonly string[] | undefined;
  };
  readonly metrics: { readonly exporters: readonly ExporterSettings[]; readonly interval: number | undefined } | undefined;
  /** `links.trace`: a URL with `{traceId}` in it. */
  readonly traceLink: string | undefined;
}
