import type { BooleanSetting, NumberSetting } from "../../settings/late-settings.ts";

/** These are the names that the runtime, and the shorthand of a spec, have for what a document chooses. */
export type ExporterType = "noop" | "console" | "memory" | "file" | "zipkin" | "otlphttp" | "otlphttp-json" | "otlpgrpc" | "prometheus";
export type Signal = "traces" | "metrics" | "logs";
export type PropagatorName = "tracecontext" | "baggage" | "b3" | "b3multi" | "jaeger" | "xray" | "none";
export type DetectorName = "env" | "host" | "os" | "process" | "serviceinstance";
export type LogLevel = "trace" | "debug" | "info" | "warn" | "error";

export type AttributeValue = string | number | boolean | readonly string[] | readonly number[] | readonly boolean[];

/** Durations are milliseconds. Strings are in the syntax of the runtime's options. */
export interface ProcessorSettings {
  readonly type: "batch" | "simple";
  readonly maxQueueSize?: NumberSetting | undefined;
  readonly scheduledDelay?: NumberSetting | undefined;
  readonly maxExportBatchSize?: NumberSetting | undefined;
  readonly exportTimeout?: NumberSetting | undefined;
}

/** As in the shorthand of a spec. */
export interface ExporterSettings<Place> {
  readonly type: ExporterType;
  readonly place: Place;
  readonly endpoint?: string | undefined;
  /** Empty where the endpoint is the whole URL, and does not end as that of its signal would. */
  readonly path?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly compression?: "gzip" | "none" | undefined;
  readonly timeout?: NumberSetting | undefined;
  readonly tls?: TlsSettings | undefined;
  readonly temporality?: "cumulative" | "delta" | "lowmemory" | undefined;
  readonly filename?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: NumberSetting | undefined;
  readonly processor?: ProcessorSettings | undefined;
}

/** Paths of PEM files. */
export interface TlsSettings {
  readonly caFile: string | undefined;
  readonly certFile: string | undefined;
  readonly keyFile: string | undefined;
}

export interface RootSamplerSettings {
  readonly type: "always_on" | "always_off" | "traceidratio" | "probability";
  readonly ratio: NumberSetting | undefined;
}

export interface SamplerSettings {
  readonly type: RootSamplerSettings["type"] | `parentbased_${RootSamplerSettings["type"]}`;
  readonly ratio: NumberSetting | undefined;
  readonly remoteParentSampled?: RootSamplerSettings | undefined;
  readonly remoteParentNotSampled?: RootSamplerSettings | undefined;
  readonly localParentSampled?: RootSamplerSettings | undefined;
  readonly localParentNotSampled?: RootSamplerSettings | undefined;
}

/** Undefined where there is no limit. */
export interface LimitSettings {
  readonly attributeValueLength?: NumberSetting | undefined;
  readonly attributeCount?: NumberSetting | undefined;
  readonly eventCount?: NumberSetting | undefined;
  readonly linkCount?: NumberSetting | undefined;
  readonly attributesPerEvent?: NumberSetting | undefined;
  readonly attributesPerLink?: NumberSetting | undefined;
}

/** A declarative configuration in the terms of the runtime. What the document leaves out is what OpenTelemetry says. */
export interface ConfigurationSettings<Place> {
  readonly disabled: BooleanSetting | undefined;
  readonly logLevel: LogLevel | undefined;
  readonly serviceName: string | undefined;
  readonly serviceVersion: string | undefined;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly detectors: readonly DetectorName[];
  readonly propagators: readonly PropagatorName[];
  readonly exporters: readonly ExporterSettings<Place>[];
  readonly sampler: SamplerSettings;
  readonly limits: LimitSettings;
  readonly metrics: MetricSettings<Place> | undefined;
  readonly logs: LogSettings<Place> | undefined;
}

export interface MetricSettings<Place> {
  readonly exporters: readonly ExporterSettings<Place>[];
  readonly interval: NumberSetting | undefined;
  readonly timeout: NumberSetting | undefined;
}

export interface LogSettings<Place> {
  readonly exporters: readonly ExporterSettings<Place>[];
  readonly limits: Pick<LimitSettings, "attributeValueLength" | "attributeCount">;
}
