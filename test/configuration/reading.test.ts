import { describe, expect, test } from "vitest";
import { COMPLETE, read } from "./documents.ts";

test("what a document says becomes the runtime's own settings", () => {
  const { settings, problems } = read(COMPLETE);
  expect(problems).toEqual([]);
  expect(settings).toMatchObject({
    disabled: false,
    logLevel: "warn",
    serviceName: "orders",
    serviceVersion: "3.1.4",
    attributes: {
      "deployment.environment.name": "prod",
      "shop.motto": "a b",
      "shop.regions": ["eu", "us"],
      // What is written goes before the list.
      "shop.shard": 7,
    },
    detectors: ["host", "serviceinstance"],
    propagators: ["tracecontext", "baggage"],
    exporters: [
      {
        type: "otlphttp-json",
        endpoint: "http://collector:4318/v1/traces",
        headers: { "api-key": "k2", region: "eu" },
        compression: "gzip",
        timeout: 3_000,
        tls: { caFile: "/etc/ca.pem" },
        processor: { type: "batch", scheduledDelay: 100, exportTimeout: 2_000, maxQueueSize: 4_096, maxExportBatchSize: 64 },
      },
      { type: "console", processor: { type: "simple" } },
    ],
    limits: { attributeValueLength: 4_096, attributeCount: 32, eventCount: 16 },
    sampler: { type: "parentbased_traceidratio", ratio: 0.25 },
    metrics: { interval: 5_000, exporters: [{ type: "otlpgrpc", endpoint: "http://collector:4317", temporality: "lowmemory" }] },
    logs: {
      limits: { attributeValueLength: 4_096, attributeCount: 16 },
      exporters: [
        // The whole URL, to which nothing is added.
        { type: "otlphttp", endpoint: "http://collector:4318/in", path: "", processor: { maxQueueSize: 100, scheduledDelay: 1_000 } },
        { type: "memory", processor: { type: "simple" } },
      ],
    },
  });
});

test("what a document leaves out is what OpenTelemetry says, not what gen-flows would choose", () => {
  const { settings } = read('file_format: "1.0"\ntracer_provider: { processors: [{ batch: { exporter: { console: } } }] }\n');
  expect(settings).toMatchObject({
    propagators: ["none"],
    detectors: [],
    sampler: { type: "parentbased_always_on" },
    exporters: [{ processor: { maxQueueSize: 2_048, scheduledDelay: 5_000 } }],
    metrics: undefined,
  });
  expect(read('file_format: "1.0"').settings).toMatchObject({ exporters: [], sampler: { type: "parentbased_always_off" } });
});

test("JSON is YAML too, an alias is what it stands for, and variables decide on types", () => {
  const json = JSON.stringify({ file_format: "1.0", resource: { attributes: [{ name: "service.name", value: "${NAME}" }] } });
  expect(read(json, { NAME: "orders" }).settings).toMatchObject({ serviceName: "orders" });
  const yaml = `file_format: "1.0"
tracer_provider:
  sampler:
    trace_id_ratio_based:
      ratio: \${RATIO}
  processors:
    - simple: { exporter: &to { otlp_http: { endpoint: "\${URL}/v1/traces" } } }
    - simple: { exporter: *to }
`;
  expect(read(yaml, { RATIO: "0.5", URL: "http://a" }).settings).toMatchObject({
    sampler: { ratio: 0.5 },
    exporters: [{ endpoint: "http://a/v1/traces" }, { endpoint: "http://a/v1/traces" }],
  });
});

test("a text that variables bring is never filled in again", () => {
  const yaml = 'file_format: "1.0"\nresource: { attributes: [{ name: motto, value: "${MOTTO}" }] }\n';
  expect(read(yaml, { MOTTO: "${env:SECRET}" }).settings?.attributes).toEqual({ motto: "$${env:SECRET}" });
});

