/**
 * `honoured`; `of others`, where a key speaks to SDKs of other languages, which share the document; else why the key is
 * refused, and what to do instead.
 */
export type Support = string;

const HONOURED = "honoured";
const NO_CONFIGURATORS = "which scopes are recorded cannot be chosen";
const NO_INSTRUMENTATIONS = "name libraries in the spec, as telemetry.instrumentations";
const OTHER_LANGUAGES = Object.fromEntries(
  ["cpp", "dotnet", "erlang", "go", "java", "php", "python", "ruby", "rust", "swift"].map((language) => [language, "of others"]),
);

const OTLP = { endpoint: HONOURED, headers: HONOURED, headers_list: HONOURED, compression: HONOURED, timeout: HONOURED, tls: HONOURED } as const;
const EXPORTERS = { otlp_http: HONOURED, otlp_grpc: HONOURED, "otlp_file/development": HONOURED, console: HONOURED } as const;
const BATCH = {
  schedule_delay: HONOURED,
  export_timeout: HONOURED,
  max_queue_size: HONOURED,
  max_export_batch_size: HONOURED,
  exporter: HONOURED,
} as const;
const NO_PRODUCERS = "metrics of other libraries are not bridged";
const NO_CARDINALITY_LIMITS = "leave it out: the limit of the SDK holds, 2000 a metric";
const PREFERENCES = { temporality_preference: HONOURED, default_histogram_aggregation: HONOURED } as const;

/**
 * What is honoured of every object of the declarative configuration, by the names that the official schema has for
 * them. A key that is not here is refused, so nothing that somebody writes is switched off in silence. Objects below a
 * refused key are left out.
 */
