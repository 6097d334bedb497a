import type { ExporterSettings } from "./exporter.ts";
import type { InstrumentationSettings } from "./instrumentations.ts";
import type { LogSettings } from "./logs.ts";
import type { ProcessorSettings } from "./processor.ts";
import type { SamplerSettings } from "./sampler.ts";
import type { EnvironmentText, NumberSetting } from "../../../runtime/src/telemetry/settings/late-settings.ts";
import type { SpanLimitSettings } from "./span-limits.ts";
import type { TraceSettings } from "./traces.ts";

/** Named as in `OTEL_PROPAGATORS`. */
export type PropagatorName = "tracecontext" | "baggage" | "b3" | "b3multi" | "jaeger" | "xray" | "none";

type AttributeValue = string | number | boolean | readonly string[] | readonly number[] | readonly boolean[];

/** Where metrics go, and when. Durations are milliseconds. */
export interface MetricSettings {
  readonly exporters: readonly ExporterSettings[];
  readonly interval: NumberSetting | undefined;
  readonly timeout?: NumberSetting | undefined;
}

/** The `telemetry` block, read. What is undefined is left to the runtime's defaults. */
export interface TelemetrySettings {
  readonly serviceName: string;
  readonly serviceVersion: string;
  readonly provider: "owned" | "adopt" | "none";
  readonly traces: TraceSettings;
  readonly exporters: readonly ExporterSettings[];
  readonly processor: ProcessorSettings | undefined;
  readonly sampler: SamplerSettings | undefined;
  /** Of workflows that have one of their own. */
  readonly workflowSamplers: ReadonlyMap<string, SamplerSettings>;
  readonly spanLimits?: SpanLimitSettings | undefined;
  readonly propagators: readonly PropagatorName[] | undefined;
  /** What to do with a run whose carrier carries no trace; undefined where it simply begins one. */
  readonly onMissingParent: "warn" | "error" | undefined;
  readonly resource: {
    readonly attributes: Readonly<Record<string, AttributeValue>>;
    readonly detectors: readonly string[] | undefined;
  };
  readonly metrics: MetricSettings | undefined;
  readonly logs?: LogSettings | undefined;
  /** Nothing is recorded, and context is propagated. */
  readonly disabled?: boolean | EnvironmentText | undefined;
  /** How much of what the SDK has to say about itself is written to stderr. */
  readonly logLevel?: "trace" | "debug" | "info" | "warn" | "error" | undefined;
  /** Libraries whose calls get spans of their own. */
  readonly instrumentations: readonly InstrumentationSettings[];
  /** Further services in the process, with providers of their own. */
  readonly services: readonly ServiceSettings[];
  /** `links.trace`: a URL with `{traceId}` in it. */
  readonly traceLink: string | undefined;
}

/** What a further service may say of its own. */
export interface ServiceSettings
  extends Pick<
    TelemetrySettings,
    "serviceName" | "serviceVersion" | "exporters" | "processor" | "sampler" | "spanLimits" | "resource" | "metrics"
  > {
  /** What it is asked for by. */
  readonly name: string;
}