describe("a document that does not fit the official schema", () => {
  test.each([
    ['file_format: 1.0', "1:14 `file_format` must be a text, not 1 | write it in quotes"],
    ["disabled: false", "1:1 `file_format` is missing in the configuration"],
    ['file_format: "0.4"', "1:14 `file_format` cannot be `0.4` | the formats `1.0` and `1.1` are known; write one of them, in quotes"],
    ['file_format: "1.0"\ndisabled: maybe', "2:11 `disabled` must be true or false, not a text"],
    ['file_format: "1.0"\ntracer_provider: {}', "2:1 `processors` is missing in `tracer_provider`"],
    ['file_format: "1.0"\ntracer_provider: { processors: [] }', "2:20 `processors` is empty | leave it out, or write an item"],
    [
      'file_format: "1.0"\ntracer_provider: { processors: [{ batch: { exporter: { otlp_http: { endpont: x } } } }] }',
      "2:69 unknown key `endpont` | endpoint, tls, headers, headers_list, compression, timeout, encoding",
    ],
    [
      'file_format: "1.0"\ntracer_provider: { processors: [{ batch: { max_queue_size: 0, exporter: { console: } } }] }',
      "2:60 `max_queue_size` must be more than 0, not 0",
    ],
    [
      'file_format: "1.0"\nmeter_provider: { readers: [{ periodic: { interval: -1, exporter: { console: } } }] }',
      "2:53 `interval` must be at least 0, not -1",
    ],
    [
      'file_format: "1.0"\ntracer_provider: { sampler: { always_on: , always_off: }, processors: [{ simple: { exporter: { console: } } }] }',
      "2:44 `sampler` has `always_on` already, and takes one key only | write each in an item of its own, or take one of them out",
    ],
    ['file_format: "1.0"\npropagator: { composite: [{}] }', "2:27 an item of `composite` says nothing | it takes one key, which says what is meant"],
    ['file_format: "1.0"\nlog_level: loud', /^2:12 `log_level` cannot be `loud` \| trace, trace2/],
    [
      'file_format: "1.0"\ntracer_provider: { sampler: { trace_id_ratio_based: { ratio: "${RATIO}" } }, processors: [{ simple: { exporter: { console: } } }] }',
      "2:62 `ratio` must be a number, not a text | write it without quotes, in YAML: in quotes it stays a text",
    ],
    [
      'file_format: "1.0"\nresource: { attributes: [{ name: a, value: { b: c } }] }',
      "2:44 `value` must be a text, a number, true or false, or a list of one of them",
    ],
  ])("%s", (yaml, problem) => {
    const { problems } = read(yaml, { RATIO: "0.5" });
    expect(problems).toEqual([typeof problem === "string" ? problem : expect.stringMatching(problem)]);
  });

  test("all its mistakes are named, after the variables were filled in", () => {
    const yaml = `file_format: "1.0"
disabled: \${OFF}
tracer_provider:
  sampler:
    trace_id_ratio_based:
      ratio: \${RATIO}
  processors:
    - simple: { exporter: { console: }, delay: 5 }
`;
    expect(read(yaml, { OFF: "no", RATIO: "2" }).problems.toSorted()).toEqual([
      "2:11 `disabled` must be true or false, not a text",
      "6:14 `ratio` must be at most 1, not 2",
      "8:41 unknown key `delay` | exporter",
    ]);
  });

  test.each([
    ['file_format: "1.0', "1:18 Missing closing \"quote"],
    ["a: [", "Flow sequence"],
    ['file_format: "1.0"\nresource: &r { attributes: *r }', "the alias `*r` leads nowhere, or too far"],
    ['file_format: "1.0"\nlog_level: ${A:?none}', "2:12 `${A:?none}` is not a reference to an environment variable"],
  ])("%s is malformed", (yaml, problem) => {
    expect(read(yaml).problems.join("\n")).toContain(problem);
  });
});

describe("what cannot be honoured is named", () => {
  const PROCESSORS = "processors: [{ simple: { exporter: { console: } } }]";
  test.each([
    [`tracer_provider: { sampler: { jaeger_remote/development: { endpoint: x, initial_sampler: { always_on: } } }, ${PROCESSORS} }`, "2:31 `jaeger_remote/development` cannot be honoured"],
    [`tracer_provider: { sampler: { my_sampler: {} }, ${PROCESSORS} }`, "2:31 there is no `my_sampler` to choose"],
    [`tracer_provider: { sampler: { parent_based: { root: { parent_based: } } }, ${PROCESSORS} }`, "2:55 `parent_based` within `parent_based` cannot be honoured"],
    [`tracer_provider: { sampler: { parent_based: { remote_parent_sampled: { my_sampler: } } }, ${PROCESSORS} }`, "2:72 there is no `my_sampler` to choose"],
    ["tracer_provider: { processors: [{ simple: { exporter: { consle: } } }] }", "2:57 there is no `consle` to choose"],
    ["tracer_provider: { processors: [{ simple: { exporter: { otlp_file/development: } } }] }", "2:57 OTLP on standard output cannot be honoured"],
    ["tracer_provider: { processors: [{ simple: { exporter: { otlp_http: { compression: zstd } } } }] }", "2:83 the compression `zstd` cannot be honoured"],
    ["tracer_provider: { processors: [{ simple: { exporter: { otlp_http: { timeout: 0 } } } }] }", "2:79 a timeout of 0, which means none, cannot be honoured"],
    ["tracer_provider: { processors: [{ simple: { exporter: { zipkin: { endpont: x } } } }] }", "2:67 unknown key `endpont`"],
    ["meter_provider: { readers: [{ periodic: { exporter: { console: { default_histogram_aggregation: base2_exponential_bucket_histogram } } } }] }", "2:97 `base2_exponential_bucket_histogram` cannot be honoured"],
    ["meter_provider: { readers: [{ periodic: { exporter: { console: { temporality_preference: delta } } } }] }", "2:90 `delta` cannot be honoured"],
    ["propagator: { composite: [{ ottrace: }] }", "2:29 there is no `ottrace` to choose"],
    ["propagator: { composite_list: ottrace }", "2:31 the propagator `ottrace` cannot be honoured"],
    ["meter_provider: { exemplar_filter: always_on, readers: [{ periodic: { exporter: { console: } } }] }", "2:36 `always_on` cannot be honoured"],
    ["instrumentation/development: { general: { stability_opt_in_list: http } }", "2:43 `stability_opt_in_list` cannot be honoured"],
    ["resource: { attributes: [{ name: a, value: b, type: int }] }", "2:44 the attribute's `value` is not of its type `int`"],
    ["resource: { attributes_list: a=b=%, }", "2:30 the list is malformed"],
    ["my_extension: { on: true }", "2:1 `my_extension` cannot be honoured"],
  ])("%s", (yaml, problem) => {
    const { problems } = read(`file_format: "1.0"\n${yaml}`);
    expect(problems.map((line) => line.slice(0, problem.length))).toEqual([problem]);
  });

  test("but for keys without a value, and what speaks to other SDKs", () => {
    const yaml = `file_format: "1.0"
instrumentation/development: { general: { stability_opt_in_list: }, java: { agent: {} } }
distribution: { another: { on: true } }
my_extension:
`;
    expect(read(yaml).problems).toEqual([]);
  });
});
