import type { AttributeValue, TextMapPropagator } from "@opentelemetry/api";
import type { Sampler, SpanProcessor } from "@opentelemetry/sdk-trace";
import type { LogBridge } from "../logs/bridge.ts";
import type {
  LogExporterDefinition,
  MetricExporterDefinition,
  SpanExporterDefinition,
} from "./exporters/exporter-definition.ts";
import type { BooleanSetting, NumberSetting } from "./settings/late-settings.ts";

/**
 * Named as in `OTEL_PROPAGATORS`. The package of `b3`, `b3multi` and `xray` is loaded at the start, unless its propagator
 * is given in place of the name: `@gen-flows/runtime/telemetry/propagators/…` makes it.
 */
export type PropagatorName = "tracecontext" | "baggage" | "b3" | "b3multi" | "jaeger" | "xray" | "none";

export type DetectorName = "env" | "host" | "os" | "process" | "serviceinstance";

/** What decides on a trace without a parent. Named as in `OTEL_TRACES_SAMPLER`, and `probability`. */
export interface RootSamplerOptions {
  readonly type: "always_on" | "always_off" | "traceidratio" | "probability";
  /** Of `traceidratio` and `probability`: from 0 to 1; 1 by default. */
  readonly ratio?: NumberSetting | undefined;
}

/** `parentbased_…` does what a parent has decided, and what follows where there is no parent. */
export interface SamplerOptions {
  readonly type: RootSamplerOptions["type"] | `parentbased_${RootSamplerOptions["type"]}`;
  /** From 0 to 1; 1 by default. */
  readonly ratio?: NumberSetting | undefined;
  /** Of `parentbased_…`: what decides below a parent in another process that is sampled. `always_on` by default. */
  readonly remoteParentSampled?: RootSamplerOptions | undefined;
  /** Below one that is not sampled. `always_off` by default. */
  readonly remoteParentNotSampled?: RootSamplerOptions | undefined;
  /** Below a parent in this process that is sampled. `always_on` by default. */
  readonly localParentSampled?: RootSamplerOptions | undefined;
  /** Below one that is not sampled. `always_off` by default. */
  readonly localParentNotSampled?: RootSamplerOptions | undefined;
}

/** How spans wait for their exporter. Durations are milliseconds. */
export interface ProcessorOptions {
  /** `simple` exports every span as soon as it ends. Without a processor, console and memory do so too. */
  readonly type: "batch" | "simple";
  /** How many spans may wait before new ones are dropped. 32,768: OpenTelemetry's own 2,048 loses most of a burst. */
  readonly maxQueueSize?: NumberSetting | undefined;
  /** How long a span may wait for a batch to fill up. 5,000. */
  readonly scheduledDelay?: NumberSetting | undefined;
  /** How many spans go in one export. 512. */
  readonly maxExportBatchSize?: NumberSetting | undefined;
  /** How long an export may take before its spans count as lost. 30,000. */
  readonly exportTimeout?: NumberSetting | undefined;
}

/** How much a span holds; what is more is dropped, and counted on the span. 128 of each, and texts of any length. */
export interface SpanLimitOptions {
  /** In UTF-16 code units; longer texts are cut. */
  readonly attributeValueLength?: NumberSetting | undefined;
  readonly attributeCount?: NumberSetting | undefined;
  readonly eventCount?: NumberSetting | undefined;
  readonly linkCount?: NumberSetting | undefined;
  readonly attributesPerEvent?: NumberSetting | undefined;
  readonly attributesPerLink?: NumberSetting | undefined;
}

/** How much of what the SDK has to say about itself is written to stderr. */
export type LogLevel = "trace" | "debug" | "info" | "warn" | "error";

export interface ResourceOptions {
  readonly attributes?: Readonly<Record<string, AttributeValue>> | undefined;
  /** What to find out about the process. `env`, `host`, `process` and `serviceinstance` by default. */
  readonly detectors?: readonly DetectorName[] | undefined;
}

/** The class of the logs SDK, without its type: SDK packages are optional. Passed along, so that only who wants logs imports it. */
export interface LogsSdk {
  readonly LoggerProvider: object;
}

export interface LogsOptions {
  /** None: records are not made, unless `OTEL_LOGS_EXPORTER` says where to. */
  readonly exporters: readonly LogExporterDefinition[];
  /** How records wait for their exporter. By default as spans do, but for 1,000 ms at most. */
  readonly processor?: ProcessorOptions | undefined;
  /** How much a record holds. 128 attributes, and texts of any length. */
  readonly limits?: Pick<SpanLimitOptions, "attributeValueLength" | "attributeCount"> | undefined;
  /** Loggers whose records become OpenTelemetry's. */
  readonly bridges?: readonly LogBridge[] | undefined;
  /** Loaded from the package, if it is not given. */
  readonly sdk?: (() => LogsSdk) | undefined;
}

export interface MetricsOptions {
  readonly exporters: readonly MetricExporterDefinition[];
  /** Between two exports, in milliseconds. 60,000. */
  readonly interval?: NumberSetting | undefined;
  /** For one export, in milliseconds. 30,000, and never longer than the interval. */
  readonly timeout?: NumberSetting | undefined;
}

/** The `telemetry` block of a spec. Its strings may hold `${env:NAME:-default}`; `OTEL_*` variables override it. */
export interface TelemetryOptions {
  readonly serviceName: string;
  readonly serviceVersion?: string | undefined;
  /** None: spans are made, so that ids are there to log and to propagate, but go nowhere. */
  readonly exporters: readonly SpanExporterDefinition[];
  readonly processor?: ProcessorOptions | undefined;
  /** `parentbased_always_on` by default. */
  readonly sampler?: SamplerOptions | Sampler | undefined;
  /** Of the workflows of these names: each decides on the first span of a run, and all below follows. */
  readonly workflowSamplers?: Readonly<Record<string, SamplerOptions | Sampler>> | undefined;
  readonly spanLimits?: SpanLimitOptions | undefined;
  /** `tracecontext` and `baggage` by default. */
  readonly propagators?: readonly (PropagatorName | TextMapPropagator)[] | undefined;
  readonly resource?: ResourceOptions | undefined;
  readonly metrics?: MetricsOptions | undefined;
  /** What `defineLogs` of `@gen-flows/runtime/telemetry/logs` makes. */
  readonly logs?: LogsOptions | undefined;
  /** Libraries that `instrumentation.ts` lets make spans, if it was loaded before the application. */
  readonly instrumentations?: readonly string[] | undefined;
  /** Further services in the process, by the names that `providers.get` knows them by. */
  readonly services?: Readonly<Record<string, ServiceOptions>> | undefined;
  /** Given every span, before the exporters. `addSpanProcessor` adds more of them later. */
  readonly spanProcessors?: readonly SpanProcessor[] | undefined;
  /** Nothing is recorded; context is propagated, as with `OTEL_SDK_DISABLED`. */
  readonly disabled?: BooleanSetting | undefined;
  /** Nothing by default. */
  readonly logLevel?: LogLevel | undefined;
  /** A URL with `{traceId}` in it. */
  readonly traceLink?: string | undefined;
}

/** One of `telemetry.services`: providers of its own, beside those of the process. */
export type ServiceOptions = Pick<
  TelemetryOptions,
  "serviceName" | "serviceVersion" | "exporters" | "processor" | "sampler" | "spanLimits" | "resource" | "metrics"
>;
