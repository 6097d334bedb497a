/** A variable of OpenTelemetry's specification that is honoured. */
export interface Variable {
  readonly name: string;
  /** What of the spec it goes before, as a path below `telemetry`; undefined where the spec cannot say it. */
  readonly overrides: string | undefined;
  /** What it may say, and what it means. */
  readonly meaning: string;
}

const SIGNALS = [
  ["TRACES", "exporters"],
  ["METRICS", "metrics.exporters"],
  ["LOGS", "logs.exporters"],
] as const;

const GENERAL: readonly Variable[] = [
  { name: "OTEL_CONFIG_FILE", overrides: "all of it", meaning: "The path of a declarative configuration. With it no other variable counts but those that the file names." },
  { name: "OTEL_SDK_DISABLED", overrides: "provider", meaning: "`true`: nothing is recorded, context still passes through." },
  { name: "OTEL_SERVICE_NAME", overrides: "serviceName", meaning: "The service; goes before `service.name` in OTEL_RESOURCE_ATTRIBUTES." },
  { name: "OTEL_RESOURCE_ATTRIBUTES", overrides: "resource.attributes", meaning: "`key=value,key=value`, percent-encoded; each key goes before the spec's." },
  { name: "OTEL_PROPAGATORS", overrides: "propagators", meaning: "`tracecontext`, `baggage`, `b3`, `b3multi`, `jaeger`, `xray`, or `none`." },
  { name: "OTEL_TRACES_SAMPLER", overrides: "sampler.type", meaning: "`always_on`, `always_off`, `traceidratio`, `probability`, or one of these with `parentbased_` in front." },
  { name: "OTEL_TRACES_SAMPLER_ARG", overrides: "sampler.ratio", meaning: "From 0 to 1." },
  { name: "OTEL_LOG_LEVEL", overrides: undefined, meaning: "`none`, `error`, `warn`, `info`, `debug` or `verbose`: what the SDK says of itself on stderr. Nothing by default." },
];

const EXPORTERS: readonly Variable[] = SIGNALS.map(([signal, path]) => ({
  name: `OTEL_${signal}_EXPORTER`,
  overrides: path,
  meaning: `\`otlp\`, \`console\`${{ TRACES: ", `zipkin`", METRICS: ", `prometheus`", LOGS: "" }[signal]}, several of them, or \`none\`. An exporter of the spec keeps its options.`,
}));

const OTLP: ReadonlyArray<readonly [suffix: string, option: string | undefined, meaning: string]> = [
  ["ENDPOINT", "endpoint", "A URL; over HTTP the general one gets `/v1/<signal>` added, that of a signal is taken as it is."],
  ["PROTOCOL", "type", "`http/protobuf`, `http/json` or `grpc`."],
  ["HEADERS", "headers", "`name=value,name=value`, percent-encoded; merged name by name."],
  ["COMPRESSION", "compression", "`gzip` or `none`."],
  ["TIMEOUT", "timeout", "For an export with its retries, in milliseconds."],
  ["CERTIFICATE", "tls.caFile", "The path of a PEM file with the certificates to trust."],
  ["CLIENT_CERTIFICATE", "tls.certFile", "The path of a PEM file with the certificate of this client."],
  ["CLIENT_KEY", "tls.keyFile", "The path of a PEM file with the key of that."],
  ["INSECURE", undefined, "`true`: an endpoint for gRPC without a scheme means http, and not https."],
];

const OTLP_GENERAL: readonly Variable[] = OTLP.map(([suffix, option, meaning]) => ({
  name: `OTEL_EXPORTER_OTLP_${suffix}`,
  overrides: option && `…exporters[].${option}`,
  meaning,
}));

const OTLP_OF_SIGNALS: readonly Variable[] = SIGNALS.flatMap(([signal, path]) =>
  OTLP.map(([suffix, option]) => ({
    name: `OTEL_EXPORTER_OTLP_${signal}_${suffix}`,
    overrides: option && `${path}[].${option}`,
    meaning: `Likewise, for ${signal.toLowerCase()}; goes before OTEL_EXPORTER_OTLP_${suffix}.`,
  })),
);

