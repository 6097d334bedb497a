import { definitions } from "../../runtime/src/telemetry/configuration/document/derived/definitions.ts";
import { validateConfiguration } from "../../runtime/src/telemetry/configuration/document/derived/validate-configuration.ts";
import { readConfiguration } from "../../runtime/src/telemetry/configuration/document/read-configuration.ts";
import { parseDocument } from "../../runtime/src/telemetry/configuration/parse-document.ts";

/** The validator in OpenTelemetry's own package, which does not export it. */
export const official = (
  (await import(new URL("./generated/validator.mjs", import.meta.resolve("@opentelemetry/configuration")).href)) as {
    readonly default: (value: unknown) => boolean;
  }
).default;

/** Reads a document as the runtime does. Each problem is `line:column message | help`. */
export function read(yaml: string, variables: Readonly<Record<string, string>> = {}) {
  const { root, problems } = parseDocument(yaml, variables);
  if (root === undefined || problems.length > 0) {
    return { settings: undefined, problems: problems.map(show) };
  }
  const read = readConfiguration(root, { definitions, validateConfiguration });
  return { settings: read.settings, problems: read.problems.map(show) };
}

function show({ place, message, help, unknown }: ReturnType<typeof parseDocument>["problems"][number]): string {
  const advice = unknown === undefined ? help : unknown.known.join(", ");
  return `${place.line}:${place.column} ${message}${advice === undefined ? "" : ` | ${advice}`}`;
}

/** One of everything that is honoured. */
export const COMPLETE = `file_format: "1.1"
disabled: false
log_level: warn2
attribute_limits:
  attribute_value_length_limit: 4096
  attribute_count_limit: 64
resource:
  attributes:
    - name: service.name
      value: orders
    - name: service.version
      value: 3.1.4
    - name: shop.regions
      value: [eu, us]
      type: string_array
    - name: shop.shard
      value: 7
      type: int
    - name: shop.nothing
      value:
  attributes_list: deployment.environment.name=prod,shop.shard=8,shop.motto=a%20b
  detection/development:
    detectors:
      - host:
      - service: {}
propagator:
  composite:
    - tracecontext:
  composite_list: baggage,tracecontext
tracer_provider:
  processors:
    - batch:
        schedule_delay: 100
        export_timeout: 2000
        max_queue_size: 4096
        max_export_batch_size: 64
        exporter:
          otlp_http:
            endpoint: http://collector:4318/v1/traces
            headers_list: api-key=k1,region=eu
            headers:
              - name: api-key
                value: k2
              - name: nothing
                value:
            compression: gzip
            timeout: 3000
            encoding: json
            tls: { ca_file: /etc/ca.pem }
    - simple:
        exporter:
          console:
  limits:
    attribute_count_limit: 32
    event_count_limit: 16
  sampler:
    parent_based:
      root:
        trace_id_ratio_based:
          ratio: 0.25
meter_provider:
  readers:
    - periodic:
        interval: 5000
        exporter:
          otlp_grpc:
            endpoint: collector:4317
            tls: { insecure: true }
            temporality_preference: low_memory
logger_provider:
  limits: { attribute_count_limit: 16 }
  processors:
    - batch: { max_queue_size: 100, exporter: { otlp_http: { endpoint: "http://collector:4318/in" } } }
    - simple: { exporter: { memory: } }
`;

/** Much of what the schema has, whether it is honoured or not. */
export const EVERYTHING = `file_format: "1.1"
logger_provider:
  processors: [{ batch: { schedule_delay: 10, exporter: { otlp_grpc: { tls: { insecure: true, ca_file: /a } } } } }]
  limits: { attribute_count_limit: 3 }
  logger_configurator/development: { loggers: [{ name: a, config: { enabled: false, minimum_severity: warn } }] }
meter_provider:
  exemplar_filter: always_off
  readers:
    - pull: { exporter: { prometheus/development: { host: localhost, port: 9464, resource_constant_labels: { included: ["*"] } } } }
    - periodic: { cardinality_limits: { default: 10 }, producers: [{ opencensus: }], exporter: { otlp_http: { temporality_preference: delta } } }
  views:
    - selector: { instrument_name: a*, instrument_type: histogram }
      stream: { aggregation: { explicit_bucket_histogram: { boundaries: [1, 2.5] } }, attribute_keys: { excluded: [a] } }
tracer_provider:
  id_generator: { random: }
  sampler:
    parent_based:
      root: { composite/development: { rule_based: { rules: [{ span_kinds: [client], sampler: { probability: { ratio: 0.1 } } }] } } }
      local_parent_sampled: { jaeger_remote/development: { endpoint: a, initial_sampler: { always_on: } } }
  processors: [{ simple: { exporter: { "otlp_file/development": { output_stream: stdout } } } }]
resource:
  schema_url: https://example.com
  detection/development: { attributes: { included: [a] }, detectors: [{ container: }] }
instrumentation/development: { general: { http: { client: { known_methods: [GET] } } }, js: { a: { b: 1 } } }
distribution: { a: { b: 1 } }
`;
