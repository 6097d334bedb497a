import { afterAll, beforeAll, expect, test } from "vitest";
import { PayloadError, ScheduleToCloseTimeoutError } from "../../runtime/src/index.ts";
import { ONCE, workflow } from "../runtime/fixtures/flows.ts";
import { startCluster } from "./fixture.ts";
import type { Cluster } from "./fixture.ts";
import { taskSet } from "./tasks.ts";

const TOO_MUCH = 33 * 1024 * 1024;

const { define, tasks } = taskSet();
let underWay = 0;
let most = 0;
const counted = define("counted", async () => {
  underWay += 1;
  most = Math.max(most, underWay);
  await new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
  underWay -= 1;
});
const grows = define("grows", async (length: number) => "x".repeat(length), { retry: { ...ONCE, maximumAttempts: 3 } });
const failing = define(
  "failing",
  async () => {
    throw new Error("not yet");
  },
  { scheduleToCloseTimeout: 200, retry: { ...ONCE, maximumAttempts: 9, initialInterval: 60_000, maximumInterval: 60_000 } },
);

const fan = workflow(
  (flow) => {
    flow.step("items", [], () => flow.forEach([0, 1, 2, 3, 4], { maxConcurrency: 5 }, () => counted(null)));
    return flow.join();
  },
  { name: "fan" },
);
const large = workflow(
  (flow, part: string) => {
    const grown = flow.step("grown", [], () => grows(part === "output" ? TOO_MUCH : TOO_MUCH / 3));
    const again = flow.step("again", [grown], (text) =>
      part === "input" ? grows([text, text, text] as never) : flow.value(text),
    );
    return flow.result([again], (text) => (part === "result" ? [text, text, text] : text.length));
  },
  { name: "large" },
);
const late = workflow(
  (flow) => {
    flow.step("failing", [], () => failing(null));
    return flow.join();
  },
  { name: "late" },
);

let cluster: Cluster;

beforeAll(async () => {
  const workflows = Object.fromEntries([fan, large, late].map((each) => [each.name, { workflow: each as never }]));
  cluster = await startCluster({ workflows }, tasks, { maxConcurrentTasks: 2 });
});

afterAll(() => cluster[Symbol.asyncDispose]());

function client<Input, Output>(name: string) {
  return cluster.clients.client<Input, Output>(cluster.application.workflows[name] as never);
}

test("a worker makes no more attempts at a time than it may; a workflow may have no input", async () => {
  await client<void, void>("fan").run();
  expect(most).toBe(2);
});

test.each(["output", "input", "result"])("what is larger than Restate takes is named: %s", async (part) => {
  const error: unknown = await client<string, unknown>("large").run(part).catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(PayloadError);
  expect(String(error)).toMatch(/The (?:output of task `grows`|input of task `grows`|result of workflow `large`) has \d+ bytes/);
});

test("the timeout of all attempts ends the pause between them", async () => {
  await expect(client<null, void>("late").run(null)).rejects.toThrow(ScheduleToCloseTimeoutError);
});
