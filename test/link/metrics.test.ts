import { expect, test } from "vitest";
import { analyse } from "../support/analyse.ts";

/** @param metrics Of the spec: line 4. @param tasks From line 6 on. */
function problems(metrics: string, tasks = ""): readonly string[] {
  return analyse(`specVersion: 1
name: shop
version: 1.0.0
metrics: { ${metrics} }
tasks:
${tasks.replace(/^/gm, "  ")}
  idle: {}
`).problems;
}

test.each([
  ["other separators", "a.b: { instrument: counter }, a_b: { instrument: counter }", ["GF3030 4:42 the metrics `a_b` and `a.b` cannot be told apart"]],
  ["another case", "shop.open: { instrument: gauge }, shop.OPEN: { instrument: gauge }", ["GF3030 4:46 the metrics `shop.OPEN` and `shop.open` cannot be told apart"]],
  [
    "what begins as observables do",
    "observe.depth: { instrument: counter }, depth: { instrument: observableGauge }",
    ["GF3030 4:52 the metrics `depth` and `observe.depth` cannot be told apart"],
  ],
  ["other words", "a.b: { instrument: counter }, a.c: { instrument: counter }, ab.c: { instrument: counter }", []],
  ["an observable with words of its own", "depth: { instrument: counter }, depths: { instrument: observableGauge }", []],
])("names of metrics: %s", (_name, metrics, expected) => {
  expect(problems(metrics)).toEqual(expected);
});

test.each([
  ["instrument", "instrument: histogram, value: 1", ["GF3032 7:36 the metric `m` has another `instrument` elsewhere"]],
  ["unit", "instrument: counter, unit: kg, value: 1", ["GF3032 7:51 the metric `m` has another `unit` elsewhere"]],
  ["description", "instrument: counter, description: Other., value: 1", ["GF3032 7:58 the metric `m` has another `description` elsewhere"]],
  ["nothing", "instrument: counter, description: One., unit: g, value: 2", []],
  ["only what it leaves out", "instrument: counter, value: 2", []],
])("two tasks with one metric that differ in %s", (_name, second, expected) => {
  const first = "a: { metrics: { m: { instrument: counter, unit: g, description: One., value: 1 } } }";
  expect(problems("", `${first}\nb: { metrics: { m: { ${second} } } }`)).toEqual(expected);
});

function histogram(task: string, buckets: string): string {
  return `${task}: { metrics: { m: { instrument: histogram, value: 1, buckets: ${buckets} } } }\n`;
}

test("buckets of one metric are compared as a whole", () => {
  expect(problems("", histogram("a", "[1, 2]") + histogram("b", "[1, 2]"))).toEqual([]);
  expect(problems("", histogram("a", "[1, 2]") + histogram("b", "[1, 3]"))).toEqual([
    "GF3032 7:66 the metric `m` has another `buckets` elsewhere",
  ]);
});

test("a task's metric among those of the spec, and an optional attribute that is not there", () => {
  const metric = "m: { instrument: counter, attributes: { region: { type: string } }, optional: [area] }";
  expect(problems(metric, "a: { metrics: { m: { instrument: counter, value: 1 } } }")).toEqual([
    "GF3031 4:12 the metric `m` is declared by a task already",
    "GF3033 4:91 the metric `m` has no attribute `area`",
  ]);
});
