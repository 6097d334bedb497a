import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { toYaml } from "../../generator/cli/commands/inspect.ts";
import type { ExporterSettings } from "../../generator/ir/telemetry/exporter.ts";
import type { ProcessorSettings } from "../../generator/ir/telemetry/processor.ts";
import type { SamplerSettings } from "../../generator/ir/telemetry/sampler.ts";
import type { TelemetrySettings } from "../../generator/ir/telemetry/settings.ts";
import { analyse } from "../support/analyse.ts";
import { official } from "./documents.ts";

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."abc$ {}:#'\"1~"), minLength: 1, maxLength: 8 }).map((word) => word.replaceAll("${", "$")),
  fc.constantFrom("${env:NAME}", "a${env:NAME:-b c}d", "$${literal}", "${env:A:-1}${env:B:-}", "null", "1.0", "true", "a$$b"),
);
const urlText = fc.constantFrom("http://localhost:4318", "https://a.example/otlp/", "http://a:4318/v1/traces", "${env:URL:-http://a:4318}");
const milliseconds = fc.integer({ min: 1, max: 100_000 }).map((count) => `${count}ms`);
const headers = fc.dictionary(fc.constantFrom("api-key", "tenant", "x-1"), text, { maxKeys: 2 });
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const record = <Model extends object>(model: { [Key in keyof Model]: fc.Arbitrary<Model[Key]> }) => fc.record(model) as fc.Arbitrary<Model>;

const tls = record({ caFile: optional(fc.constant("/etc/ca.pem")), certFile: optional(text), keyFile: optional(text) });
const otlp = (types: readonly string[], temporality: fc.Arbitrary<string | undefined> = fc.constant(undefined)) =>
  record({
    type: fc.constantFrom(...types),
    endpoint: optional(urlText),
    headers: optional(headers),
    compression: optional(fc.constantFrom("gzip", "none")),
    timeout: optional(milliseconds),
    tls: optional(tls),
    temporality,
  });
const bare = (types: readonly string[]) => record({ type: fc.constantFrom(...types) });
const file = record({ type: fc.constant("file"), filename: fc.constantFrom("/tmp/a b.jsonl", "spans.jsonl", "${env:DIRECTORY:-/tmp}/a.jsonl") });

const OTLP = ["otlphttp", "otlphttp-json", "otlpgrpc"];
const LOCAL = ["console", "memory", "noop"];
const spanExporters = fc.array(fc.oneof(otlp([...OTLP, "zipkin"]), bare(LOCAL), file), { maxLength: 3 });
const prometheus = record({
  type: fc.constant("prometheus"),
  host: optional(fc.constantFrom("0.0.0.0", "${env:HOST:-::1}")),
  port: optional(fc.integer({ min: 1, max: 65_535 })),
});
const metricExporters = fc.array(fc.oneof(otlp(OTLP, optional(fc.constantFrom("cumulative", "delta", "lowmemory"))), bare(LOCAL), file, prometheus), { maxLength: 2 });
const logExporters = fc.array(fc.oneof(otlp(OTLP), bare(LOCAL), file), { maxLength: 2 });

const processor = fc.oneof(
  record({ type: fc.constant("simple") }),
  record({
    type: optional(fc.constant("batch")),
    maxQueueSize: optional(fc.integer({ min: 512, max: 10_000 })),
    scheduledDelay: optional(milliseconds),
    maxExportBatchSize: optional(fc.integer({ min: 1, max: 512 })),
    exportTimeout: optional(milliseconds),
  }),
);

const ratio = fc.double({ min: 0, max: 1, noNaN: true, noDefaultInfinity: true }).map((value) => Math.round(value * 1_000) / 1_000);
const rootSampler = fc.oneof(
  bare(["always_on", "always_off"]),
  record({ type: fc.constantFrom("traceidratio", "probability"), ratio: optional(ratio) }),
);
const sampler = fc.oneof(
  bare(["always_on", "parentbased_always_on", "parentbased_always_off"]),
  record({ type: fc.constantFrom("traceidratio", "probability"), ratio: optional(ratio), parentBased: fc.constant(false) }),
  record({
    type: fc.constantFrom("parentbased_traceidratio", "parentbased_probability"),
    ratio: optional(ratio),
    remoteParentSampled: optional(rootSampler),
    remoteParentNotSampled: optional(rootSampler),
    localParentSampled: optional(rootSampler),
    localParentNotSampled: optional(rootSampler),
  }),
);

const PROPAGATORS = ["tracecontext", "baggage", "b3", "b3multi", "jaeger", "xray"];
const propagators = fc.oneof(fc.constant(["none"]), fc.uniqueArray(fc.constantFrom(...PROPAGATORS), { minLength: 1 }));

const resource = record({
  attributes: optional(fc.dictionary(fc.constantFrom("a.b", "shop.region", "c"), fc.oneof(text, fc.integer(), ratio, fc.boolean()))),
  detectors: optional(fc.uniqueArray(fc.constantFrom("env", "host", "os", "process", "serviceinstance"))),
});

