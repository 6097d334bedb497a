import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { arrange } from "../../generator/diagnostics/order.ts";
import { compile } from "../../generator/pipeline.ts";
import { describe as show } from "../source/loading.ts";

const HEAD = `specVersion: 1
name: shop
version: 1.2.0
tasks: { ping: {} }
workflows: { run: { steps: { first: { task: ping } } } }
`;

/** What a spec becomes whose last lines are `telemetry`; the other files stand beside it. */
function generate(telemetry: string, files: Readonly<Record<string, string>> = {}) {
  const cwd = mkdtempSync(join(tmpdir(), "gen-flows-configuration-"));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  for (const [name, text] of Object.entries({ "flows.yaml": `${HEAD}${telemetry}`, ...files })) {
    writeFileSync(join(cwd, name), text);
  }
  const compiled = compile({ specs: ["flows.yaml"], cwd });
  const [project] = compiled.value;
  const diagnostics = arrange(compiled.diagnostics);
  return {
    settings: project?.program.linked.spec.telemetry,
    code: project?.files.find(({ path }) => path.endsWith("telemetry.ts"))?.text.replace(/^.*\n/, ""),
    problems: diagnostics.map((diagnostic) => `${diagnostic.at?.file.path} ${show(diagnostic)}`),
    help: diagnostics.flatMap(({ help }) => help),
  };
}

const DOCUMENT = `file_format: "1.0"
resource:
  attributes:
    - name: service.name
      value: \${SERVICE:-shop-eu}
propagator:
  composite:
    - tracecontext:
tracer_provider:
  sampler:
    trace_id_ratio_based:
      ratio: \${RATIO:-0.5}
  limits:
    event_count_limit: 16
  processors:
    - batch:
        schedule_delay: \${DELAY}
        exporter:
          otlp_grpc:
            endpoint: \${COLLECTOR:-http://localhost:4317}
            headers:
              - name: api-key
                value: \${KEY}
    - simple:
        exporter:
          console:
`;

const CODE = `import { trace } from "@opentelemetry/api";
import { defineTelemetry } from "@gen-flows/runtime/telemetry";
import { consoleTraces } from "@gen-flows/runtime/telemetry/console-traces";
import { otlpGrpcTraces } from "@gen-flows/runtime/telemetry/otlp-grpc-traces";

export const tracer = trace.getTracer("shop", "1.2.0");

/** The providers that the spec asks for. They are registered at the first run, or by \`telemetry.start()\`. */
export const telemetry = defineTelemetry({
  serviceName: "\${env:SERVICE:-shop-eu}",
  serviceVersion: "1.2.0",
  exporters: [
    {
      ...otlpGrpcTraces({
        endpoint: "\${env:COLLECTOR:-http://localhost:4317}",
        headers: {
          "api-key": "\${env:KEY:-}",
        },
      }),
      processor: {
        type: "batch",
        maxQueueSize: 2048,
        scheduledDelay: "\${env:DELAY:-5000}",
      },
    },
    {
      ...consoleTraces(),
      processor: {
        type: "simple",
      },
    },
  ],
  sampler: { type: "traceidratio", ratio: "\${env:RATIO:-0.5}" },
  spanLimits: {
    eventCount: 16,
  },
  propagators: ["tracecontext"],
  resource: {
    detectors: [],
  },
});
`;

test("a document that a spec names becomes code as the shorthand does, with variables read at start-up", () => {
  const { code, problems } = generate("telemetry: { configFile: otel.yaml }\n", { "otel.yaml": DOCUMENT });
  expect(problems).toEqual([]);
  expect(code).toBe(CODE);
});

test("a document that a spec holds becomes the same code", () => {
  const embedded = DOCUMENT.replaceAll(/^/gm, "    ").trimEnd();
  expect(generate(`telemetry:\n  config:\n${embedded}\n`).code).toBe(CODE);
});

test("what is wrong with a document is said where it stands", () => {
  const wrong = DOCUMENT.replace("headers:", "header:").replace("${RATIO:-0.5}", "${RATIO:-5}");
  expect(generate("telemetry: { configFile: otel.yaml }\n", { "otel.yaml": wrong })).toMatchObject({
    code: undefined,
    problems: [
      'otel.yaml GF2201 12:14 "${RATIO:-5}" `ratio` must be at most 1, not 5',
      'otel.yaml GF2201 21:13 "header" unknown key `header`',
    ],
    help: ["did you mean `headers`?"],
  });
  expect(generate('telemetry: { config: { file_format: "1.0", propagator: { composite: [{ ottrace: }] } } }\n').problems).toEqual([
    'flows.yaml GF2202 6:72 "ottrace" there is no `ottrace` to choose',
  ]);
  expect(generate('telemetry: { config: { file_format: "1.0", log_level: "${LEVEL:?none}" } }\n').problems).toEqual([
    'flows.yaml GF2201 6:55 "\\"${LEVEL:?none}\\"" `${LEVEL:?none}` is not a reference to an environment variable',
  ]);
});

test("a variable may not decide at start-up on what is imported", () => {
  const yaml = `telemetry:
  config:
    file_format: "1.0"
    log_level: \${LEVEL:-info}
    propagator: { composite_list: "\${OTEL_PROPAGATORS:-tracecontext}" }
`;
  expect(generate(yaml).problems).toEqual([
    'flows.yaml GF2203 9:16 "${LEVEL:-info}" an environment variable cannot decide this: it has to be known when the code is generated',
    'flows.yaml GF2203 10:35 "\\"${OTEL_PROPAGATORS:-tracecontext}\\"" an environment variable cannot decide this: it has to be known when the code is generated',
  ]);
});

test("a document that is not there is reported where it is named", () => {
  expect(generate("telemetry: { configFile: otel.yaml }\n").problems).toEqual([
    expect.stringMatching(/^flows\.yaml GF1001 6:26 "otel\.yaml" /),
  ]);
});

test("the forms exclude each other", () => {
  const yaml = 'telemetry: { config: { file_format: "1.0" }, configFile: otel.yaml, sampler: { type: always_on } }\n';
  expect(generate(yaml, { "otel.yaml": 'file_format: "1.0"' }).problems).toEqual([
    'flows.yaml GF2011 6:46 "configFile" `configFile` does not go with `config`',
    'flows.yaml GF2011 6:69 "sampler" `sampler` does not go with `config`',
  ]);
  expect(generate("telemetry: { otel: { type: noop }, exporters: [{ type: console }] }\n").problems).toEqual([
    'flows.yaml GF2011 6:36 "exporters" `exporters` does not go with `otel`',
  ]);
});

test.each(["documents.json", "documents.yaml", "etl.json"])("the telemetry of %s is generated", (name) => {
  const cwd = join(import.meta.dirname, "../validate/specs");
  const { value } = compile({ specs: [name], cwd });
  expect(value[0]?.program.linked.spec.telemetry).toMatchObject({
    exporters: [{ type: "otlphttp", endpoint: "${env:OTEL_EXPORTER_OTLP_ENDPOINT:-http://localhost:4318}/v1/traces" }],
    propagators: ["tracecontext", "baggage"],
    metrics: { interval: 60_000, exporters: [{ type: "otlphttp" }] },
  });
});