export const SUPPORT: Readonly<Record<string, Readonly<Record<string, Support>>>> = {
  OpenTelemetryConfiguration: {
    file_format: HONOURED,
    disabled: HONOURED,
    log_level: HONOURED,
    attribute_limits: HONOURED,
    logger_provider: HONOURED,
    meter_provider: HONOURED,
    propagator: HONOURED,
    tracer_provider: HONOURED,
    resource: HONOURED,
    "instrumentation/development": HONOURED,
    distribution: "of others",
  },
  ExperimentalInstrumentation: {
    general: HONOURED,
    js: NO_INSTRUMENTATIONS,
    ...OTHER_LANGUAGES,
  },
  ExperimentalGeneralInstrumentation: {
    http: NO_INSTRUMENTATIONS,
    code: NO_INSTRUMENTATIONS,
    db: NO_INSTRUMENTATIONS,
    gen_ai: NO_INSTRUMENTATIONS,
    messaging: NO_INSTRUMENTATIONS,
    rpc: NO_INSTRUMENTATIONS,
    sanitization: NO_INSTRUMENTATIONS,
    stability_opt_in_list: NO_INSTRUMENTATIONS,
  },
  AttributeLimits: { attribute_value_length_limit: HONOURED, attribute_count_limit: HONOURED },
  Resource: {
    attributes: HONOURED,
    attributes_list: HONOURED,
    "detection/development": HONOURED,
    schema_url: "leave it out: attributes carry the schema of the SDK",
  },
  AttributeNameValue: { name: HONOURED, value: HONOURED, type: HONOURED },
  ExperimentalResourceDetection: {
    detectors: HONOURED,
    attributes: "choose with `detectors` what is found out",
  },
  ExperimentalResourceDetector: {
    host: HONOURED,
    process: HONOURED,
    service: HONOURED,
    container: "give `container.id` as an attribute",
  },
  ExperimentalHostResourceDetector: {},
  ExperimentalProcessResourceDetector: {},
  ExperimentalServiceResourceDetector: {},
  Propagator: { composite: HONOURED, composite_list: HONOURED },
  TextMapPropagator: {
    tracecontext: HONOURED,
    baggage: HONOURED,
    b3: HONOURED,
    b3multi: HONOURED,
  },
  TraceContextPropagator: {},
  BaggagePropagator: {},
  B3Propagator: {},
  B3MultiPropagator: {},
  TracerProvider: {
    processors: HONOURED,
    limits: HONOURED,
    sampler: HONOURED,
    id_generator: HONOURED,
    "tracer_configurator/development": NO_CONFIGURATORS,
  },
  IdGenerator: { random: HONOURED },
  RandomIdGenerator: {},
  SpanProcessor: { batch: HONOURED, simple: HONOURED },
  BatchSpanProcessor: BATCH,
  SimpleSpanProcessor: { exporter: HONOURED },
  SpanExporter: EXPORTERS,
  OtlpHttpExporter: { ...OTLP, encoding: HONOURED },
  OtlpGrpcExporter: { ...OTLP },
  HttpTls: { ca_file: HONOURED, cert_file: HONOURED, key_file: HONOURED },
  GrpcTls: { ca_file: HONOURED, cert_file: HONOURED, key_file: HONOURED, insecure: HONOURED },
  NameStringValuePair: { name: HONOURED, value: HONOURED },
  ExperimentalOtlpFileExporter: { output_stream: HONOURED },
  ConsoleExporter: {},
  SpanLimits: {
    attribute_value_length_limit: HONOURED,
    attribute_count_limit: HONOURED,
    event_count_limit: HONOURED,
    link_count_limit: HONOURED,
    event_attribute_count_limit: HONOURED,
    link_attribute_count_limit: HONOURED,
  },
  Sampler: {
    always_on: HONOURED,
    always_off: HONOURED,
    parent_based: HONOURED,
    trace_id_ratio_based: HONOURED,
    "probability/development": HONOURED,
    "composite/development": "use parent_based with trace_id_ratio_based",
    "jaeger_remote/development": "nothing asks for a sampling strategy while it runs; use parent_based with trace_id_ratio_based",
  },
  AlwaysOnSampler: {},
  AlwaysOffSampler: {},
  ParentBasedSampler: {
    root: HONOURED,
    remote_parent_sampled: HONOURED,
    remote_parent_not_sampled: HONOURED,
    local_parent_sampled: HONOURED,
    local_parent_not_sampled: HONOURED,
  },
  ExperimentalProbabilitySampler: { ratio: HONOURED },
  TraceIdRatioBasedSampler: { ratio: HONOURED },
  MeterProvider: {
    readers: HONOURED,
    exemplar_filter: HONOURED,
    views: "give buckets and attributes where the spec declares the metric",
    "meter_configurator/development": NO_CONFIGURATORS,
  },
  MetricReader: { periodic: HONOURED, pull: HONOURED },
  PullMetricReader: { exporter: HONOURED, producers: NO_PRODUCERS, cardinality_limits: NO_CARDINALITY_LIMITS },
  PullMetricExporter: { "prometheus/development": HONOURED },
  ExperimentalPrometheusMetricExporter: {
    host: HONOURED,
    port: HONOURED,
    scope_info_enabled: "leave it out: the scope is among the labels",
    "target_info_enabled/development": "leave it out: the resource is in target_info",
    resource_constant_labels: "leave it out: the resource is in target_info",
    translation_strategy: "leave it out: names have underscores, without units",
  },
  PeriodicMetricReader: {
    interval: HONOURED,
    timeout: HONOURED,
    exporter: HONOURED,
    producers: NO_PRODUCERS,
    cardinality_limits: NO_CARDINALITY_LIMITS,
    "max_export_batch_size/development": "leave it out: all metrics go in one request",
  },
  PushMetricExporter: {
    otlp_http: HONOURED,
    otlp_grpc: HONOURED,
    console: HONOURED,
    "otlp_file/development": HONOURED,
  },
  OtlpHttpMetricExporter: { ...OTLP, ...PREFERENCES, encoding: HONOURED },
  OtlpGrpcMetricExporter: { ...OTLP, ...PREFERENCES },
  ExperimentalOtlpFileMetricExporter: { output_stream: HONOURED, ...PREFERENCES },
  ConsoleMetricExporter: PREFERENCES,
  LoggerProvider: {
    processors: HONOURED,
    limits: HONOURED,
    "logger_configurator/development": NO_CONFIGURATORS,
  },
  LogRecordLimits: { attribute_value_length_limit: HONOURED, attribute_count_limit: HONOURED },
  LogRecordProcessor: {
    batch: HONOURED,
    simple: HONOURED,
    "event_to_span_event_bridge/development": "use the methods of the span for its events",
  },
  BatchLogRecordProcessor: BATCH,
  SimpleLogRecordProcessor: { exporter: HONOURED },
  LogRecordExporter: EXPORTERS,
};

/**
 * Components that the schema leaves to implementations, and that are here: by the object that chooses them, with the
 * keys that they take.
 */
export const COMPONENTS_OF_OURS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  SpanExporter: { memory: [], noop: [], zipkin: Object.keys(OTLP) },
  PushMetricExporter: { memory: [], noop: [] },
  LogRecordExporter: { memory: [], noop: [] },
  ExperimentalResourceDetector: { os: [] },
  TextMapPropagator: { jaeger: [], xray: [] },
};
