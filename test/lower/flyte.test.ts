import { expect, test } from "vitest";
import { analyse } from "../support/analyse.ts";

function lower(otel: string) {
  const { spec, problems, diagnostics } = analyse(`specVersion: 1
name: shop
version: 1.0.0
tasks: { ping: {} }
workflows: { run: { steps: { first: { task: ping } } } }
telemetry: { otel: ${otel} }
`);
  const { exporters, metrics, sampler } = spec.telemetry;
  const shown = (all: typeof exporters | undefined) => all?.map(({ type, endpoint, filename }) => ({ type, to: endpoint ?? filename }));
  return { traces: shown(exporters), metrics: shown(metrics?.exporters), sampler, problems, help: diagnostics.flatMap(({ help }) => help) };
}

const ALWAYS = { type: "parentbased_always_on" };

test.each([
  ["{}", [], undefined, ALWAYS],
  ["{ type: noop }", [], undefined, ALWAYS],
  ["{ type: file }", [{ type: "file", to: "/tmp/trace.txt" }], [{ type: "file", to: "/tmp/trace.txt" }], ALWAYS],
  ["{ type: file, file: { filename: spans.jsonl } }", [{ type: "file", to: "spans.jsonl" }], [{ type: "file", to: "spans.jsonl" }], ALWAYS],
  ["{ type: otlpgrpc }", [{ type: "otlpgrpc", to: "http://localhost:4317" }], [{ type: "otlpgrpc", to: "http://localhost:4317" }], ALWAYS],
  [
    "{ type: otlphttp, otlpgrpc: { endpoint: http://unused:4317 } }",
    [{ type: "otlphttp", to: "http://localhost:4318/v1/traces" }],
    [{ type: "otlphttp", to: "http://localhost:4318" }],
    ALWAYS,
  ],
  ["{ sampler: { parentSampler: always, traceIdRatio: 0.5 } }", [], undefined, ALWAYS],
  ["{ sampler: { parentSampler: traceid } }", [], undefined, { type: "parentbased_traceidratio", ratio: 0.01 }],
  ["{ sampler: { parentSampler: traceid, traceIdRatio: 0.1 } }", [], undefined, { type: "parentbased_traceidratio", ratio: 0.1 }],
])("Flyte's block %s, with Flyte's defaults", (otel, traces, metrics, sampler) => {
  expect(lower(otel)).toEqual({ traces, metrics, sampler, problems: [], help: [] });
});

test.each([
  ["{ type: jaeger }", "http://localhost:4318/v1/traces"],
  ["{ type: jaeger, jaeger: { endpoint: https://traces.example/api/traces } }", "https://traces.example/v1/traces"],
  ['{ type: jaeger, jaeger: { endpoint: "${env:JAEGER:-http://jaeger:14268}/api/traces" } }', "${env:JAEGER:-http://jaeger:14268}/v1/traces"],
  ["{ type: jaeger, jaeger: { endpoint: http://jaeger:4318 } }", "http://jaeger:4318"],
])("%s goes to OTLP, with a warning that says what to write", (otel, to) => {
  const { traces, problems, help } = lower(otel);
  expect(traces).toEqual([{ type: "otlphttp", to }]);
  expect(problems).toEqual([`GF2204 6:28 spans are sent to ${to}, as OTLP: Jaeger's own protocol is gone`]);
  expect(help).toEqual([`write "type": "otlphttp", "otlphttp": { "endpoint": "${to}" }`]);
});
