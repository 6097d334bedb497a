import type { NumberSetting } from "../settings/late-settings.ts";

/** What a spec may say of an OTLP exporter. The strings may hold `${env:NAME:-default}`. */
export interface OtlpOptions {
  /** Base URL of the collector; over HTTP `/v1/traces`, `/v1/metrics` or `/v1/logs` is added. Default: localhost. */
  readonly endpoint?: string | undefined;
  /** Over HTTP, where it is another one than `/v1/<signal>`. */
  readonly path?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** `none` by default. */
  readonly compression?: "gzip" | "none" | undefined;
  /** For one export with its retries, in milliseconds. 10,000. */
  readonly timeout?: NumberSetting | undefined;
  readonly tls?: TlsOptions | undefined;
  /** Only for metrics. `cumulative` by default. */
  readonly temporality?: MetricTemporality | undefined;
}

/** Paths of PEM files; named as in OpenTelemetry's declarative configuration. */
export interface TlsOptions {
  /** The certificates to trust, instead of those that Node brings along. */
  readonly caFile?: string | undefined;
  /** The certificate that this client shows. */
  readonly certFile?: string | undefined;
  /** The key of that certificate. */
  readonly keyFile?: string | undefined;
}

/**
 * Whether sums and histograms tell of all time or of the last interval.
 *
 * @see https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/otlp/#additional-environment-variable-configuration
 */
export type MetricTemporality = "cumulative" | "delta" | "lowmemory";

/** As in `OTEL_EXPORTER_OTLP_PROTOCOL`. */
export type OtlpProtocol = "http/protobuf" | "http/json" | "grpc";

/** In the names of the variables, and of the paths. */
export type OtlpSignal = "traces" | "metrics" | "logs";
