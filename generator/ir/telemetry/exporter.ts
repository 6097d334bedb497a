import type { SourceRange } from "../../source/source-file.ts";
import type { ProcessorSettings } from "./processor.ts";
import type { NumberSetting } from "../../../runtime/src/telemetry/settings/late-settings.ts";

/** The kinds of telemetry, as exporters tell them apart. */
export type TelemetrySignal = "traces" | "metrics" | "logs";

/** Strings may hold `${env:NAME}` or `${env:NAME:-default}`; the runtime reads them at start-up. Durations are milliseconds. */
export interface ExporterSettings {
  /** `jaeger` of the spec is one of OTLP here. */
  readonly type: "noop" | "console" | "memory" | "file" | "zipkin" | "otlphttp" | "otlphttp-json" | "otlpgrpc" | "prometheus";
  readonly range: SourceRange;
  readonly endpoint: string | undefined;
  /** Of OTLP over HTTP, where a vendor has another path than `/v1/<signal>`. */
  readonly path: string | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly compression: "gzip" | "none" | undefined;
  readonly timeout: NumberSetting | undefined;
  readonly tls: TlsSettings | undefined;
  readonly temporality: "cumulative" | "delta" | "lowmemory" | undefined;
  readonly filename: string | undefined;
  /** Of `prometheus`. */
  readonly host: string | undefined;
  readonly port: NumberSetting | undefined;
  /** Where exporters of one signal have processors of their own. */
  readonly processor?: ProcessorSettings | undefined;
}

/** Paths of PEM files. */
export interface TlsSettings {
  readonly caFile: string | undefined;
  readonly certFile: string | undefined;
  readonly keyFile: string | undefined;
}

/** An exporter of which nothing is said but its type. */
export const PLAIN_EXPORTER = {
  endpoint: undefined,
  path: undefined,
  headers: undefined,
  compression: undefined,
  timeout: undefined,
  tls: undefined,
  temporality: undefined,
  filename: undefined,
  host: undefined,
  port: undefined,
} as const satisfies Omit<ExporterSettings, "type" | "range">;
