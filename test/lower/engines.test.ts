import { expect, test } from "vitest";
import { chosenEngines } from "../../generator/ir/engines.ts";
import type { Engines } from "../../generator/ir/engines.ts";
import { analyse } from "../support/analyse.ts";

function engines(rest: string): Engines {
  return analyse(`specVersion: 1\nname: shop\nversion: 1.0.0\n${rest}`).spec.engines;
}

test("a spec that chooses no engine has none", () => {
  expect(chosenEngines(engines(""))).toEqual([]);
  expect(chosenEngines(engines("engines: {}\n"))).toEqual([]);
});

test("an empty block chooses an engine, and the task queue has the name of the spec", () => {
  const found = engines("engines: { temporal: {}, restate: {} }\n");
  expect(chosenEngines(found)).toEqual(["restate", "temporal"]);
  expect(found.temporal).toMatchObject({ taskQueue: "shop", maxConcurrentTasks: undefined });
});

test("settings are read", () => {
  const found = engines("engines: { restate: { maxConcurrentTasks: 20 }, temporal: { taskQueue: orders, maxConcurrentTasks: 50 } }\n");
  expect(found.restate).toMatchObject({ maxConcurrentTasks: 20 });
  expect(found.temporal).toMatchObject({ taskQueue: "orders", maxConcurrentTasks: 50 });
});
