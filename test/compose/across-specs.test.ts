import { expect, test } from "vitest";
import { compileFiles, relatedPlaces } from "./compiling.ts";

function spec(name: string, rest: string): string {
  return `specVersion: 1\nname: ${name}\nversion: 1.0.0\noutput: { directory: ${name} }\n${rest}`;
}

const PING = "tasks: { ping: {} }\nworkflows: { run: { steps: { one: { task: ping } } } }\n";

const specs = ["a.yaml", "b.yaml"];

test("two specs of one name are an error", () => {
  const { diagnostics, problems } = compileFiles(
    { "a.yaml": spec("shop", ""), "b.yaml": spec("shop", "").replace("directory: shop", "directory: other") },
    { specs },
  );
  expect(problems).toEqual(['b.yaml GF2104 2:7 "shop" `a.yaml` is called `shop` too']);
  expect(diagnostics.map(relatedPlaces)).toEqual([["a.yaml:2:7 the other one"]]);
});

test("tasks and workflows that two specs declare are errors, whatever else is wrong", () => {
  const { diagnostics, problems } = compileFiles(
    { "a.yaml": spec("a", PING), "b.yaml": spec("b", `${PING}description: 5\n`) },
    { specs },
  );
  expect(problems).toEqual([
    'b.yaml GF2105 5:10 "ping" `a.yaml` declares another task `ping`',
    'b.yaml GF2105 6:14 "run" `a.yaml` declares another workflow `run`',
    'b.yaml GF2003 7:14 "5" `description` must be a string, not a number',
  ]);
  expect(diagnostics.map(relatedPlaces)).toEqual([["a.yaml:5:10 the other one"], ["a.yaml:6:14 the other one"], []]);
});

test("what both include from one file is one declaration", () => {
  const { problems, projects } = compileFiles(
    {
      "a.yaml": spec("a", "include: [shared/tasks.yaml]\n"),
      "b.yaml": spec("b", "include: [./shared/more.yaml]\nworkflows: { walk: { steps: { one: { task: ping } } } }\n"),
      "shared/tasks.yaml": `specVersion: 1\n${PING}`,
      "shared/more.yaml": "specVersion: 1\ninclude: [tasks.yaml]\n",
    },
    { specs },
  );
  expect(problems).toEqual([]);
  expect(projects.map(({ program }) => [...program.linked.spec.workflows.keys()])).toEqual([["run"], ["walk", "run"]]);
});

test("two files that declare one task for two specs are an error in the second file", () => {
  const { problems } = compileFiles(
    {
      "a.yaml": spec("a", "include: [one.yaml]\n"),
      "b.yaml": spec("b", "include: [two.yaml]\n"),
      "one.yaml": "specVersion: 1\ntasks: { ping: {} }\n",
      "two.yaml": "specVersion: 1\ntasks: { ping: {} }\n",
    },
    { specs },
  );
  expect(problems).toEqual(['two.yaml GF2105 2:10 "ping" `one.yaml` declares another task `ping`']);
});

/** A workflow that does nothing. */
function workflow(name: string): string {
  return `workflows: { ${name}: { steps: { done: { value: 1 } } } }\n`;
}

test("two specs whose workers would share a task queue are an error", () => {
  const { diagnostics, problems } = compileFiles(
    {
      "a.yaml": spec("a", `engines: { temporal: {} }\n${workflow("one")}`),
      "b.yaml": spec("b", `engines: { temporal: { taskQueue: a } }\n${workflow("two")}`),
      "c.yaml": spec("c", `engines: { restate: {} }\n${workflow("three")}`),
    },
    { specs: [...specs, "c.yaml"] },
  );
  expect(problems).toEqual(['b.yaml GF2106 5:35 "a" `a.yaml` has the task queue `a` too']);
  expect(diagnostics.map(relatedPlaces)).toEqual([["a.yaml:5:12 the other one"]]);
});

test("specs that share no name say nothing of each other", () => {
  const { problems, projects } = compileFiles(
    { "a.yaml": spec("a", PING), "b.yaml": spec("b", PING.replaceAll("ping", "pong").replaceAll("run", "walk")) },
    { specs },
  );
  expect(problems).toEqual([]);
  expect(projects).toHaveLength(2);
});

test("two specs in one directory are an error", () => {
  const { problems } = compileFiles({ "a.yaml": spec("a", ""), "b.yaml": spec("b", "") }, { specs, out: "lib" });
  expect(problems).toEqual(["GF7010 b.yaml and a.yaml would both be generated into lib"]);
});
