/** What a spec may say of an OTLP exporter. The strings may hold `${env:NAME:-default}`. */
export interface OtlpOptions {
  /** Base URL of the collector; over HTTP `/v1/traces` or `/v1/metrics` is added. Default: localhost. */
  readonly endpoint?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** `none` by default. */
  readonly compression?: "gzip" | "none" | undefined;
  /** For one export, in milliseconds. 10,000. */
  readonly timeout?: number | undefined;
}

export type OtlpProtocol = "http/protobuf" | "grpc";

/** In the names of the variables, and of the paths. */
export type OtlpSignal = "traces" | "metrics";
