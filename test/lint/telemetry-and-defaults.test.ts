import { expect, test } from "vitest";
import { lint } from "./fixtures.ts";

const RUN = "workflows: { run: { steps: { a: { task: ping }, b: { task: render }, c: { task: plain } } } }\n";

test.each(["otlphttp", "otlpgrpc"])("a simple processor that sends over %s", (exporter) => {
  expect(lint(`telemetry: { processor: { type: «simple» }, exporters: [{ type: console }, ‹{ type: ${exporter} }›] }\n`)).toEqual([
    `GF9012 a simple processor sends every span in a request of its own over ${exporter}`,
  ]);
});

test.each([
  ["a simple processor for the console and a file", "telemetry: { processor: { type: simple }, exporters: [{ type: console }, { type: file, filename: traces.jsonl }] }"],
  ["a batch processor", "telemetry: { processor: { type: batch }, exporters: [{ type: otlphttp }] }"],
  ["metrics over the network", "telemetry: { processor: { type: simple }, exporters: [{ type: console }], metrics: { exporters: [{ type: otlphttp }] } }"],
  ["the provider of the application", "telemetry: { provider: adopt, processor: { type: simple }, exporters: [{ type: otlphttp }] }"],
])("%s: nothing", (_name, spec) => {
  expect(lint(`${spec}\n`)).toEqual([]);
});

test("an adopted provider, and tasks in threads", () => {
  const tasks = "tasks: { ping: { isolation: ‹thread› }, render: { isolation: ‹thread› }, plain: { isolation: none } }\n";
  expect(lint(`telemetry: { provider: «adopt» }\n${tasks}${RUN}`)).toEqual([
    "GF9022 threads have no part in a provider that the application registers in its main thread",
  ]);
});

test.each([
  ["a provider of our own", "telemetry: { provider: owned }\ntasks: { ping: { isolation: thread } }"],
  ["no provider", "telemetry: { provider: none }\ntasks: { ping: { isolation: thread } }"],
  ["an adopted provider without threads", "telemetry: { provider: adopt }\ntasks: { ping: {} }"],
])("%s: nothing", (_name, spec) => {
  expect(lint(`${spec}\n${RUN.replace(", b: { task: render }, c: { task: plain }", "")}`)).toEqual([]);
});

const NEVER = "GF9014 this default is never applied";

test.each([
  ["in alternatives", "workflows: { run: { input: { anyOf: [{ properties: { table: { default: «sales» } } }, { type: 'null' }] }, steps: { a: { value: 1 } } } }"],
  ["under a condition", "workflows: { run: { input: { if: { required: [a] }, then: { properties: { b: { default: «1» } } } }, steps: { a: { value: 1 } } } }"],
  ["at the root of an input", "workflows: { run: { input: { type: string, default: «sales» }, steps: { a: { value: 1 } } } }"],
  ["of the input of a task", "tasks: { it: { input: { properties: { table: { default: «sales» } } } } }\nworkflows: { run: { steps: { a: { task: it, input: {} } } } }"],
  ["of the output of a workflow", "workflows: { run: { output: { properties: { table: { default: «sales» } } }, steps: { a: { value: 1 } }, result: {} } }"],
])("a default %s", (_name, spec) => {
  expect(lint(`${spec}\n`)).toEqual([NEVER]);
});

test.each([
  ["of a workflow's input, below `allOf` and `items`", "workflows: { run: { input: { allOf: [{ properties: { lines: { type: array, items: { properties: { qty: { default: 1 } } } } } }] }, steps: { a: { value: 1 } } } }"],
  ["of a schema that a property refers to", 'schemas: { Currency: { enum: [EUR], default: EUR } }\nworkflows: { run: { input: { properties: { currency: { $ref: "#/schemas/Currency" } } }, steps: { a: { value: 1 } } } }'],
  ["of a signal", "signals: { review: { properties: { note: { default: none } } } }\nworkflows: { run: { steps: { a: { waitForSignal: review } } } }"],
  ["of a context entry, and below it", "context: { region: { schema: { type: string, default: eu }, log: true }, tenant: { schema: { properties: { plan: { default: free } } }, log: true } }"],
])("a default %s is applied: nothing", (_name, spec) => {
  expect(lint(`${spec}\n`)).toEqual([]);
});
