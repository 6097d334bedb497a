import { expect, test } from "vitest";
import { parse } from "yaml";
import { official } from "../configuration/documents.ts";
import { genFlows } from "./command.ts";
import { createProject } from "./project.ts";

const SPEC = JSON.stringify({
  specVersion: 1,
  name: "shop",
  version: "1.0.0",
  tasks: { ping: {} },
  workflows: { run: { steps: { first: { task: "ping" } } } },
  telemetry: {
    exporters: [{ type: "otlphttp", endpoint: "${env:COLLECTOR:-http://localhost:4318}", headers: { "api-key": "${env:KEY}" } }],
    sampler: { type: "parentbased_traceidratio", ratio: 0.1 },
    links: { trace: "http://localhost:16686/trace/{traceId}" },
    services: { billing: { exporters: [{ type: "console" }] } },
  },
});

const YAML = `file_format: "1.1"
resource:
  attributes:
    - name: service.name
      value: shop
    - name: service.version
      value: 1.0.0
  detection/development:
    detectors:
      - host: {}
      - process: {}
      - service: {}
propagator:
  composite:
    - tracecontext: {}
    - baggage: {}
tracer_provider:
  processors:
    - batch:
        max_queue_size: 32768
        exporter:
          otlp_http:
            endpoint: "\${env:COLLECTOR:-http://localhost:4318}/v1/traces"
            headers:
              - name: api-key
                value: "\${env:KEY}"
  sampler:
    parent_based:
      root:
        trace_id_ratio_based:
          ratio: 0.1
`;

test("inspect --telemetry prints a document that fits the official schema, and says what has no place in it", async () => {
  const cwd = createProject({ "flows.json": SPEC });
  const { code, stdout, stderr } = await genFlows(["inspect", "--telemetry", "flows.json"], { cwd });
  expect(stdout).toBe(YAML);
  expect(official(parse(stdout))).toBe(true);
  expect(stderr).toBe("OpenTelemetry's configuration has no place for `links`, `services`: the generated code knows them\n");
  expect(code).toBe(0);
  const json = await genFlows(["inspect", "--telemetry", "flows.json", "--json"], { cwd });
  expect(JSON.parse(json.stdout)).toEqual(parse(YAML));
});

test("inspect prints a document again, with numbers that variables decide on; not in JSON, which has no way to write them", async () => {
  const document = `file_format: "1.0"
tracer_provider:
  processors: [{ simple: { exporter: { console: } } }]
  sampler:
    trace_id_ratio_based:
      ratio: \${RATIO:-0.5}
`;
  const spec = SPEC.replace(/"telemetry":.*$/, '"telemetry":{"configFile":"otel.yaml"}}');
  const cwd = createProject({ "flows.json": spec, "otel.yaml": document });
  const { stdout } = await genFlows(["inspect", "--telemetry", "flows.json"], { cwd });
  expect(stdout).toContain("      ratio: ${env:RATIO:-0.5}\n");
  const json = await genFlows(["inspect", "--telemetry", "--json", "flows.json"], { cwd });
  expect(json.stderr).toContain("in JSON, `${env:RATIO:-0.5}` cannot stand for a number");
  expect(json.code).toBe(2);
});

test("inspect wants to know what to print", async () => {
  const { code, stderr } = await genFlows(["inspect", "flows.json"], { cwd: createProject({ "flows.json": SPEC }) });
  expect(stderr).toContain("what to print is missing");
  expect(stderr).toContain("it can be `--telemetry` or `--engines`");
  expect(code).toBe(2);
});

test("inspect --engines prints what the engines get to see of a spec", async () => {
  const engines = { restate: {}, temporal: { taskQueue: "orders", maxConcurrentTasks: 20 } };
  const cwd = createProject({ "flows.json": JSON.stringify({ ...JSON.parse(SPEC), engines }), "plain.json": SPEC });
  const { code, stdout } = await genFlows(["inspect", "--engines", "flows.json"], { cwd });
  expect(code).toBe(0);
  expect(parse(stdout)).toEqual({
    restate: {
      worker: "src/flows/generated/restate/main.ts",
      client: "src/flows/generated/restate/client.ts",
      workflowServices: ["run"],
      taskService: "shop",
      taskHandlers: ["ping"],
    },
    temporal: {
      worker: "src/flows/generated/temporal/main.ts",
      client: "src/flows/generated/temporal/client.ts",
      taskQueue: "orders",
      workflowTypes: ["run"],
      activityTypes: ["ping"],
      maxConcurrentTasks: 20,
    },
  });
  expect((await genFlows(["inspect", "--engines", "plain.json", "--json"], { cwd })).stdout).toBe("{}\n");
});

test("inspect --engines prints what schedules are called", async () => {
  const { workflows, ...spec } = JSON.parse(SPEC) as { readonly workflows: Readonly<Record<string, object>> };
  const run = { ...workflows["run"], schedule: { cron: "0 3 * * *" } };
  const cwd = createProject({ "flows.json": JSON.stringify({ ...spec, workflows: { run }, engines: { restate: {}, temporal: {} } }) });
  const { stdout } = await genFlows(["inspect", "--engines", "flows.json"], { cwd });
  expect(parse(stdout)).toMatchObject({ restate: { scheduleObjects: ["run.schedule"] }, temporal: { schedules: ["run"] } });
});