const shorthand = record({
  serviceName: optional(fc.constantFrom("shop", "${env:SERVICE:-shop}", "null", "1.0")),
  exporters: optional(spanExporters),
  processor: optional(processor),
  sampler: optional(sampler),
  propagators: optional(propagators),
  resource: optional(resource),
  metrics: optional(record({ exporters: metricExporters, interval: optional(milliseconds), timeout: optional(milliseconds) })),
  logs: optional(record({ exporters: logExporters, processor: optional(processor) })),
});

function lower(telemetry: unknown): TelemetrySettings {
  const tasks = { tasks: { ping: {} }, workflows: { run: { steps: { first: { task: "ping" } } } } };
  const { spec, problems } = analyse(JSON.stringify({ specVersion: 1, name: "shop", version: "1.0.0", ...tasks, telemetry }));
  expect(problems.filter((problem) => !problem.startsWith("GF22"))).toEqual([]);
  return spec.telemetry;
}

/** With the runtime's defaults filled in, and in one way of writing. */
function settled(settings: TelemetrySettings) {
  const { exporters, metrics, logs, sampler, propagators, resource } = settings;
  return {
    serviceName: settings.serviceName,
    serviceVersion: settings.serviceVersion,
    exporters: settledExporters(exporters, settings.processor, "traces"),
    sampler: settledSampler(sampler ?? { type: "parentbased_always_on", ratio: undefined }),
    propagators: propagators ?? ["tracecontext", "baggage"],
    attributes: mapValues(resource.attributes, (value) => (typeof value === "string" ? settledText(value) : value)),
    detectors: (resource.detectors ?? ["host", "process", "serviceinstance"]).filter((name) => name !== "env"),
    metrics: metrics && {
      // Prometheus comes when it wants to.
      ...(withoutNoop(metrics.exporters).some(({ type }) => type !== "prometheus") && {
        interval: metrics.interval ?? 60_000,
        timeout: metrics.timeout ?? 30_000,
      }),
      exporters: withoutNoop(metrics.exporters).map((exporter) => settledExporter(exporter, "metrics")),
    },
    logs: logs && settledExporters(logs.exporters, logs.processor, "logs"),
  };
}

function settledExporters(exporters: readonly ExporterSettings[], shared: ProcessorSettings | undefined, signal: "traces" | "logs") {
  return withoutNoop(exporters).map((exporter) => {
    const usual: ProcessorSettings = { type: exporter.type === "console" || exporter.type === "memory" ? "simple" : "batch" };
    return {
      ...settledExporter(exporter, signal),
      processor: settledProcessor(exporter.processor ?? shared ?? usual, signal === "traces" ? 5_000 : 1_000),
    };
  });
}

function withoutNoop(exporters: readonly ExporterSettings[]): readonly ExporterSettings[] {
  return exporters.filter(({ type }) => type !== "noop");
}

function settledExporter(exporter: ExporterSettings, signal: string) {
  const { type, endpoint, headers: written = {}, compression, timeout, tls: paths, temporality, filename, host, port } = exporter;
  const path = `/v1/${signal}`;
  const url = type.startsWith("otlphttp") && endpoint !== undefined && !endpoint.endsWith(path) ? endpoint.replace(/\/*$/, path) : endpoint;
  const files = Object.entries(paths ?? {}).flatMap(([key, file]) => (typeof file === "string" ? [[key, settledText(file)] as const] : []));
  return {
    type,
    endpoint: url,
    headers: mapValues(written, settledText),
    compression,
    timeout,
    tls: Object.fromEntries(files),
    temporality,
    filename: filename && settledText(filename),
    host,
    port,
  };
}

function settledProcessor({ type, maxQueueSize, scheduledDelay, maxExportBatchSize, exportTimeout }: ProcessorSettings, delay: number) {
  return type === "simple"
    ? { type }
    : { type, maxQueueSize: maxQueueSize ?? 32_768, scheduledDelay: scheduledDelay ?? delay, maxExportBatchSize, exportTimeout };
}

function settledSampler({ type, ratio: share, ...parents }: SamplerSettings) {
  return { type, ratio: /traceidratio|probability/.test(type) ? (share ?? 1) : undefined, ...parents };
}

/** A variable without a default has an empty one in a document. */
function settledText(value: string): string {
  return value.replaceAll(/\$\{env:(\w+)\}/g, (_, name: string) => `\${env:${name}:-}`);
}

function mapValues<Value, Result>(values: Readonly<Record<string, Value>>, change: (value: Value) => Result) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}

test("the expansion of any shorthand fits the official schema, and means the same", () => {
  fc.assert(
    fc.property(shorthand, (telemetry) => {
      const settings = lower(telemetry);
      const yaml = toYaml(settings);
      expect(official(parse(yaml))).toBe(true);
      const again = lower({ config: parse(yaml) as unknown });
      expect(settled(again)).toEqual(settled(settings));
    }),
    { numRuns: 300 },
  );
});