const OTHER_EXPORTERS: readonly Variable[] = [
  { name: "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", overrides: "metrics.exporters[].temporality", meaning: "`cumulative`, `delta` or `lowmemory`." },
  { name: "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION", overrides: undefined, meaning: "`explicit_bucket_histogram` or `base2_exponential_bucket_histogram`." },
  { name: "OTEL_EXPORTER_ZIPKIN_ENDPOINT", overrides: "exporters[].endpoint", meaning: "A URL, taken as it is; of `zipkin`." },
  { name: "OTEL_EXPORTER_ZIPKIN_TIMEOUT", overrides: "exporters[].timeout", meaning: "In milliseconds; of `zipkin`." },
  { name: "OTEL_EXPORTER_PROMETHEUS_HOST", overrides: "metrics.exporters[].host", meaning: "The host to be scraped at; of `prometheus`." },
  { name: "OTEL_EXPORTER_PROMETHEUS_PORT", overrides: "metrics.exporters[].port", meaning: "The port to be scraped at; of `prometheus`." },
];

const QUEUE = [
  ["MAX_QUEUE_SIZE", "maxQueueSize", "How many may wait."],
  ["MAX_EXPORT_BATCH_SIZE", "maxExportBatchSize", "How many go in one export."],
  ["SCHEDULE_DELAY", "scheduledDelay", "How long one may wait for a batch to fill up, in milliseconds."],
  ["EXPORT_TIMEOUT", "exportTimeout", "How long an export may take, in milliseconds."],
] as const;

const QUEUES: readonly Variable[] = [["BSP", "processor", "Spans"] as const, ["BLRP", "logs.processor", "Log records"] as const].flatMap(
  ([prefix, path, what]) =>
    QUEUE.map(([suffix, option, meaning]) => ({
      name: `OTEL_${prefix}_${suffix}`,
      overrides: `${path}.${option}`,
      meaning: `${what}: ${meaning[0]?.toLowerCase()}${meaning.slice(1)}`,
    })),
);

const METRICS: readonly Variable[] = [
  { name: "OTEL_METRIC_EXPORT_INTERVAL", overrides: "metrics.interval", meaning: "Between two exports, in milliseconds." },
  { name: "OTEL_METRIC_EXPORT_TIMEOUT", overrides: undefined, meaning: "For one export, in milliseconds." },
  { name: "OTEL_METRICS_EXEMPLAR_FILTER", overrides: undefined, meaning: "`always_off`: the SDK has no exemplars, so others are answered with that." },
];

const LIMITS: readonly Variable[] = [
  { name: "OTEL_ATTRIBUTE_COUNT_LIMIT", overrides: undefined, meaning: "How many attributes a span or a log record keeps." },
  { name: "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", overrides: undefined, meaning: "How many characters of a value are kept." },
  { name: "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", overrides: undefined, meaning: "Of spans; goes before OTEL_ATTRIBUTE_COUNT_LIMIT." },
  { name: "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", overrides: undefined, meaning: "Of spans; goes before OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT." },
  { name: "OTEL_SPAN_EVENT_COUNT_LIMIT", overrides: undefined, meaning: "How many events a span keeps." },
  { name: "OTEL_SPAN_LINK_COUNT_LIMIT", overrides: undefined, meaning: "How many links a span keeps." },
  { name: "OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", overrides: undefined, meaning: "How many attributes an event of a span keeps." },
  { name: "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", overrides: undefined, meaning: "How many attributes a link of a span keeps." },
  { name: "OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT", overrides: undefined, meaning: "Of log records; goes before OTEL_ATTRIBUTE_COUNT_LIMIT." },
  { name: "OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT", overrides: undefined, meaning: "Of log records; goes before OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT." },
];

/** Read by the generated `instrumentation.ts`, and with the first request: not by the start of telemetry. */
export const INSTRUMENTATION_VARIABLES: readonly Variable[] = [
  { name: "OTEL_NODE_ENABLED_INSTRUMENTATIONS", overrides: "instrumentations", meaning: "`http,pg`: of those in the spec, only these." },
  { name: "OTEL_NODE_DISABLED_INSTRUMENTATIONS", overrides: "instrumentations", meaning: "`http,pg`: none of these." },
  { name: "OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS", overrides: undefined, meaning: "`GET,POST`: all others are `_OTHER` on spans of requests." },
];

/** Every `OTEL_*` variable that is honoured, in the order of the documentation, which is made from this. */
export const VARIABLES: readonly Variable[] = [
  ...GENERAL,
  ...EXPORTERS,
  ...OTLP_GENERAL,
  ...OTLP_OF_SIGNALS,
  ...OTHER_EXPORTERS,
  ...QUEUES,
  ...METRICS,
  ...LIMITS,
];
