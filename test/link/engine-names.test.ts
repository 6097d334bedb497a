import { expect, test } from "vitest";
import { analyse } from "../support/analyse.ts";

function problems(engines: string, rest: string, name = "shop"): readonly string[] {
  return analyse(`specVersion: 1\nname: ${name}\nversion: 1.0.0\nengines: ${engines}\n${rest}`).problems;
}

const RESTATE = "{ restate: {} }";
const TEMPORAL = "{ temporal: {} }";

test.each([
  ["a service that Restate has itself", RESTATE, "workflows: { restateOrders: {} }", "GF3040 5:14 Restate can have no workflow `restateOrders`"],
  ["whatever its case", RESTATE, "workflows: { OpenAPI: {} }", "GF3040 5:14 Restate can have no workflow `OpenAPI`"],
  ["a service without a letter", RESTATE, "workflows: { __orders: {} }", "GF3040 5:14 Restate can have no workflow `__orders`"],
  ["a handler without a letter", RESTATE, "tasks: { _: {} }", "GF3040 5:10 Restate can have no task `_`"],
  ["a workflow of Temporal", TEMPORAL, "workflows: { __temporal_orders: {} }", "GF3040 5:14 Temporal can have no workflow `__temporal_orders`"],
  ["a signal that Temporal takes for a query of its own", TEMPORAL, "signals: { __stack_trace: { type: string } }", "GF3040 5:12 Temporal can have no signal `__stack_trace`"],
  ["a workflow that would take all that are unknown", TEMPORAL, "workflows: { default: {} }", "GF3040 5:14 Temporal can have no workflow `default`"],
  ["a task that would take all that are unknown", TEMPORAL, "tasks: { default: {} }", "GF3040 5:10 Temporal can have no task `default`"],
])("%s is refused", (_name, engines, rest, expected) => {
  expect(problems(engines, rest)).toEqual([expected]);
  expect(problems("{}", rest)).toEqual([]);
});

test("the spec's own name is that of a service", () => {
  const rest = "tasks: { ping: {} }";
  expect(problems(RESTATE, rest, "restateShop")).toEqual(["GF3040 2:7 Restate can have no spec `restateShop`"]);
  expect(problems(TEMPORAL, rest, "restateShop")).toEqual([]);
});

test("a workflow that is called like the spec is refused on Restate only", () => {
  const rest = "workflows: { shop: {} }";
  expect(problems(RESTATE, rest)).toEqual([
    "GF3041 5:14 on Restate, the workflow `shop` and the tasks of the spec `shop` would be one service",
  ]);
  expect(problems(TEMPORAL, rest)).toEqual([]);
});

test("signals that one handler would take are refused on Restate only", () => {
  const rest = "signals: { run: { type: string }, run_signal: { type: string }, cancel: { type: string } }";
  expect(problems(RESTATE, rest)).toEqual(["GF3042 5:35 on Restate, the signals `run` and `run_signal` would have one handler"]);
  expect(problems(TEMPORAL, rest)).toEqual([]);
});

test.each(["run", "signal", "cancel", "describe", "start", "schedule", "then", "toString", "hasOwnProperty"])(
  "a task may be called %s on every engine",
  (name) => {
    expect(problems("{ restate: {}, temporal: {} }", `tasks: { ${name}: {} }`)).toEqual([]);
  },
);
